"""Put a case aside until its next step."""

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.triage import casework
from monitor.triage.work import Plan
from monitor.usecases.case_worker import case_worker
from monitor.usecases.programme import Programme


def wait_case(
    session: Session, programme: Programme, *, case_id: str, staff_id: str, plan: Plan
) -> None:
    """Have a case wait for a step with a date; its clocks run on."""
    worker = case_worker(session, programme, staff_id=staff_id, case_id=case_id)
    casework.wait(session, case_id, worker, plan)
    record(
        session, AuditEventKind.CASE_WAITING, at=worker.wall_now, actor_id=staff_id,
        object_type="case", object_id=case_id, details={"next_step": plan.step.value},
    )  # fmt: skip
