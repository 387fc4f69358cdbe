"""Answer an entry on the public face, and see whether it opens somebody's own menu.

The work is the same for a known and an unknown number, for a wrong PIN and a locked one, down to
the number of statements: neither the bytes nor the time of an answer may tell who is enrolled
(safety rule 14).
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.people.pins import PinMatch
from monitor.reading.reader import read
from monitor.reading.reading import Label, Reading
from monitor.sms import ussd_sessions
from monitor.sms.public_menu import load_public_menu, next_screen
from monitor.sms.ussd import con
from monitor.sms.ussd_input import CALL_ME, choice_of, has_words, pin_in
from monitor.sms.ussd_step import Shown, Step
from monitor.triage import service as triage
from monitor.triage import store as triage_store
from monitor.triage.flag import Flag
from monitor.triage.flags.ussd import call_me, pin_lockout
from monitor.triage.wishes import locks_of
from monitor.usecases.act_on_stranger import act_on_stranger
from monitor.usecases.admit_by_pin import admit_by_pin
from monitor.usecases.heed_words import heed_words
from monitor.usecases.keep_words import keep_words
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme

NOBODY = ("nobody",)
"""Stands in where nobody holds the number, so that the same is looked up."""

ACTED_ON = frozenset(
    {Label.DISTRESS, Label.STOP, Label.CALLBACK, Label.PROBLEM, Label.WRONG_NUMBER}
)
"""What words on a public screen may ask for; whatever else is typed there is public chatter."""


def answer_in_public(session: Session, programme: Programme, step: Step, *, at: datetime) -> Shown:
    """Try the entry as a PIN; else act on it unseen and show the next public screen."""
    holders = people.find_people_by_number(session, step.number)
    match = _try_pin(session, programme, step, holders, at=at)
    if match is not None:
        opened = admit_by_pin(session, programme, match, step=step, at=at)
        if opened is not None:
            return opened
    else:
        _heed(session, programme, step, holders, at=at)
    owner = holders[0] if len(holders) == 1 else None
    menu = load_public_menu(programme.settings.config_dir)
    return Shown(reply=con(next_screen(menu, step.typed)), place=_counted(step), owner_id=owner)


def _try_pin(
    session: Session, programme: Programme, step: Step, holders: Sequence[str], *, at: datetime
) -> PinMatch | None:
    """Return whose menu the entry opens; a wrong PIN is counted, unless the number is locked."""
    pin, now = pin_in(step.typed), programme.wall.now()
    tries = ussd_sessions.list_pin_tries(session, step.number_lookup, now=now)
    locked = ussd_sessions.is_locked(tries, now)
    match = people.check_pin(session, holders or NOBODY, pin or "")
    if match is not None and not locked:
        return match
    counts = pin is not None and not locked
    ussd_sessions.note_pin_try(session, step.number_lookup, at=now, counts=counts)
    if counts and ussd_sessions.is_locked((*tries, now), now):
        flag = pin_lockout(ussd_sessions.MOST_TRIES)
        for person_id in holders:
            _raise(session, programme, step, flag, person_id, at=at)
    return None


def _heed(
    session: Session, programme: Programme, step: Step, holders: Sequence[str], *, at: datetime
) -> None:
    """Act on a call for help or on words; nothing of it shows."""
    choice = choice_of(step.typed)
    if choice == CALL_ME:
        _call_back(session, programme, step, holders, at=at)
    elif has_words(step.typed):
        _read_words(session, programme, step, holders, at=at)


def _call_back(
    session: Session, programme: Programme, step: Step, holders: Sequence[str], *, at: datetime
) -> None:
    """Ask for a call to whoever holds the number; of several nobody knows which one it was.

    For a number that nobody holds the same is done and undone: the work would tell who is enrolled.
    """
    person_id = holders[0] if len(holders) == 1 else None
    if person_id is None:
        triage_store.lock_person(session, NOBODY[0])
        triage_store.find_shelter_id(session, NOBODY[0])
    with session.begin_nested() as doing:
        _raise(session, programme, step, call_me("public"), person_id, at=at)
        if not holders:
            doing.rollback()


def _read_words(
    session: Session, programme: Programme, step: Step, holders: Sequence[str], *, at: datetime
) -> None:
    reading = read(step.typed, lexicon=programme.lexicon, prompt=None)
    meanings = [people.duress_meaning(session, who, step.typed) for who in holders or NOBODY]
    duress = next((meaning for meaning in meanings if meaning is not None), None)
    if not _matters(reading, known=bool(holders)) and duress is None:
        return
    if len(holders) == 1:
        heed_words(session, programme, step, reading, person_id=holders[0], at=at)
        return
    matched = "shared" if holders else "unknown"
    message_id = keep_words(session, step, reading, person_id=None, matched=matched, at=at)
    act_on_stranger(
        session, programme, message_id=message_id, number=step.number, sharing=tuple(holders),
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
        source_id=step.turn_id, arrived_at=at, now=at,
    )  # fmt: skip
    page_for(session, programme, raised, now=at)


def _counted(step: Step) -> dict[str, int]:
    """Count the calls for help of a session: of an unknown number that is all that is kept."""
    asked = int(step.place.get("call_me", 0)) + int(choice_of(step.typed) == CALL_ME)
    return {"call_me": asked} if asked else {}
