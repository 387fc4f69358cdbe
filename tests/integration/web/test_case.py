"""The list and the case: masked until tapped, each tap in the trail, and every move."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.people import service as people
from monitor.sms.models import InboundMessage
from monitor.triage.models import Case, CaseAction, Page
from monitor.usecases.programme import Programme
from tests.factories.people import a_person
from tests.factories.web import NUMBER, WORDS, Browser, Stage, browse, raise_case, set_stage


@pytest.fixture
def stage(programme: Programme) -> Stage:
    return set_stage(programme)


@pytest.fixture
def njeri(app: Flask, stage: Stage) -> Browser:
    return browse(app, "njeri")


def last_event(database: Database) -> AuditEvent:
    with database.reading() as session:
        found = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert found is not None
        return found


def get_case(database: Database, case_id: str) -> Case:
    with database.reading() as session:
        return session.get_one(Case, case_id)


def test_the_list_says_why_in_plain_words(njeri: Browser, database: Database) -> None:
    page = njeri.get("/cases").text
    assert "Amani" in page
    assert "Violence reported 09:00" in page
    assert "30 min left" in page
    assert last_event(database).event == "queue_seen"


def test_a_worse_case_stands_before_a_milder_one(
    njeri: Browser, stage: Stage, programme: Programme
) -> None:
    raise_case(programme, stage.person_id, "plan_renewal")
    page = njeri.get("/cases").text
    assert page.index("Violence reported") < page.index("Her plan runs out")


def test_time_that_is_over_is_said(njeri: Browser, clock: FixedClock) -> None:
    clock.advance(timedelta(minutes=9))
    njeri.get("/cases")
    clock.advance(timedelta(minutes=9))
    njeri.get("/cases")
    clock.advance(timedelta(minutes=9))
    njeri.get("/cases")
    clock.advance(timedelta(minutes=9))
    assert "6 min over" in njeri.get("/cases").text


def test_an_empty_list_says_what_to_do(app: Flask, stage: Stage) -> None:
    assert "Nothing waits for you" in browse(app, "otieno").get("/cases").text
    assert "Nothing is put aside" in browse(app, "otieno").get("/cases?tab=watching").text


def test_a_silent_case_looks_like_any_other_danger_in_the_list(
    njeri: Browser, stage: Stage, programme: Programme
) -> None:
    case_id = raise_case(programme, stage.person_id, "duress", severity=4, meaning="danger")
    assert "word" not in njeri.get("/cases").text.partition("<main")[2]
    assert "Her word for danger" in njeri.get(f"/cases/{case_id}").text


def test_her_words_and_number_are_masked_until_tapped(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    page = njeri.get(f"/cases/{stage.case_id}").text
    assert WORDS not in page
    assert NUMBER not in page
    assert last_event(database).event == "queue_seen"
    shown = njeri.post(f"/cases/{stage.case_id}/words").text
    assert WORDS in shown
    assert "amenipiga" in shown.partition("What decided")[2]
    assert WORDS not in njeri.get(f"/cases/{stage.case_id}").text


def test_every_view_of_a_text_is_in_the_trail(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    njeri.post(f"/cases/{stage.case_id}/words")
    with database.reading() as session:
        found = session.scalars(select(AuditEvent).where(AuditEvent.event == "text_seen")).one()
        message_id = session.scalars(
            select(InboundMessage.id).where(InboundMessage.person_id == stage.person_id)
        ).one()
    assert found.actor_id == stage.staff["njeri"]
    assert found.details == {"messages": [message_id]}


def test_the_number_is_shown_for_a_call_and_written_down(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    assert f"tel:{NUMBER}" in njeri.post(f"/cases/{stage.case_id}/number").text
    with database.reading() as session:
        seen = session.scalars(select(AuditEvent).where(AuditEvent.event == "person_seen")).all()
    assert {"field": "number"} in [event.details for event in seen]


def test_while_she_said_do_not_call_nobody_gets_the_number(
    njeri: Browser, stage: Stage, programme: Programme
) -> None:
    with programme.database.transaction() as session:
        people.restrict(
            session, kind="no_call", scope="person", reason="her_words",
            at=programme.clock.now(), person_id=stage.person_id,
        )  # fmt: skip
    page = njeri.get(f"/cases/{stage.case_id}").text
    assert "Do not call" in page
    assert "show the number" not in page
    assert njeri.post(f"/cases/{stage.case_id}/number").status_code == 409


def test_another_teams_case_looks_as_if_it_did_not_exist(
    app: Flask, stage: Stage, database: Database
) -> None:
    other = browse(app, "pwani")
    assert "Amani" not in other.get("/cases?tab=team").text
    path = f"/cases/{stage.case_id}"
    for sent in (
        other.get(path), other.get(f"{path}/contact"), other.get(f"{path}/close"),
        other.post(f"{path}/words"), other.post(f"{path}/number"), other.post(f"{path}/claim"),
        other.post(f"{path}/note", {"note": "x"}), other.post(f"{path}/escalate"),
        other.post(f"{path}/acknowledge"), other.post(f"{path}/pause", {"length": "day"}),
        other.post(f"{path}/resume"), other.post(f"{path}/reopen"),
        other.post(f"{path}/reading", {"label": "ok", "event": stage.event_id}),
    ):  # fmt: skip
        assert sent.status_code == 404
    assert get_case(database, stage.case_id).holder_id is None


@pytest.mark.parametrize("path", ["/cases/a%00b", "/people/a%00b", "/cases/%ff", "/start/%00"])
def test_a_strange_address_is_a_missing_page(path: str, njeri: Browser) -> None:
    assert njeri.get(path).status_code == 404


def test_taking_a_case_keeps_others_out_until_the_hold_runs_out(
    app: Flask, njeri: Browser, stage: Stage, clock: FixedClock, database: Database
) -> None:
    assert njeri.post(f"/cases/{stage.case_id}/claim").status_code == 303
    otieno = browse(app, "otieno")
    assert "njeri has it" in otieno.get(f"/cases/{stage.case_id}").text
    assert otieno.post(f"/cases/{stage.case_id}/claim").status_code == 409
    clock.advance(timedelta(minutes=31))
    otieno = browse(app, "otieno")
    assert otieno.post(f"/cases/{stage.case_id}/claim").status_code == 303
    assert get_case(database, stage.case_id).holder_id == stage.staff["otieno"]


def test_giving_a_case_back_lets_others_take_it(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    njeri.post(f"/cases/{stage.case_id}/claim")
    assert njeri.post(f"/cases/{stage.case_id}/release").status_code == 303
    assert get_case(database, stage.case_id).holder_id is None


def test_i_am_on_it_stops_the_paging(app: Flask, stage: Stage, database: Database) -> None:
    otieno = browse(app, "otieno")
    assert "I am on it" in otieno.get(f"/cases/{stage.case_id}").text
    assert otieno.post(f"/cases/{stage.case_id}/acknowledge").status_code == 303
    with database.reading() as session:
        open_pages = session.scalars(select(Page).where(Page.acknowledged_at.is_(None))).all()
    assert open_pages == []
    assert "I am on it" not in otieno.get(f"/cases/{stage.case_id}").text


def test_calling_a_supervisor_pages_one(njeri: Browser, stage: Stage, database: Database) -> None:
    assert njeri.post(f"/cases/{stage.case_id}/escalate").status_code == 303
    with database.reading() as session:
        paged = set(session.scalars(select(Page.staff_id)))
    assert stage.staff["wanjiku"] in paged


def test_a_note_is_kept_and_an_empty_one_is_not(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    path = f"/cases/{stage.case_id}/note"
    assert njeri.post(path, {"note": "alisema <b>kesho</b>"}).status_code == 303
    assert "alisema &lt;b&gt;kesho&lt;/b&gt;" in njeri.get(f"/cases/{stage.case_id}").text
    assert njeri.post(path, {"note": "  "}).status_code == 400
    assert njeri.post(path, {"note": "x" * 4001}).status_code == 400
    assert njeri.post(path, {"note": "a\0b"}).status_code == 400
    with database.reading() as session:
        notes = session.scalars(select(CaseAction).where(CaseAction.kind == "note")).all()
    assert len(notes) == 1


def test_a_reading_is_corrected_beside_what_was_read(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    njeri.post(f"/cases/{stage.case_id}/words")
    sent = njeri.post(
        f"/cases/{stage.case_id}/reading", {"label": "problem", "event": stage.event_id}
    )
    assert sent.status_code == 303
    with database.reading() as session:
        row = session.scalars(
            select(InboundMessage).where(InboundMessage.person_id == stage.person_id)
        ).one()
    assert (row.label, row.corrected_label) == ("distress", "problem")
    assert row.corrected_by == stage.staff["njeri"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"label": "fine", "event": "x"}, id="no such label"),
        pytest.param({"label": ["ok", "problem"], "event": "x"}, id="doubled"),
    ],
)
def test_a_correction_that_names_no_label_is_refused(
    data: dict[str, Any], njeri: Browser, stage: Stage
) -> None:
    assert njeri.post(f"/cases/{stage.case_id}/reading", data).status_code == 400


def test_pausing_and_resuming_from_a_case(
    njeri: Browser, stage: Stage, programme: Programme
) -> None:
    def restrictions() -> frozenset[str]:
        with programme.database.reading() as session:
            found = people.contact_facts(session, stage.person_id, now=programme.clock.now())
        return found.restrictions

    assert njeri.post(f"/cases/{stage.case_id}/pause", {"length": "week"}).status_code == 303
    assert "pause" in restrictions()
    assert njeri.post(f"/cases/{stage.case_id}/resume").status_code == 303
    assert "pause" not in restrictions()
    assert njeri.post(f"/cases/{stage.case_id}/pause", {"length": "ever"}).status_code == 400


def test_a_pause_she_asked_for_is_not_lifted_by_a_tap(
    njeri: Browser, stage: Stage, programme: Programme
) -> None:
    with programme.database.transaction() as session:
        people.restrict(
            session, kind="pause", scope="person", reason="her_words",
            at=programme.clock.now(), person_id=stage.person_id,
        )  # fmt: skip
    njeri.post(f"/cases/{stage.case_id}/resume")
    assert "Still paused" in njeri.get(f"/cases/{stage.case_id}").text


def test_a_second_person_of_another_team_is_not_in_the_list(
    njeri: Browser, programme: Programme
) -> None:
    with programme.database.transaction() as session:
        other = a_person(
            session, at=programme.clock.now(), code_name="Pendo", number="+254712345999",
            shelter="Coast House", caseworker="pwani",
        )  # fmt: skip
    raise_case(programme, other.person_id, "undelivered", severity=2)
    assert "Pendo" not in njeri.get("/cases?tab=team").text
