"""Open a closed case again."""

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.triage import casework
from monitor.usecases.case_worker import case_worker
from monitor.usecases.programme import Programme


def reopen_case(session: Session, programme: Programme, *, case_id: str, staff_id: str) -> None:
    """Reopen a case that was closed too early."""
    worker = case_worker(session, programme, staff_id=staff_id, case_id=case_id)
    casework.reopen(session, case_id, worker)
    record(
        session, AuditEventKind.CASE_REOPENED, at=worker.wall_now, actor_id=staff_id,
        object_type="case", object_id=case_id,
    )  # fmt: skip
