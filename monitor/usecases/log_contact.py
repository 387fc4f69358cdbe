"""Write down an attempt to reach her: in the case, and in what is known of her."""

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.triage import casework
from monitor.triage.moves import Method
from monitor.triage.work import ContactLog
from monitor.usecases.acknowledge_page import acknowledge_page
from monitor.usecases.case_worker import case_worker
from monitor.usecases.confirm_plan import confirm_plan
from monitor.usecases.note_contact import Logged, note_contact
from monitor.usecases.programme import Programme


def log_contact(
    session: Session,
    programme: Programme,
    *,
    case_id: str,
    staff_id: str,
    contact: ContactLog,
    note: str = "",
    plan_holds: bool = False,
) -> Logged:
    """Log a contact: the first human action of a case, and verified where her identity was.

    `plan_holds` says that her plan was gone through with her and stays as it is.
    """
    worker = case_worker(session, programme, staff_id=staff_id, case_id=case_id)
    person_id = casework.log_contact(session, case_id, worker, contact, note=note)
    acknowledge_page(session, programme, staff_id=staff_id, case_id=case_id)
    record(
        session, AuditEventKind.CONTACT_RECORDED, at=worker.wall_now, actor_id=staff_id,
        object_type="case", object_id=case_id,
    )  # fmt: skip
    if person_id is None or contact.method is Method.TRUSTED_CONTACT:
        return Logged(verified=False, unfrozen=False)
    logged = note_contact(session, person_id, case_id, worker, contact)
    if logged.verified and plan_holds:
        confirm_plan(session, programme, person_id, staff_id=staff_id)
    return logged
