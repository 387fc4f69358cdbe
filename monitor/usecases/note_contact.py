"""Write down a contact with her in what is known of her: verified where her identity was."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.people import service as people
from monitor.schedule import measures
from monitor.schedule import service as schedule
from monitor.triage import casework, store
from monitor.triage.moves import Method, Reached
from monitor.triage.work import ContactLog, Worker
from monitor.usecases.settle_interview_tasks import settle_interview_tasks

PROVES_IDENTITY = (Method.VOICE, Method.VISIT)
IN_CONTACT = "in_contact"
SETTLES = ("verify", "plan_renewal", "watch", "planned_contact")
"""Tasks that a verified contact has done; a plan that still runs out is asked for again."""


@dataclass(frozen=True)
class Logged:
    """What the contact changed besides the case."""

    verified: bool
    """It proves that we reach her and nobody else."""
    unfrozen: bool
    """It lifted a freeze."""


def note_contact(
    session: Session, person_id: str, case_id: str | None, worker: Worker, contact: ContactLog
) -> Logged:
    """Keep a contact and what follows: check-in, planned contact, standing tasks, a freeze."""
    verified = contact.identity_confirmed and contact.method in PROVES_IDENTITY
    recorded = people.record_contact(
        session,
        person_id,
        method=contact.method.value,
        reached=contact.reached.value,
        condition=contact.condition.value,
        verified=verified,
        happened_at=contact.happened_at,
        recorded_at=worker.at,
        recorded_by=worker.staff_id,
        case_id=case_id,
    )
    if contact.reached is Reached.HER:
        schedule.close_by_person(session, person_id, at=worker.at)
    if verified:
        measures.settle_human_contact(session, person_id, at=contact.happened_at)
        casework.settle_tasks(session, person_id, worker, reasons=SETTLES, but=case_id)
        settle_interview_tasks(session, worker, person_id, but=case_id)
        _back_in_contact(session, person_id, worker, contact)
    return Logged(verified=verified, unfrozen=recorded.unfrozen)


def _back_in_contact(session: Session, person_id: str, worker: Worker, contact: ContactLog) -> None:
    if people.contact_state(session, person_id) == IN_CONTACT:
        return
    people.set_contact_state(session, person_id, IN_CONTACT)
    facts.record(
        session, "back_in_contact", happened_at=contact.happened_at, recorded_at=worker.at,
        person_id=person_id, exit_id=store.find_exit_id(session, person_id),
        recorded_by=worker.staff_id,
    )  # fmt: skip
