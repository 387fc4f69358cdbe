"""Give her a new number after speaking with her; what waits for the old one never goes out.

A text that names a new number is a claim of whoever holds the phone, so it changes nothing by
itself (safety rule 14). Among others on one number only PINs tell her apart, and hers cannot be
compared with theirs: on a number that others hold she needs new ones.
"""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from monitor.core.errors import Invalid
from monitor.people import service as people
from monitor.sms import ussd_sessions
from monitor.triage.moves import Method
from monitor.usecases.change_contact import ChangeNumber, change_contact
from monitor.usecases.give_pins import NewPins, give_pins
from monitor.usecases.programme import Programme
from monitor.usecases.prove_identity import prove_identity


@dataclass(frozen=True, kw_only=True)
class NewNumber:
    """The number (E.164), who else sees it, new PINs where she needs or wants them."""

    person_id: str
    number: str = field(repr=False)
    shared_with: str | None = field(default=None, repr=False)
    pin: str | None = field(default=None, repr=False)
    duress_pin: str | None = field(default=None, repr=False)
    method: Method


def give_number(session: Session, programme: Programme, new: NewNumber, *, actor_id: str) -> int:
    """Make the change; return how many waiting messages it took back."""
    if people.number_of(session, new.person_id) == new.number:
        raise Invalid("this is her number already", field="phone")
    if new.pin is None and _needs_pins(session, new):
        raise Invalid("others hold this number: she needs new PINs", field="pin")
    prove_identity(session, programme, new.person_id, method=new.method, staff_id=actor_id)
    change = ChangeNumber(
        person_id=new.person_id, number=new.number, shared_with=new.shared_with
    )  # fmt: skip
    cancelled = change_contact(session, programme, change, actor_id=actor_id)
    ussd_sessions.close_all(session, new.person_id, at=programme.clock.now())
    if new.pin is not None:
        pins = NewPins(
            person_id=new.person_id, pin=new.pin, duress_pin=new.duress_pin, method=new.method
        )  # fmt: skip
        give_pins(session, programme, pins, actor_id=actor_id)
    return cancelled


def _needs_pins(session: Session, new: NewNumber) -> bool:
    others = set(people.find_people_by_number(session, new.number)) - {new.person_id}
    return bool(others) and people.has_pin(session, new.person_id)
