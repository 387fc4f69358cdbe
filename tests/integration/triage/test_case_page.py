from datetime import timedelta

import pytest

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.errors import NotFound
from monitor.core.ids import new_id
from monitor.privacy import vault
from monitor.sms.models import InboundMessage, RawCallback
from monitor.staff.permissions import Reach, Scope
from monitor.triage import casework
from monitor.triage.case_page import case_view, words_of
from tests.factories.triage import make_person, make_team, raise_for, worker

WORDS = "naomba mnipigie jioni"


def test_a_case_shows_events_and_actions_with_notes_opened(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "duress", at=now)
        later = now + timedelta(minutes=5)
        casework.add_note(session, raised.case_id, worker(team.first, later), "calling her aunt")
        view = case_view(
            session, Reach(Scope.TEAM, team.first, team.shelter_id), raised.case_id,
            now=later, wall_now=later,
        )  # fmt: skip
    assert view.reason == "duress"
    assert [(event.rule, event.silent) for event in view.events] == [("duress", True)]
    assert [(action.kind, action.by, action.note) for action in view.actions] == [
        ("note", "first-a", "calling her aunt"),
        ("opened", None, None),
    ]
    assert "aunt" not in repr(view)


def test_a_case_out_of_reach_looks_as_if_it_did_not_exist(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "problem", at=now)
        outside = Reach(Scope.OWN, team.second, team.shelter_id)
        with pytest.raises(NotFound):
            case_view(session, outside, raised.case_id, now=now, wall_now=now)


def test_her_words_open_only_from_the_case_they_belong_to(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        person = make_person(session, "Amani", at=now)
        message_id = _inbound(session, person, now)
        raised = raise_for(session, person, "callback", at=now, source_id=message_id)
        other = raise_for(session, person, "verify", at=now)
        found = words_of(session, raised.case_id, raised.event_id)
        assert (found.text, found.label) == (WORDS, "callback")
        assert WORDS not in repr(found)
        with pytest.raises(NotFound):
            words_of(session, other.case_id, raised.event_id)


def _inbound(session, person_id: str, now) -> str:
    raw_id, message_id = new_id(), new_id()
    session.add(
        RawCallback(
            id=raw_id, gateway="recording", kind="sms", dedupe=raw_id, content_hash="x",
            content_type="text/plain", received_at=now, state="read",
        )
    )  # fmt: skip
    session.flush()
    sealed = {
        column: vault.seal(
            session, text, owner=person_id, table="inbound_messages", column=column,
            row_id=message_id,
        )
        for column, text in (
            ("from_sealed", "+254700000111"), ("text_sealed", WORDS), ("because_sealed", "x: y")
        )
    }  # fmt: skip
    session.add(
        InboundMessage(
            id=message_id, raw_id=raw_id, person_id=person_id, matched="person",
            from_lookup="x", received_at=now, label="callback", severity=2, topics=[], flags=[],
            also=[], **sealed,
        )
    )  # fmt: skip
    session.flush()
    return message_id
