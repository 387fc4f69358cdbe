"""Texts without a person, the rota, and the state of the system."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.db import Database
from monitor.people import service as people
from monitor.sms.models import InboundMessage
from monitor.triage import alarms
from monitor.triage.models import Case, Duty
from monitor.usecases.programme import Programme
from tests.factories.web import Browser, Stage, browse, set_stage

DUTY = {
    "from_day": "2026-03-10", "from_time": "08:00", "to_day": "2026-03-10", "to_time": "20:00",
}  # fmt: skip


@pytest.fixture
def stage(programme: Programme) -> Stage:
    return set_stage(programme)


@pytest.fixture
def njeri(app: Flask, stage: Stage) -> Browser:
    return browse(app, "njeri")


@pytest.fixture
def wanjiku(app: Flask, stage: Stage) -> Browser:
    return browse(app, "wanjiku")


def text(database: Database, stage: Stage) -> InboundMessage:
    with database.reading() as session:
        return session.get_one(InboundMessage, stage.stranger_text)


def test_a_strangers_words_are_masked_until_tapped(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    assert "habari gani" not in njeri.get("/texts").text
    assert "habari gani" in njeri.post(f"/texts/{stage.stranger_text}/words").text
    with database.reading() as session:
        seen = session.scalars(select(AuditEvent).where(AuditEvent.event == "text_seen")).one()
    assert seen.object_id == stage.stranger_text


def test_a_text_is_given_to_the_person_it_is_from(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    path = f"/texts/{stage.stranger_text}/assign"
    assert njeri.post(path, {"code_name": " amani "}).status_code == 303
    row = text(database, stage)
    assert (row.person_id, row.matched, row.handled_as) == (stage.person_id, "person", "assigned")
    with database.reading() as session:
        reasons = session.scalars(select(Case.reason).where(Case.person_id == stage.person_id))
        assert "unclear" in set(reasons)
    assert "Every text has its person" in njeri.get("/texts").text
    assert njeri.post(path, {"code_name": "Amani"}).status_code == 404


@pytest.mark.parametrize("code_name", ["Nobody", "", "x" * 100, "a\0b"])
def test_a_text_is_not_given_to_nobody(
    code_name: str, njeri: Browser, stage: Stage, database: Database
) -> None:
    sent = njeri.post(f"/texts/{stage.stranger_text}/assign", {"code_name": code_name})
    assert sent.status_code == 400
    assert text(database, stage).person_id is None


def test_a_text_is_not_given_to_another_teams_person(
    app: Flask, stage: Stage, database: Database
) -> None:
    other = browse(app, "pwani")
    sent = other.post(f"/texts/{stage.stranger_text}/assign", {"code_name": "Amani"})
    assert sent.status_code == 400
    assert text(database, stage).person_id is None


def test_a_text_is_set_aside_once(njeri: Browser, stage: Stage, database: Database) -> None:
    path = f"/texts/{stage.stranger_text}/aside"
    assert njeri.post(path, {"as": "burned"}).status_code == 400
    assert njeri.post(path, {"as": "spam"}).status_code == 303
    assert text(database, stage).handled_as == "spam"
    assert njeri.post(path, {"as": "noted"}).status_code == 404


def test_the_words_of_a_known_person_do_not_open_here(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    with database.reading() as session:
        hers = session.scalars(
            select(InboundMessage.id).where(InboundMessage.person_id == stage.person_id)
        ).one()
    assert njeri.post(f"/texts/{hers}/words").status_code == 404


def test_the_rota_says_who_is_there_and_when_nobody_is(njeri: Browser) -> None:
    page = njeri.get("/rota").text
    assert "otieno" in page
    assert "Hours without anybody" in page
    assert "Put on duty" not in page


def test_a_supervisor_changes_the_rota(wanjiku: Browser, stage: Stage, database: Database) -> None:
    good = {**DUTY, "staff": stage.staff["njeri"], "backup": stage.staff["otieno"]}
    assert wanjiku.post("/rota", good).status_code == 303
    assert wanjiku.post("/rota", good).status_code == 400
    assert "on duty in that time already" in wanjiku.page
    with database.reading() as session:
        duty = session.scalars(select(Duty).where(Duty.staff_id == stage.staff["njeri"])).one()
    assert duty.starts_at.isoformat() == "2026-03-10T05:00:00+00:00"
    assert wanjiku.post(f"/rota/{duty.id}/remove").status_code == 303
    assert wanjiku.post(f"/rota/{duty.id}/remove").status_code == 404


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"staff": "nobody"}, "Choose one", id="nobody"),
        pytest.param({"from_day": ""}, "Give the day", id="no day"),
        pytest.param({"to_day": "2026-03-09"}, "end after it begins", id="backwards"),
        pytest.param({"from_time": "8am"}, "18:30", id="no time"),
        pytest.param({"same": "yes"}, "must be somebody else", id="behind herself"),
    ],
)
def test_a_duty_that_does_not_fit_is_shown_again(
    change: dict[str, Any], says: str, wanjiku: Browser, stage: Stage
) -> None:
    form = {**DUTY, "staff": stage.staff["njeri"], **change}
    if change.get("same"):
        form["backup"] = form["staff"]
    sent = wanjiku.post("/rota", form)
    assert sent.status_code == 400
    assert says in sent.text


def test_open_alarms_are_shown_without_content(
    app: Flask, stage: Stage, programme: Programme
) -> None:
    with programme.database.transaction() as session:
        alarms.raise_alarm(session, "no_rota", at=programme.clock.now())
    page = browse(app, "fundi").get("/health").text
    assert "Nobody is on duty" in page
    assert "Amani" not in page


def test_a_supervisor_stops_and_starts_her_own_house_only(
    wanjiku: Browser, stage: Stage, programme: Programme
) -> None:
    def stopped() -> bool:
        with programme.database.reading() as session:
            found = people.contact_facts(session, stage.person_id, now=programme.clock.now())
        return "kill" in found.restrictions

    with programme.database.reading() as session:
        own = people.contact_facts(session, stage.person_id, now=programme.clock.now()).shelter_id
    assert wanjiku.post("/sending/stop", {"whom": "all"}).status_code == 404
    assert wanjiku.post("/sending/stop", {"whom": "nowhere"}).status_code == 400
    assert wanjiku.post("/sending/stop", {"whom": own}).status_code == 303
    assert stopped()
    assert "Stopped for Nairobi House" in wanjiku.get("/health").text
    assert wanjiku.post("/sending/start", {"whom": own}).status_code == 303
    assert not stopped()


def test_a_technician_may_stop_everything_but_not_start_it(
    app: Flask, stage: Stage, database: Database
) -> None:
    fundi = browse(app, "fundi")
    assert fundi.post("/sending/stop", {"whom": "all"}).status_code == 303
    assert fundi.post("/sending/start", {"whom": "all"}).status_code == 403
    assert "Stopped for everybody" in fundi.get("/health").text
    with database.reading() as session:
        last = session.scalars(select(AuditEvent.event).order_by(AuditEvent.id.desc())).first()
    assert last == "access_refused"


def test_a_caseworker_cannot_stop_a_house(njeri: Browser) -> None:
    assert njeri.post("/sending/stop", {"whom": "all"}).status_code == 404
