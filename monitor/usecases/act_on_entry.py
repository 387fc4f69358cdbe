"""Act on what was typed on the public face: a call for help, words, or the fifth wrong PIN.

It is done apart from the answer, which has gone out already and was the same for everybody.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.reading.reading import Label, Reading
from monitor.sms import inbox, ussd_sessions
from monitor.sms.public_entries import Asks, PublicEntry
from monitor.sms.ussd_step import Step
from monitor.triage import service as triage
from monitor.triage.flag import Flag
from monitor.triage.flags.ussd import call_me, pin_lockout
from monitor.triage.wishes import locks_of
from monitor.usecases.act_on_stranger import act_on_stranger
from monitor.usecases.heed_words import heed_words
from monitor.usecases.keep_words import keep_words
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from monitor.usecases.read_answer import read_entry

ACTED_ON = frozenset(
    {Label.DISTRESS, Label.STOP, Label.CALLBACK, Label.PROBLEM, Label.WRONG_NUMBER}
)
"""What words on a public screen may ask for; whatever else is typed there is public chatter."""


def act_on_entry(
    session: Session,
    programme: Programme,
    *,
    raw_id: str,
    gateway: str,
    entry: PublicEntry,
    at: datetime,
) -> None:
    """Do what an entry asks for; from an unknown number only danger and help in words do."""
    holders = people.find_people_by_number(session, entry.number)
    step = Step(
        gateway=gateway, turn_id=entry.turn_id, typed=entry.typed, number=entry.number,
        number_lookup=entry.number_lookup,
    )  # fmt: skip
    match entry.asks:
        case Asks.LOCKED:
            for person_id in holders:
                flag = pin_lockout(ussd_sessions.MOST_TRIES)
                _raise(session, programme, step, flag, person_id, at=at)
        case Asks.CALL:
            _call_back(session, programme, step, holders, at=at)
        case Asks.WORDS:
            _read_words(session, programme, step, holders, at=at)
    inbox.give_to(session, raw_id, holders[0] if len(holders) == 1 else None)


def _call_back(
    session: Session, programme: Programme, step: Step, holders: tuple[str, ...], *, at: datetime
) -> None:
    """Ask for a call to whoever holds the number; of several nobody knows which one it was."""
    if holders:
        person_id = holders[0] if len(holders) == 1 else None
        _raise(session, programme, step, call_me("public"), person_id, at=at)


def _read_words(
    session: Session, programme: Programme, step: Step, holders: tuple[str, ...], *, at: datetime
) -> None:
    reading = read_entry(step.typed, lexicon=programme.lexicon)
    meanings = [people.duress_meaning(session, who, step.typed) for who in holders]
    duress = next((meaning for meaning in meanings if meaning is not None), None)
    if not _matters(reading, known=bool(holders)) and duress is None:
        return
    if len(holders) == 1:
        heed_words(session, programme, step, reading, person_id=holders[0], at=at)
        return
    matched = "shared" if holders else "unknown"
    message_id = keep_words(session, step, reading, person_id=None, matched=matched, at=at)
    act_on_stranger(
        session, programme, message_id=message_id, number=step.number, sharing=holders,
        words=step.typed, reading=reading, arrived_at=at,
    )  # fmt: skip


def _matters(reading: Reading, *, known: bool) -> bool:
    """Tell whether words ask for something; from an unknown number only danger and help do."""
    labels = {reading.label, *reading.also}
    if known:
        return bool(ACTED_ON & labels) or any(locks_of(labels, reading.flags))
    return Label.DISTRESS in labels or "bare_help" in reading.flags


def _raise(
    session: Session,
    programme: Programme,
    step: Step,
    flag: Flag,
    person_id: str | None,
    *,
    at: datetime,
) -> None:
    raised = triage.raise_flag(
        session, flag, person_id=person_id,
        from_lookup=step.number_lookup if person_id is None else None, source_type="ussd",
        source_id=step.turn_id, arrived_at=at, now=programme.clock.now(),
    )  # fmt: skip
    page_for(session, programme, raised, now=programme.clock.now())
