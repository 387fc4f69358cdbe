"""Give her new PINs after speaking with her; the old ones open nothing from this moment.

A PIN is never changed by SMS or from a screen: whoever holds her phone could do that too (safety
rule 14).
"""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core.errors import Invalid
from monitor.people import service as people
from monitor.sms import ussd_sessions
from monitor.triage.moves import Method
from monitor.usecases.programme import Programme
from monitor.usecases.prove_identity import prove_identity


@dataclass(frozen=True, kw_only=True)
class NewPins:
    """The PIN she chose, the one she gives when somebody forces her, and how staff checked."""

    person_id: str
    pin: str = field(repr=False)
    duress_pin: str | None = field(repr=False)
    method: Method


def give_pins(session: Session, programme: Programme, new: NewPins, *, actor_id: str) -> None:
    """Set them among all who share her number; `Invalid` names the field that breaks a rule."""
    now = programme.clock.now()
    her = people.identity(session, new.person_id, now=now)
    for field_name, chosen in (("pin", new.pin), ("duress_pin", new.duress_pin)):
        if chosen is not None and chosen == str(her.birth_year):
            raise Invalid("must not be the year of birth", field=field_name)
    prove_identity(session, programme, new.person_id, method=new.method, staff_id=actor_id)
    sharing = () if her.number is None else people.find_people_by_number(session, her.number)
    people.set_pins(
        session, new.person_id, pin=new.pin, duress_pin=new.duress_pin, sharing=sharing, at=now
    )
    ussd_sessions.close_all(session, new.person_id, at=now)
    record(
        session, AuditEventKind.PINS_CHANGED, at=programme.wall.now(), actor_id=actor_id,
        object_type="person", object_id=new.person_id,
    )  # fmt: skip
