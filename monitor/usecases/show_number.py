"""Show her number to somebody who is about to call: never while she said not to."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core.errors import Conflict
from monitor.people import service as people
from monitor.people.contact_facts import ContactFacts
from monitor.usecases.programme import Programme

FORBIDS_CALLS = frozenset({"no_call", "kill"})


def show_number(session: Session, programme: Programme, *, person_id: str, staff_id: str) -> str:
    """Return her number, and write down that it was seen."""
    facts = people.contact_facts(session, person_id, now=programme.clock.now())
    number = people.number_of(session, person_id)
    if number is None or not may_call(facts):
        raise Conflict("she may not be called")
    record(
        session, AuditEventKind.PERSON_SEEN, at=programme.wall.now(), actor_id=staff_id,
        object_type="person", object_id=person_id, details={"field": "number"},
    )  # fmt: skip
    return number


def may_call(facts: ContactFacts) -> bool:
    """Say whether staff may call her: she has a number, nothing forbids it, her plan allows it.

    A plan that has run out still says how she wanted to be reached; with none at all, nobody calls.
    """
    if not facts.has_number or facts.restrictions & FORBIDS_CALLS:
        return False
    return facts.plan is not None and facts.plan.voice_ok


def is_safe_hour(facts: ContactFacts, now: datetime) -> bool:
    """Say whether this moment is one in which she said that contact is safe."""
    return facts.plan is not None and facts.plan.safe_hours.contains(now)
