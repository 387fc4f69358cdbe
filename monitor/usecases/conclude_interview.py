"""Bring an interview to its end: the run, its measure, its task, and what its answers ask for."""

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.schedule import measures
from monitor.surveys import service as surveys
from monitor.surveys.definition import Survey
from monitor.surveys.interviewing import Way
from monitor.triage.work import Worker
from monitor.usecases.raise_screen import raise_screen
from monitor.usecases.settle_interview_tasks import settle_interview_tasks


def conclude_interview(session: Session, worker: Worker, definition: Survey, run_id: str) -> None:
    """Finish a run in which nothing is left to ask; a second time changes nothing."""
    surveys.finish(session, run_id, at=worker.at)
    run = surveys.get(session, run_id)
    if run.measure_id is not None:
        measures.settle_by_interview(
            session, run.measure_id, face_to_face=run.channel == Way.VISIT, at=worker.at
        )
    settle_interview_tasks(session, worker, run.person_id)
    raise_screen(session, definition, run, at=worker.at)
    record(
        session, AuditEventKind.INTERVIEW_ENDED, at=worker.wall_now, actor_id=worker.staff_id,
        object_type="person", object_id=run.person_id,
    )  # fmt: skip
