"""Answer an entry on the public face, and see whether it opens somebody's own menu.

The work is the same for a known and an unknown number, for a wrong PIN and a locked one, for a
call for help and for words, down to the number of statements: neither the bytes nor the time of an
answer may tell who is enrolled (safety rule 14). What an entry asks for is therefore only kept
here, and acted on in a transaction of its own.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.people.pins import PinMatch
from monitor.sms import public_entries, ussd_sessions
from monitor.sms.public_entries import Asks
from monitor.sms.public_menu import load_public_menu, next_screen
from monitor.sms.ussd import con
from monitor.sms.ussd_input import CALL_ME, choice_of, has_words, pin_in
from monitor.sms.ussd_step import Shown, Step
from monitor.usecases.admit_by_pin import admit_by_pin
from monitor.usecases.programme import Programme

NOBODY = ("nobody",)
"""Stands in where nobody holds the number, so that the same is looked up."""


def answer_in_public(session: Session, programme: Programme, step: Step, *, at: datetime) -> Shown:
    """Try the entry as a PIN; else keep what it asks for and show the next public screen."""
    holders = people.find_people_by_number(session, step.number)
    match, locks = _try_pin(session, programme, step, holders)
    if match is not None:
        opened = admit_by_pin(session, programme, match, step=step, at=at)
        if opened is not None:
            return opened
    asks = Asks.LOCKED if locks else _asked_for(step.typed)
    if asks is not None:
        public_entries.keep(session, step, asks, at=at)
    owner = holders[0] if len(holders) == 1 else None
    menu = load_public_menu(programme.settings.config_dir)
    return Shown(reply=con(next_screen(menu, step.typed)), place=_counted(step), owner_id=owner)


def _try_pin(
    session: Session, programme: Programme, step: Step, holders: Sequence[str]
) -> tuple[PinMatch | None, bool]:
    """Return whose menu the entry opens, and whether it is the wrong PIN that locks the number."""
    pin, now = pin_in(step.typed), programme.wall.now()
    tries = ussd_sessions.list_pin_tries(session, step.number_lookup, now=now)
    locked = ussd_sessions.is_locked(tries, now)
    match = people.check_pin(session, holders or NOBODY, pin or "")
    if match is not None and not locked:
        return match, False
    counts = pin is not None and not locked
    ussd_sessions.note_pin_try(session, step.number_lookup, at=now, counts=counts)
    return None, counts and ussd_sessions.is_locked((*tries, now), now)


def _asked_for(typed: str) -> Asks | None:
    if choice_of(typed) == CALL_ME:
        return Asks.CALL
    return Asks.WORDS if has_words(typed) else None


def _counted(step: Step) -> dict[str, int]:
    """Count the calls for help of a session: of an unknown number that is all that is kept."""
    asked = int(step.place.get("call_me", 0)) + int(choice_of(step.typed) == CALL_ME)
    return {"call_me": asked} if asked else {}
