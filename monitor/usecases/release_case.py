"""Give a case back, so that somebody else can take it at once."""

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.triage import casework
from monitor.usecases.case_worker import case_worker
from monitor.usecases.programme import Programme


def release_case(session: Session, programme: Programme, *, case_id: str, staff_id: str) -> None:
    """Release a case she holds; a supervisor may release anybody's."""
    worker = case_worker(session, programme, staff_id=staff_id, case_id=case_id)
    casework.release(session, case_id, worker)
    record(
        session, AuditEventKind.CASE_RELEASED, at=worker.wall_now, actor_id=staff_id,
        object_type="case", object_id=case_id,
    )  # fmt: skip
