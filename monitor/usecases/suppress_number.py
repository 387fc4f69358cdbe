"""Nobody of ours writes to a number that refused one of our senders, whatever way it goes out.

Automation ends for everybody on that number, care does not: a caseworker speaks with her first.
She may not have refused it herself, so a case of somebody at risk is looked into the same day.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.people.hold_reason import HoldReason
from monitor.sms import outbox, suppressions
from monitor.triage import service as triage
from monitor.triage.flag import flag
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme

OF_ANY_SENDER = "*"
SEVERITY_AT_RISK = 3


def suppress_number(
    session: Session,
    programme: Programme,
    number: str,
    *,
    sender: str,
    way: str,
    source_id: str,
    at: datetime,
) -> int | None:
    """Write there no more; return how many waiting messages fell, None where it was known."""
    if not suppressions.suppress(session, sender=sender, number=number, at=at):
        return None
    cancelled = outbox.cancel_waiting_to(session, number, reason=HoldReason.OPTED_OUT, at=at)
    for person_id in people.find_people_by_number(session, number):
        people.opt_out(session, person_id, at=at, way=way)
        cancelled += outbox.cancel_waiting(session, person_id, reason=HoldReason.OPTED_OUT, at=at)
        raised = triage.raise_flag(
            session,
            flag("suppressed", severity=_severity(session, person_id, at), way=way),
            person_id=person_id,
            source_type="receipt",
            source_id=source_id,
            arrived_at=at,
            now=at,
        )
        page_for(session, programme, raised, now=at)
    return cancelled


def _severity(session: Session, person_id: str, at: datetime) -> int:
    contact = people.contact_facts(session, person_id, now=at)
    at_risk = contact.risk_tier == "high" or triage.was_in_distress(session, person_id, now=at)
    return SEVERITY_AT_RISK if at_risk else 1
