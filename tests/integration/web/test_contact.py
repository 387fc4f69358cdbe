"""Logging a contact in five taps, and closing: nothing typed is lost, nothing is kept twice."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.people.models import Contact
from monitor.triage.models import Case, CaseAction
from monitor.usecases.programme import Programme
from tests.factories.staff import PASSWORD
from tests.factories.web import Browser, Stage, browse, raise_case, set_stage

GOOD = {
    "method": "voice",
    "reached": "her",
    "condition": "safe",
    "confirmed": "yes",
    "next_step": "call",
    "when": "tomorrow",
}
NOTE = "alisema atapiga kesho jioni"


@pytest.fixture
def stage(programme: Programme) -> Stage:
    return set_stage(programme)


@pytest.fixture
def njeri(app: Flask, stage: Stage) -> Browser:
    browser = browse(app, "njeri")
    browser.post(f"/cases/{stage.case_id}/words")
    browser.get(f"/cases/{stage.case_id}/contact")
    return browser


def count(database: Database) -> tuple[int, int]:
    """Return how many contacts and how many logged moves there are."""
    with database.reading() as session:
        contacts = session.scalar(select(func.count()).select_from(Contact)) or 0
        moves = session.scalar(
            select(func.count()).select_from(CaseAction).where(CaseAction.kind == "contact")
        )
        return contacts, moves or 0


def get_case(database: Database, case_id: str) -> Case:
    with database.reading() as session:
        return session.get_one(Case, case_id)


def test_five_taps_keep_a_contact(njeri: Browser, stage: Stage, database: Database) -> None:
    sent = njeri.post(f"/cases/{stage.case_id}/contact", {**GOOD, "opened": njeri.hidden("opened")})
    assert sent.location == f"/cases/{stage.case_id}"
    with database.reading() as session:
        contact = session.scalars(select(Contact)).one()
    assert (contact.method, contact.reached, contact.condition) == ("voice", "her", "safe")
    assert contact.verified
    case = get_case(database, stage.case_id)
    assert (case.state, case.next_step) == ("waiting", "call")
    assert case.next_step_at is not None


def test_the_same_form_twice_is_kept_once(
    njeri: Browser, stage: Stage, database: Database, clock: FixedClock
) -> None:
    form = {**GOOD, "note": NOTE, "opened": njeri.hidden("opened")}
    for _ in range(2):
        assert njeri.post(f"/cases/{stage.case_id}/contact", form).status_code == 303
        clock.advance(timedelta(seconds=1))
    assert count(database) == (1, 1)
    njeri.get(f"/cases/{stage.case_id}/contact")
    again = {**form, "opened": njeri.hidden("opened")}
    assert njeri.post(f"/cases/{stage.case_id}/contact", again).status_code == 303
    assert count(database) == (2, 2)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"method": ""}, "Choose one.", id="no method"),
        pytest.param({"method": "pigeon"}, "Choose one.", id="unknown method"),
        pytest.param({"condition": ""}, "Choose one.", id="no condition"),
        pytest.param({"confirmed": ""}, "Choose one.", id="identity left open"),
        pytest.param({"next_step": ""}, "Choose one.", id="nothing next"),
        pytest.param({"next_step": "approve_close"}, "Choose one.", id="the system's own step"),
        pytest.param({"reached": "other"}, "Only she herself", id="another identified"),
        pytest.param(
            {"condition": "not_safe", "next_step": "none"}, "say what happens", id="not safe"
        ),
        pytest.param({"when": "date"}, "Give the day.", id="no day"),
        pytest.param({"when": "date", "on": "2020-01-01"}, "has passed", id="a day gone by"),
        pytest.param({"when": "date", "on": "2026-02-30"}, "Give a date", id="no such day"),
        pytest.param({"when": "date", "on": "2026-03-05", "at": "25:00"}, "18:30", id="no hour"),
        pytest.param({"happened": "23:59"}, "not come yet", id="in the future"),
        pytest.param({"happened": "soon"}, "18:30", id="no time"),
        pytest.param({"note": "x" * 4001}, "At most 4000", id="long note"),
        pytest.param({"note": "a\0b"}, "cannot be kept", id="nul"),
    ],
)
def test_a_failed_save_keeps_what_was_typed_and_says_so(
    change: dict[str, str], says: str, njeri: Browser, stage: Stage, database: Database
) -> None:
    form = {"note": NOTE, **GOOD, "opened": njeri.hidden("opened"), **change}
    sent = njeri.post(f"/cases/{stage.case_id}/contact", form)
    assert sent.status_code == 400
    assert says in sent.text
    assert "Not saved yet" in sent.text
    if "note" not in change:
        assert NOTE in sent.text
    assert count(database) == (0, 0)


def test_a_time_earlier_today_is_taken_as_kenyan(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    form = {**GOOD, "happened": "0830", "opened": njeri.hidden("opened")}
    assert njeri.post(f"/cases/{stage.case_id}/contact", form).status_code == 303
    with database.reading() as session:
        assert session.scalars(select(Contact.happened_at)).one().strftime("%H:%M") == "05:30"


def test_nobody_reached_needs_no_more_taps(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    form = {"method": "voice", "reached": "nobody", "next_step": "call", "when": "soon"}
    assert njeri.post(f"/cases/{stage.case_id}/contact", form).status_code == 303
    with database.reading() as session:
        assert session.scalars(select(Contact.condition)).one() == "unknown"


def test_a_case_somebody_else_holds_keeps_the_note_on_the_page(
    app: Flask, njeri: Browser, stage: Stage, database: Database
) -> None:
    browse(app, "otieno").post(f"/cases/{stage.case_id}/claim")
    sent = njeri.post(f"/cases/{stage.case_id}/contact", {**GOOD, "note": NOTE})
    assert sent.status_code == 409
    assert NOTE in sent.text
    assert "somebody else has this case" in sent.text
    assert count(database) == (0, 0)


def test_a_note_survives_the_end_of_the_session(
    njeri: Browser, stage: Stage, clock: FixedClock, database: Database
) -> None:
    form = {**GOOD, "note": NOTE, "author": njeri.hidden("author")}
    opened = njeri.hidden("opened")
    clock.advance(timedelta(minutes=11))
    sent = njeri.post(f"/cases/{stage.case_id}/contact", {**form, "opened": opened})
    assert sent.status_code == 401
    assert NOTE not in sent.text
    draft = njeri.hidden("draft")
    clock.advance(timedelta(minutes=20))
    back = njeri.post("/login", {"username": "njeri", "password": PASSWORD, "draft": draft})
    assert back.status_code == 200
    assert NOTE in back.text
    assert 'value="voice" checked' in back.text
    assert count(database) == (0, 0)
    saved = njeri.post(f"/cases/{stage.case_id}/contact", {**form, "opened": opened})
    assert saved.status_code == 303
    assert count(database) == (1, 1)


def test_a_wrong_password_does_not_lose_the_note(
    njeri: Browser, stage: Stage, clock: FixedClock
) -> None:
    form = {**GOOD, "note": NOTE, "author": njeri.hidden("author")}
    clock.advance(timedelta(minutes=11))
    njeri.post(f"/cases/{stage.case_id}/contact", form)
    draft = njeri.hidden("draft")
    njeri.post("/login", {"username": "njeri", "password": "wrong", "draft": draft})
    again = {"username": "njeri", "password": PASSWORD, "draft": njeri.hidden("draft")}
    assert NOTE in njeri.post("/login", again).text


def test_a_note_opens_for_its_writer_alone_and_not_for_ever(
    njeri: Browser, stage: Stage, clock: FixedClock
) -> None:
    form = {**GOOD, "note": NOTE, "author": njeri.hidden("author")}
    clock.advance(timedelta(minutes=11))
    njeri.post(f"/cases/{stage.case_id}/contact", form)
    draft = njeri.hidden("draft")
    other = njeri.post("/login", {"username": "otieno", "password": PASSWORD, "draft": draft})
    assert other.location == "/"
    njeri.post("/logout")
    clock.advance(timedelta(minutes=31))
    njeri.get("/login")
    late = njeri.post("/login", {"username": "njeri", "password": PASSWORD, "draft": draft})
    assert late.location == "/"


@pytest.mark.parametrize("draft", ["x", "1.x.y", "1.programme.AAAA", "z" * 30_000, "1.a\0b.AAAA"])
def test_a_forged_draft_is_an_ordinary_login(draft: str, app: Flask, stage: Stage) -> None:
    sent = browse(app).post("/login", {"username": "njeri", "password": PASSWORD, "draft": draft})
    assert sent.location == "/"


def test_a_form_without_its_author_brings_no_draft(
    njeri: Browser, stage: Stage, clock: FixedClock
) -> None:
    clock.advance(timedelta(minutes=11))
    sent = njeri.post(f"/cases/{stage.case_id}/contact", {**GOOD, "note": NOTE})
    assert 'name="draft"' not in sent.text
    assert NOTE not in sent.text
    forged = njeri.post(
        f"/cases/{stage.case_id}/contact", {**GOOD, "note": NOTE, "author": "someone.else"}
    )
    assert 'name="draft"' not in forged.text


def test_the_lock_ends_the_session_and_carries_the_note(
    njeri: Browser, stage: Stage, app: Flask
) -> None:
    path = f"/cases/{stage.case_id}/contact"
    sent = njeri.post(
        "/lock", {**GOOD, "note": NOTE, "author": njeri.hidden("author"), "path": path}
    )
    assert sent.status_code == 401
    assert njeri.client.get("/cases").location == "/login"
    back = njeri.post(
        "/login", {"username": "njeri", "password": PASSWORD, "draft": njeri.hidden("draft")}
    )
    assert NOTE in back.text


def test_a_note_under_a_stale_token_is_not_lost(njeri: Browser, stage: Stage) -> None:
    form = {**GOOD, "note": NOTE, "author": njeri.hidden("author"), "csrf_token": "stale"}
    sent = njeri.post(f"/cases/{stage.case_id}/contact", form)
    assert sent.status_code == 401
    assert njeri.hidden("draft")


def test_a_case_of_note_form_comes_back_too(
    njeri: Browser, stage: Stage, clock: FixedClock
) -> None:
    form = {"note": NOTE, "author": njeri.hidden("author")}
    clock.advance(timedelta(minutes=11))
    njeri.post(f"/cases/{stage.case_id}/note", form)
    again = {"username": "njeri", "password": PASSWORD, "draft": njeri.hidden("draft")}
    assert NOTE in njeri.post("/login", again).text


def test_closing_needs_an_outcome_and_a_next_step(
    njeri: Browser, stage: Stage, programme: Programme, database: Database
) -> None:
    case_id = raise_case(programme, stage.person_id, "undelivered", severity=2)
    path = f"/cases/{case_id}/close"
    for wrong in ({}, {"outcome": "safe"}, {"next_step": "none"}, {"outcome": "x", "when": "y"}):
        assert njeri.post(path, {"note": NOTE, **wrong}).status_code == 400
        assert NOTE in njeri.page
    assert njeri.post(path, {"outcome": "safe", "next_step": "none"}).status_code == 303
    assert get_case(database, case_id).state == "closed"
    assert "Closed" in njeri.get(f"/cases/{case_id}").text
    assert njeri.post(f"/cases/{case_id}/reopen").status_code == 303
    assert get_case(database, case_id).state == "open"


def test_a_case_with_unread_words_does_not_close(
    app: Flask, stage: Stage, database: Database
) -> None:
    supervisor = browse(app, "wanjiku")
    form: dict[str, Any] = {"outcome": "safe", "next_step": "none", "note": NOTE}
    sent = supervisor.post(f"/cases/{stage.case_id}/close", form)
    assert sent.status_code == 409
    assert NOTE in sent.text
    assert get_case(database, stage.case_id).state != "closed"


def test_severity_four_waits_for_a_supervisor(
    app: Flask, njeri: Browser, stage: Stage, database: Database
) -> None:
    form = {"outcome": "moved_to_safety", "next_step": "none"}
    assert "A supervisor has to agree" in njeri.get(f"/cases/{stage.case_id}/close").text
    assert njeri.post(f"/cases/{stage.case_id}/close", form).status_code == 303
    assert get_case(database, stage.case_id).state == "waiting"
    supervisor = browse(app, "wanjiku")
    assert "Moved to a safe place" in supervisor.get(f"/cases/{stage.case_id}").text
    assert supervisor.post(f"/cases/{stage.case_id}/close", form).status_code == 303
    assert get_case(database, stage.case_id).state == "closed"
