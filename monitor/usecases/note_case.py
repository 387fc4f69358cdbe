"""Append a note to a case."""

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.triage import casework
from monitor.usecases.case_worker import case_worker
from monitor.usecases.programme import Programme


def note_case(
    session: Session, programme: Programme, *, case_id: str, staff_id: str, note: str
) -> None:
    """Seal a note under the person's key and append it; notes are never edited."""
    worker = case_worker(session, programme, staff_id=staff_id, case_id=case_id)
    casework.add_note(session, case_id, worker, note)
    record(
        session, AuditEventKind.CASE_NOTED, at=worker.wall_now, actor_id=staff_id,
        object_type="case", object_id=case_id,
    )  # fmt: skip
