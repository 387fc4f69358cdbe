"""Whoever read the words says what they mean: kept beside the reading, shown, acted on once."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.people import service as people
from monitor.reading.reading import Label
from monitor.sms.models import InboundMessage
from monitor.triage import service as triage
from monitor.triage.flags.reply import Writer, reply_flags
from monitor.triage.models import Case, CaseEvent, Page
from monitor.usecases.programme import Programme
from tests.factories.web import Browser, Stage, browse, keep_text, set_stage

HERS = "nimechoka na haya mambo"


@pytest.fixture
def stage(programme: Programme) -> Stage:
    return set_stage(programme)


@pytest.fixture
def njeri(app: Flask, stage: Stage) -> Browser:
    return browse(app, "njeri")


@pytest.fixture
def unclear(stage: Stage, programme: Programme) -> tuple[str, str]:
    """Return the case and event of a text of hers that nobody could read."""
    at = programme.clock.now()
    with programme.database.transaction() as session:
        text, reading = keep_text(session, programme, stage.person_id, HERS, Label.UNCLEAR, 1)
        raised = triage.raise_flag(
            session, reply_flags(reading, Writer())[0], person_id=stage.person_id,
            source_type="inbound", source_id=text, arrived_at=at, now=at,
        )  # fmt: skip
    return raised.case_id, raised.event_id


def correct(browser: Browser, unclear: tuple[str, str], **data: str) -> int:
    case_id, event_id = unclear
    browser.post(f"/cases/{case_id}/words")
    return browser.post(f"/cases/{case_id}/reading", {"event": event_id, **data}).status_code


def events(database: Database) -> list[CaseEvent]:
    query = select(CaseEvent).join(Case).where(Case.reason == "distress")
    with database.reading() as session:
        return list(session.scalars(query.order_by(CaseEvent.id)))


def text_read_as_unclear(database: Database, stage: Stage) -> InboundMessage:
    with database.reading() as session:
        return session.scalars(
            select(InboundMessage).where(
                InboundMessage.person_id == stage.person_id, InboundMessage.label == "unclear"
            )
        ).one()


def test_label_and_severity_are_kept_beside_what_was_read_and_shown(
    njeri: Browser, stage: Stage, unclear: tuple[str, str], database: Database, clock: FixedClock
) -> None:
    assert correct(njeri, unclear, label="problem", severity="3") == 303
    row = text_read_as_unclear(database, stage)
    assert (row.label, row.severity) == ("unclear", 1)
    assert (row.corrected_label, row.corrected_severity) == ("problem", 3)
    assert (row.corrected_by, row.corrected_at) == (stage.staff["njeri"], clock.now())
    assert "Corrected: Problem · TODAY" in njeri.post(f"/cases/{unclear[0]}/words").text


def test_the_line_in_the_trail_holds_codes_alone(
    njeri: Browser, unclear: tuple[str, str], database: Database
) -> None:
    correct(njeri, unclear, label="problem")
    with database.reading() as session:
        query = select(AuditEvent).where(AuditEvent.event == "reading_corrected")
        line = session.scalars(query).one()
    assert line.details == {"label": "problem", "severity": None}


def test_words_that_nobody_has_read_are_not_corrected(
    njeri: Browser, unclear: tuple[str, str], stage: Stage, database: Database
) -> None:
    case_id, event_id = unclear
    sent = njeri.post(f"/cases/{case_id}/reading", {"event": event_id, "label": "ok"})
    assert sent.status_code == 409
    assert text_read_as_unclear(database, stage).corrected_label is None


@pytest.mark.parametrize("label", [label for label in Label if label is not Label.DISTRESS])
def test_a_correction_does_nothing_by_itself(
    label: Label, njeri: Browser, unclear: tuple[str, str], database: Database
) -> None:
    def everything() -> list[tuple[str, str, int]]:
        with database.reading() as session:
            return [(row.reason, row.state, row.severity) for row in session.scalars(select(Case))]

    njeri.post(f"/cases/{unclear[0]}/words")
    before = everything()
    correct(njeri, unclear, label=label.value)
    assert everything() == before


def test_danger_that_was_not_seen_is_raised_as_if_it_had_been(
    njeri: Browser, unclear: tuple[str, str], database: Database, clock: FixedClock
) -> None:
    arrived = clock.now()
    clock.advance(timedelta(minutes=5))
    correct(njeri, unclear, label="distress")
    event = events(database)[-1]
    assert (event.severity, event.arrived_at) == (4, arrived), "she waits since it came"
    assert event.act_by == arrived + timedelta(minutes=30)
    assert event.details["corrected"] is True
    with database.reading() as session:
        assert session.scalars(select(Page).where(Page.event_id == event.id)).first() is not None


def test_danger_is_raised_once_however_often_it_is_said(
    njeri: Browser, unclear: tuple[str, str], database: Database
) -> None:
    for severity in ("3", "3", "4", "4", "3"):
        correct(njeri, unclear, label="distress", severity=severity)
    assert [event.severity for event in events(database)][1:] == [3, 4]


def test_a_text_read_as_danger_is_not_raised_again(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    correct(njeri, (stage.case_id, stage.event_id), label="distress", severity="4")
    assert len(events(database)) == 1


@pytest.mark.parametrize("severity", ["0", "5", "now", "-1"])
def test_a_severity_that_there_is_not_is_refused(
    severity: str, njeri: Browser, unclear: tuple[str, str]
) -> None:
    assert correct(njeri, unclear, label="problem", severity=severity) == 400


def test_a_text_of_nobody_is_corrected_in_its_list(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    path = f"/texts/{stage.stranger_text}"
    shown = njeri.post(f"{path}/words").text
    assert f"{path}/reading" in shown
    assert njeri.post(f"{path}/reading", {"label": "distress", "severity": "3"}).status_code == 303
    assert "Corrected: Distress" in njeri.get("/texts").text
    event = events(database)[-1]
    with database.reading() as session:
        case = session.get_one(Case, event.case_id)
    assert (case.person_id, event.severity) == (None, 3)


def test_who_does_not_work_with_people_corrects_nothing(
    app: Flask, stage: Stage, unclear: tuple[str, str]
) -> None:
    for name in ("mwangi", "data", "fundi"):
        sent = browse(app, name).post(
            f"/cases/{unclear[0]}/reading", {"event": unclear[1], "label": "ok"}
        )
        assert sent.status_code in (403, 404)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        pytest.param("other", (False, "other"), id="no stop after all"),
        pytest.param("problem", (False, "problem"), id="trouble"),
        pytest.param("stop", (True, "stop_high_risk"), id="a stop indeed"),
    ],
)
def test_a_corrected_text_of_nobody_is_given_to_her_as_it_was_meant(
    njeri: Browser, stage: Stage, programme: Programme, label: str, expected: tuple[bool, str]
) -> None:
    with programme.database.transaction() as session:
        text, _reading = keep_text(session, programme, None, HERS, Label.STOP, 1)
    njeri.post(f"/texts/{text}/words")
    assert njeri.post(f"/texts/{text}/reading", {"label": label}).status_code == 303

    assert njeri.post(f"/texts/{text}/assign", {"code_name": "Amani"}).status_code == 303

    with programme.database.reading() as session:
        contact = people.contact_facts(session, stage.person_id, now=programme.clock.now())
        raised = session.scalars(select(CaseEvent.rule).where(CaseEvent.source_id == text)).all()
    assert ("opt_out" in contact.restrictions, expected[1] in raised) == (expected[0], True)
