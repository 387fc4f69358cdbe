"""Keeps the PIN that opens her USSD menu, and the one that opens it under duress.

Both are keyed hashes bound to the person. Every hash is always computed and compared in constant
time, so that how long an answer takes says nothing about who holds a number.
"""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core.errors import Invalid
from monitor.people import store
from monitor.people.enrolment import pin_refusal
from monitor.people.models import Pin
from monitor.privacy import vault


@dataclass(frozen=True)
class PinMatch:
    """Whose PIN it was, and whether it was the one she gives when somebody forces her."""

    person_id: str
    under_duress: bool


def check_pin(session: Session, person_ids: Sequence[str], pin: str) -> PinMatch | None:
    """Return whose PIN this is among the people who hold one number, or None."""
    stored = {row.person_id: row for row in store.list_pins(session, person_ids)}
    matches = []
    for person_id in person_ids:
        tried = vault.pin_hash(session, pin, person_id=person_id)
        row = stored.get(person_id)
        own, duress = (row.pin_hash, row.duress_hash) if row else ("", "")
        is_own = hmac.compare_digest(tried, own)
        is_duress = hmac.compare_digest(tried, duress)
        if is_own or is_duress:
            matches.append(PinMatch(person_id, is_duress))
    return matches[0] if matches else None


def set_pins(
    session: Session,
    person_id: str,
    *,
    pin: str,
    duress_pin: str | None,
    sharing: Sequence[str],
    at: datetime,
) -> None:
    """Store her PINs; `sharing` are all who hold her number, among whom no PIN may be twice."""
    for field, chosen in (("pin", pin), ("duress_pin", duress_pin)):
        rule = pin_refusal(chosen) if chosen is not None else None
        if rule is not None:
            raise Invalid(f"{field} {rule}", field=field)
        if chosen is not None and _is_taken(session, person_id, chosen, sharing=sharing):
            raise Invalid(f"{field} cannot be used on this number; choose another", field=field)
    if pin == duress_pin:
        raise Invalid("duress_pin must differ from the PIN", field="duress_pin")
    row = session.get(Pin, person_id) or Pin(person_id=person_id)
    row.pin_hash = vault.pin_hash(session, pin, person_id=person_id)
    row.duress_hash = vault.pin_hash(
        session, duress_pin or secrets.token_hex(16), person_id=person_id
    )
    row.set_at = at
    session.add(row)
    session.flush()


def has_pin(session: Session, person_id: str) -> bool:
    """Tell whether PINs were ever set for her."""
    return session.get(Pin, person_id) is not None


def forget_pins(session: Session, person_id: str, *, at: datetime) -> None:
    """Make her PINs open nothing any more; she needs new ones, told by voice."""
    row = session.get(Pin, person_id)
    if row is None:
        return
    row.pin_hash, row.duress_hash = (
        vault.pin_hash(session, secrets.token_hex(16), person_id=person_id) for _ in range(2)
    )
    row.set_at = at
    session.flush()


def _is_taken(session: Session, person_id: str, pin: str, *, sharing: Sequence[str]) -> bool:
    others = [holder for holder in sharing if holder != person_id]
    return check_pin(session, others, pin) is not None
