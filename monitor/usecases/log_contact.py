"""Write down an attempt to reach her: in the case, and in what is known of her."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core import facts
from monitor.people import service as people
from monitor.schedule import measures
from monitor.schedule import service as schedule
from monitor.triage import casework, store
from monitor.triage.moves import Method, Reached
from monitor.triage.work import ContactLog, Worker
from monitor.usecases.acknowledge_page import acknowledge_page
from monitor.usecases.case_worker import case_worker
from monitor.usecases.programme import Programme

PROVES_IDENTITY = (Method.VOICE, Method.VISIT)
IN_CONTACT = "in_contact"
SETTLES = ("verify", "watch")
"""Tasks that a verified contact has done."""


@dataclass(frozen=True)
class Logged:
    """What the contact changed besides the case."""

    verified: bool
    """It proves that we reach her and nobody else."""
    unfrozen: bool
    """It lifted a freeze."""


def log_contact(
    session: Session,
    programme: Programme,
    *,
    case_id: str,
    staff_id: str,
    contact: ContactLog,
    note: str = "",
) -> Logged:
    """Log a contact: the first human action of a case, and verified where her identity was."""
    worker = case_worker(session, programme, staff_id=staff_id, case_id=case_id)
    person_id = casework.log_contact(session, case_id, worker, contact, note=note)
    acknowledge_page(session, programme, staff_id=staff_id, case_id=case_id)
    record(
        session, AuditEventKind.CONTACT_RECORDED, at=worker.wall_now, actor_id=staff_id,
        object_type="case", object_id=case_id,
    )  # fmt: skip
    if person_id is None or contact.method is Method.TRUSTED_CONTACT:
        return Logged(verified=False, unfrozen=False)
    return _note_on_person(session, person_id, case_id, worker, contact)


def _note_on_person(
    session: Session, person_id: str, case_id: str, worker: Worker, contact: ContactLog
) -> Logged:
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
