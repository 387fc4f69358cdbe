"""A number failed for good: it may be a stranger's by now, so nothing more goes there.

Only a caseworker who has heard her and checked that it is her lifts the freeze (safety rule 28).
"""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.people.hold_reason import HoldReason
from monitor.sms import outbox
from monitor.triage import service as triage
from monitor.triage.flags.contact import frozen
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme

NUMBER_FAILED = "number_failed"


def freeze_number(
    session: Session, programme: Programme, number: str, *, source_id: str, at: datetime
) -> int:
    """Freeze everybody on the number and raise a case each; return how many messages fell."""
    cancelled = 0
    for person_id in people.find_people_by_number(session, number):
        people.restrict(
            session,
            kind="freeze",
            scope="person",
            person_id=person_id,
            reason=NUMBER_FAILED,
            at=at,
        )
        cancelled += outbox.cancel_waiting(session, person_id, reason=HoldReason.FROZEN, at=at)
        raised = triage.raise_flag(
            session,
            frozen(NUMBER_FAILED),
            person_id=person_id,
            source_type="receipt",
            source_id=source_id,
            arrived_at=at,
            now=at,
        )
        page_for(session, programme, raised, now=at)
    return cancelled
