"""The people in reach, one person's page, and what can be changed on it."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.db import Database
from monitor.people import service as people
from monitor.people.service import PersonView
from monitor.usecases.programme import Programme
from tests.factories.people import a_person
from tests.factories.web import NUMBER, Browser, Stage, browse, set_stage

PLAN = {
    "days_1": ["mon", "tue"], "from_1": "18:00", "to_1": "20:00", "plan_expires": "2026-05-31",
    "sms_ok": "yes", "voice_ok": "yes", "cover_story": "Duka la nguo",
}  # fmt: skip


@pytest.fixture
def stage(programme: Programme) -> Stage:
    return set_stage(programme)


@pytest.fixture
def njeri(app: Flask, stage: Stage) -> Browser:
    return browse(app, "njeri")


def her(programme: Programme, person_id: str) -> PersonView:
    with programme.database.reading() as session:
        return people.identity(session, person_id, now=programme.clock.now())


def test_a_caseworker_sees_her_own_people_only(
    app: Flask, njeri: Browser, database: Database
) -> None:
    assert "Amani" in njeri.get("/people").text
    assert "Amani" not in browse(app, "otieno").get("/people").text
    assert "Amani" in browse(app, "wanjiku").get("/people").text
    assert "Amani" not in browse(app, "pwani").get("/people").text
    with database.reading() as session:
        listed = session.scalars(select(AuditEvent).where(AuditEvent.event == "people_listed"))
        assert len(listed.all()) == 4


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        pytest.param("amani", True, id="code name"),
        pytest.param("  AMANI ", True, id="capitals and spaces"),
        pytest.param("0712 345 678", True, id="number"),
        pytest.param("ama", False, id="a part"),
        pytest.param("0712345679", False, id="another number"),
        pytest.param("x" * 200, False, id="too long"),
        pytest.param("a\0b", False, id="nul"),
    ],
)
def test_somebody_is_looked_up_whole(sought: str, found: bool, njeri: Browser) -> None:
    page = njeri.post("/people", {"sought": sought}).text
    assert (">Amani<" in page) is found
    assert ("Nobody found" in page or "Nobody here" in page) is not found


def test_a_number_out_of_reach_is_not_found(app: Flask, stage: Stage) -> None:
    assert "Amani" not in browse(app, "pwani").post("/people", {"sought": NUMBER}).text


def test_a_page_shows_the_plan_and_is_in_the_trail(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    page = njeri.get(f"/people/{stage.person_id}").text
    for words in ("Mon-Fri 18:00-20:00", "Only she", "31 May 2026", "Psychological", "Check-ins"):
        assert words in page
    assert NUMBER not in page
    with database.reading() as session:
        seen = session.scalars(select(AuditEvent).where(AuditEvent.event == "person_seen")).all()
    assert [(event.actor_id, event.object_id) for event in seen] == [
        (stage.staff["njeri"], stage.person_id)
    ]


def test_a_person_out_of_reach_looks_as_if_she_did_not_exist(app: Flask, stage: Stage) -> None:
    path = f"/people/{stage.person_id}"
    for username in ("pwani", "otieno"):
        other = browse(app, username)
        for sent in (
            other.get(path), other.get(f"{path}/plan"), other.post(f"{path}/plan", dict(PLAN)),
            other.post(f"{path}/consent", {"purpose": "checkins"}),
            other.post(f"{path}/end",
                       {"exit": stage.exit_id, "ended_as": "returned", "ended_on": "2026-03-02"}),
        ):  # fmt: skip
            assert sent.status_code == 404


def test_a_renewed_plan_takes_the_place_of_the_old_one(
    njeri: Browser, stage: Stage, programme: Programme
) -> None:
    page = njeri.get(f"/people/{stage.person_id}/plan").text
    assert 'value="fri" checked' in page
    assert 'value="18:00"' in page
    sent = njeri.post(f"/people/{stage.person_id}/plan", dict(PLAN))
    assert sent.status_code == 303
    plan = her(programme, stage.person_id).plan
    assert plan is not None
    assert (plan.windows, plan.cover_story) == ("mon,tue 18:00-20:00", "Duka la nguo")
    assert (plan.sms_ok, plan.ussd_ok, plan.acknowledge) == (True, False, False)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"days_1": []}, "Each time needs", id="hours without days"),
        pytest.param({"from_1": "", "to_1": ""}, "Each time needs", id="days without hours"),
        pytest.param({"days_1": ["someday"]}, "Choose from the list", id="no such day"),
        pytest.param({"to_1": "18:00"}, "Check the hours", id="no stretch"),
        pytest.param({"plan_expires": ""}, "This is needed", id="no end"),
        pytest.param({"plan_expires": "2020-01-01"}, "has passed", id="ended already"),
        pytest.param({"days_1": [], "from_1": "", "to_1": ""}, "at least one time", id="no hours"),
        pytest.param({"cover_story": "x" * 301}, "At most 300", id="long story"),
    ],
)
def test_a_plan_that_does_not_hold_is_shown_again(
    change: dict[str, Any], says: str, njeri: Browser, stage: Stage, programme: Programme
) -> None:
    sent = njeri.post(f"/people/{stage.person_id}/plan", {**PLAN, **change})
    assert sent.status_code == 400
    assert says in sent.text
    plan = her(programme, stage.person_id).plan
    assert plan is not None
    assert plan.windows == "mon-fri 18:00-20:00;sun 14:00-16:00"


def test_one_consent_is_taken_back(njeri: Browser, stage: Stage, programme: Programme) -> None:
    path = f"/people/{stage.person_id}/consent"
    assert njeri.post(path, {"purpose": "checkins"}).status_code == 303
    assert her(programme, stage.person_id).consents == ("surveys",)
    assert njeri.post(path, {"purpose": "everything"}).status_code == 400


def test_ending_the_follow_up(njeri: Browser, stage: Stage, programme: Programme) -> None:
    path = f"/people/{stage.person_id}/end"
    good = {"exit": stage.exit_id, "ended_as": "returned", "ended_on": "2026-03-02"}
    assert njeri.post(path, {**good, "ended_as": "gone"}).status_code == 400
    assert njeri.post(path, {**good, "ended_on": "x"}).status_code == 400
    assert njeri.post(path, {**good, "exit": "another"}).status_code == 404
    assert njeri.post(path, good).status_code == 303
    ended = her(programme, stage.person_id).exits[-1]
    assert (ended.ended_as, ended.ended_on) == ("returned", date(2026, 3, 2))
    assert njeri.post(path, good).status_code == 409


def test_pausing_and_resuming_from_her_page(
    njeri: Browser, stage: Stage, programme: Programme
) -> None:
    path = f"/people/{stage.person_id}"
    assert njeri.post(f"{path}/pause", {"length": "open"}).status_code == 303
    assert [found.kind for found in her(programme, stage.person_id).restrictions] == ["pause"]
    assert "Resume check-ins" in njeri.get(path).text
    assert njeri.post(f"{path}/resume").status_code == 303
    assert her(programme, stage.person_id).restrictions == ()


def test_a_shared_phone_shows_who_else_sees_it(njeri: Browser, programme: Programme) -> None:
    with programme.database.transaction() as session:
        other = a_person(
            session, at=programme.clock.now(), code_name="Zawadi", number="+254712345001",
            shared_with="dada", plan=None,
        )  # fmt: skip
    page = njeri.get(f"/people/{other.person_id}").text
    assert "She has no plan" in page
    assert "None has gone out yet" in page
