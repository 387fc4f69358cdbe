"""The store of USSD sessions: turns without transcripts, and tries that lock a number."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.errors import NotFound
from monitor.privacy import vault
from monitor.sms import ussd_sessions
from monitor.sms.ussd_models import UssdTurn
from monitor.sms.ussd_sessions import StoredSession
from tests.factories.people import NUMBER

HOUR = timedelta(hours=1)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def dialled(session: Session, clock: FixedClock) -> StoredSession:
    return ussd_sessions.open_session(
        session, gateway="recording", provider_id="ATUid_1", phone=NUMBER, at=clock.now()
    )


def test_a_turn_keeps_neither_transcript_nor_plain_words(
    session: Session, dialled: StoredSession, clock: FixedClock
) -> None:
    turn_id = ussd_sessions.add_turn(
        session, dialled, transcript="1*naogopa", reply="CON 1 Sawa", input="naogopa",
        at=clock.now(),
    )  # fmt: skip
    row = session.scalars(select(UssdTurn)).one()
    kept = (row.transcript_hash, row.input_sealed or "", row.reply_sealed)
    assert not any("naogopa" in value or "Sawa" in value for value in kept)
    assert row.transcript_length == len("1*naogopa")
    assert ussd_sessions.words_of(session, turn_id) == "naogopa"
    assert ussd_sessions.reply_of(session, dialled.id, 0) == "CON 1 Sawa"


def test_a_pin_is_dropped_whoever_stores_it(
    session: Session, dialled: StoredSession, clock: FixedClock
) -> None:
    turn_id = ussd_sessions.add_turn(
        session, dialled, transcript="4821", reply="CON x", input="4821", at=clock.now()
    )
    assert ussd_sessions.words_of(session, turn_id) == ""


def test_turns_come_back_in_order_with_hashes_bound_to_the_session(
    session: Session, dialled: StoredSession, clock: FixedClock
) -> None:
    for transcript in ("", "1", "1*2"):
        ussd_sessions.add_turn(
            session, dialled, transcript=transcript, reply=f"CON {transcript}", at=clock.now()
        )
    turns = ussd_sessions.list_turns(session, dialled.id)
    assert [turn.length for turn in turns] == [0, 1, 3]
    here = vault.transcript_hash(session, "1*2", session_id=dialled.id)
    elsewhere = vault.transcript_hash(session, "1*2", session_id="another")
    assert turns[2].hash == here != elsewhere


def test_one_transcript_is_one_turn(
    session: Session, dialled: StoredSession, clock: FixedClock
) -> None:
    ussd_sessions.add_turn(session, dialled, transcript="1", reply="CON a", at=clock.now())
    with pytest.raises(IntegrityError), session.begin_nested():
        ussd_sessions.add_turn(session, dialled, transcript="1", reply="CON b", at=clock.now())


def test_a_session_is_found_by_gateway_and_provider_id_only(
    session: Session, dialled: StoredSession
) -> None:
    found = ussd_sessions.find(session, gateway="recording", provider_id="ATUid_1")
    assert found == dialled
    assert ussd_sessions.find(session, gateway="console", provider_id="ATUid_1") is None
    assert ussd_sessions.find(session, gateway="recording", provider_id="ATUid_2") is None


def test_closing_twice_keeps_the_first_instant_and_adds_the_outcome(
    session: Session, dialled: StoredSession, clock: FixedClock
) -> None:
    ended_at = clock.now()
    ussd_sessions.close(session, dialled.id, at=ended_at)
    ussd_sessions.close(session, dialled.id, at=ended_at + HOUR, outcome="completed_session")
    found = ussd_sessions.find(session, gateway="recording", provider_id="ATUid_1")
    assert found is not None
    assert (found.closed_at, found.outcome) == (ended_at, "completed_session")


def test_a_try_that_does_not_count_leaves_nothing(
    session: Session, dialled: StoredSession, clock: FixedClock
) -> None:
    now = clock.now()
    ussd_sessions.note_pin_try(session, dialled.phone_lookup, at=now, counts=False)
    assert ussd_sessions.list_pin_tries(session, dialled.phone_lookup, now=now) == ()
    ussd_sessions.note_pin_try(session, dialled.phone_lookup, at=now, counts=True)
    assert ussd_sessions.list_pin_tries(session, dialled.phone_lookup, now=now) == (now,)
    assert ussd_sessions.list_pin_tries(session, "another", now=now) == ()


@pytest.mark.parametrize(
    ("hours_ago", "locked"),
    [
        pytest.param((), False, id="none"),
        pytest.param((4, 3, 2, 1), False, id="four"),
        pytest.param((4, 3, 2, 1, 0), True, id="the fifth now"),
        pytest.param((28, 27, 26, 25, 23.9), True, id="the fifth not a day ago"),
        pytest.param((28, 27, 26, 25, 24), False, id="the fifth a day ago"),
        pytest.param((30, 20, 10, 5, 1), False, id="five in more than a day"),
        pytest.param((26, 25, 24, 23, 22, 0), True, id="five within a day, and one more"),
    ],
)
def test_five_wrong_tries_in_a_day_lock_for_a_day(
    clock: FixedClock, hours_ago: tuple[float, ...], locked: bool
) -> None:
    tries = [clock.now() - hours * HOUR for hours in hours_ago]
    assert ussd_sessions.is_locked(tries, clock.now()) is locked


def test_an_unknown_turn_is_said_to_be_unknown(session: Session, dialled: StoredSession) -> None:
    with pytest.raises(NotFound):
        ussd_sessions.words_of(session, "none")
    with pytest.raises(NotFound):
        ussd_sessions.reply_of(session, dialled.id, 7)
