"""The overview: figures with their counts and definitions, for whoever may see them."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from monitor.audit.models import AuditEvent
from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.staff.roles import Role
from tests.factories import outcomes as make
from tests.factories import triage
from tests.factories.staff import PASSWORD, SHELTER, a_member, a_shelter

EXIT_ON, MIDDLE = date(2025, 1, 10), date(2025, 4, 10)
NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
OTHER = "Mombasa House"


def test_a_rate_stands_with_its_count_its_interval_and_its_definition(boss: FlaskClient) -> None:
    page = text_of(boss.get("/overview"))

    assert "The whole programme, as known on 2 Mar 2026" in page
    assert "33.3% 1 / 3 6.1% – 79.2% 33.3% – 100.0%" in page
    assert "Stable, of all exits but the deceased." in page
    assert "Fewer than 20 people" in page


def test_the_rate_among_the_known_stands_beside_the_rate_of_all_and_the_share_known(
    boss: FlaskClient,
) -> None:
    assert "33.3% 1 / 3 100.0% 1 / 1 33.3% 1 / 3" in text_of(boss.get("/overview"))


def test_every_definition_is_one_tap_away_without_a_script(boss: FlaskClient) -> None:
    page = boss.get("/overview").text

    assert page.count('<details class="meaning">') == 9
    assert " style=" not in page
    assert "<title>Baada</title>" in page


def test_replies_are_drawn_and_stand_in_a_table_apart_from_what_did_not_arrive(
    boss: FlaskClient,
) -> None:
    page = boss.get("/overview").text

    assert "Reply rate in week 1: 50.0%; in week 1: 50.0%" in page
    assert "1 50.0% 1 / 2 1 1 1 0 0 0" in text_of(boss.get("/overview"))
    assert page.count('<svg class="chart"') == 2


def test_an_earlier_day_shows_what_was_known_then(boss: FlaskClient) -> None:
    page = text_of(boss.get("/overview?known_on=2025-07-21"))

    assert "as known on 21 Jul 2025" in page
    assert "No reintegration figures yet" in page


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("2026-03-03", id="tomorrow"),
        pytest.param("1999-12-31", id="too early"),
        pytest.param("yesterday", id="no date"),
        pytest.param("2026-02-30", id="no such day"),
        pytest.param("%00", id="a NUL"),
        pytest.param("9" * 4000, id="far too long"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_today_is_shown(boss: FlaskClient, asked: str) -> None:
    answer = boss.get(f"/overview?known_on={asked}")

    assert answer.status_code == 400
    assert "Choose a day that is not later than today." in answer.text
    assert "as known on 2 Mar 2026" in answer.text


def test_every_view_is_in_the_trail(boss: FlaskClient, database: Database) -> None:
    boss.get("/overview?known_on=2025-12-31")

    with database.reading() as session:
        seen = session.scalars(select(AuditEvent).where(AuditEvent.event == "report_seen")).all()
    assert [(row.object_id, row.details["known_at"][:10]) for row in seen] == [
        ("overview", "2025-12-31")
    ]
    assert seen[0].actor_id is not None


def test_a_supervisor_sees_the_figures_of_her_team_alone(app: Flask, people: None) -> None:
    page = text_of(logged_in(app, "lead").get("/overview"))

    assert "Your team, as known on" in page
    assert "50.0% 1 / 2" in page
    assert "1 / 3" not in page


@pytest.mark.parametrize("username", ["njeri", "tech"])
def test_who_holds_no_reports_is_refused(app: Flask, people: None, username: str) -> None:
    assert logged_in(app, username).get("/overview").status_code == 403


def test_nobody_looks_without_a_login(client: FlaskClient, people: None) -> None:
    answer = client.get("/overview")

    assert answer.status_code in {302, 303, 401}
    assert "Reintegration" not in answer.text


def test_the_page_speaks_swahili(app: Flask, people: None) -> None:
    page = logged_in(app, "mkuu").get("/overview").text

    assert "<h1>Muhtasari</h1>" in page
    assert "Reintegration" not in page
    assert "What this means" not in page


def test_an_empty_programme_says_what_to_wait_for(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        add_staff(session)

    page = text_of(logged_in(app, "boss").get("/overview"))

    assert "No reintegration figures yet" in page
    assert "No check-in has gone out yet." in page


@pytest.fixture
def people(database: Database, clock: FixedClock) -> None:
    clock.set(NOW)
    with database.transaction() as session:
        add_staff(session)
        here, there = a_shelter(session), a_shelter(session, OTHER)
        make.stable(session, EXIT_ON, middle=MIDDLE, shelter_id=here)
        make.someone_left(session, EXIT_ON, shelter_id=here)
        make.someone_left(session, EXIT_ON, shelter_id=there)
        left = make.someone_with_checkins(session, here, EXIT_ON)
        make.a_checkin(session, left, 2, sent_at=0, delivered_at=1, replied_at=2)
        make.a_checkin(session, left, 3, sent_at=0, delivered_at=1)
        make.a_checkin(session, left, 4, sent_at=0, undelivered_at=1)
        triage.raise_for(session, left.person_id, "distress", at=NOW, severity=4)


@pytest.fixture
def boss(app: Flask, people: None) -> FlaskClient:
    return logged_in(app, "boss")


def add_staff(session: Session) -> None:
    for username, role, shelter, language in (
        ("boss", Role.MANAGER, None, "en"),
        ("mkuu", Role.MANAGER, None, "sw"),
        ("lead", Role.SUPERVISOR, SHELTER, "en"),
        ("njeri", Role.CASEWORKER, SHELTER, "en"),
        ("tech", Role.TECHNICIAN, None, "en"),
    ):
        a_member(
            session, username, at=NOW, role=role, shelter=shelter, language=language,
            password=PASSWORD,
        )  # fmt: skip


def logged_in(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/login").text)
    assert token is not None
    form = {"csrf_token": token[1], "username": username, "password": PASSWORD}
    assert client.post("/login", data=form).status_code == 303
    return client


def text_of(answer: TestResponse) -> str:
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
