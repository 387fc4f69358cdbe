"""Take her wish for a call from any of her screens, and say which words acknowledge it."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.sms.ussd_step import Step
from monitor.triage import rota
from monitor.triage import service as triage
from monitor.triage.flags.ussd import call_me
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme


def call_back(
    session: Session,
    programme: Programme,
    step: Step,
    *,
    person_id: str,
    screen: str,
    at: datetime,
) -> str:
    """Raise the case and return the wording for the screen; a call is promised only on duty."""
    raised = triage.raise_flag(
        session, call_me(screen), person_id=person_id, source_type="ussd",
        source_id=step.turn_id, arrived_at=at, now=at,
    )  # fmt: skip
    page_for(session, programme, raised, now=at)
    contact = people.contact_facts(session, person_id, now=at)
    may_promise = rota.is_covered(session, at) and "no_call" not in contact.restrictions
    return "ack_call" if may_promise else "ack_later"
