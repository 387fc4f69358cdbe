"""Keep that she does not want to be asked: her right, and an end for what was due."""

from enum import StrEnum

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core.errors import Conflict, NotFound
from monitor.schedule import measures
from monitor.surveys import service as surveys
from monitor.triage import store as triage
from monitor.triage.work import Worker
from monitor.usecases.interview_worker import interview_worker
from monitor.usecases.offer_interviews import offer_interviews
from monitor.usecases.programme import Programme
from monitor.usecases.raise_screen import raise_screen
from monitor.usecases.settle_interview_tasks import settle_interview_tasks
from monitor.usecases.show_interview import show_interview


class Because(StrEnum):
    """Why she declined, as far as she said."""

    NO_WISH = "no_wish"
    TOO_HARD = "too_hard"
    NO_TIME = "no_time"
    NO_TRUST = "no_trust"
    NOT_SAID = "not_said"


def decline_interview(
    session: Session, programme: Programme, person_id: str, *, survey: str, because: Because,
    staff_id: str,
) -> None:  # fmt: skip
    """End a due survey of hers as declined; what she answered of it before is kept."""
    worker = interview_worker(session, programme, staff_id=staff_id, person_id=person_id)
    triage.lock_person(session, person_id)
    offered = offer_interviews(session, programme, person_id, staff_id=staff_id, at=worker.at)
    for interview in offered:
        if interview.definition.id == survey and interview.measure is not None:
            if interview.begun is not None:
                surveys.stop(session, interview.begun.id, at=worker.at)
                raise_screen(session, interview.definition, interview.begun, at=worker.at)
            _decline(session, worker, person_id, interview.measure.measure_id, because)
            return
    raise NotFound("this is not due")


def stop_interview(
    session: Session, programme: Programme, run_id: str, *, because: Because, staff_id: str
) -> str:
    """End an interview that she does not want to go on with; return whose it is."""
    triage.lock_person(session, surveys.get(session, run_id).person_id)
    view, worker = show_interview(session, programme, run_id, staff_id=staff_id)
    if view.is_over:
        raise Conflict("this interview is over")
    surveys.stop(session, run_id, at=worker.at)
    raise_screen(session, view.definition, view.run, at=worker.at)
    if view.run.measure_id is not None:
        _decline(session, worker, view.run.person_id, view.run.measure_id, because)
    else:
        _note(session, worker, view.run.person_id, AuditEventKind.INTERVIEW_ENDED, because)
    return view.run.person_id


def leave_interview(session: Session, programme: Programme, run_id: str, *, staff_id: str) -> str:
    """Leave an interview for later; return whose it is. What was answered does not wait for it."""
    triage.lock_person(session, surveys.get(session, run_id).person_id)
    view, worker = show_interview(session, programme, run_id, staff_id=staff_id)
    raise_screen(session, view.definition, view.run, at=worker.at)
    return view.run.person_id


def _decline(
    session: Session, worker: Worker, person_id: str, measure_id: str, because: Because
) -> None:
    measures.decline_measure(session, measure_id, because=because.value, at=worker.at)
    _note(session, worker, person_id, AuditEventKind.MEASURE_DECLINED, because)


def _note(
    session: Session, worker: Worker, person_id: str, kind: AuditEventKind, because: Because
) -> None:
    """Write down why it ended, and end the tasks that asked for nothing else."""
    settle_interview_tasks(session, worker, person_id)
    record(
        session, kind, at=worker.wall_now, actor_id=worker.staff_id, object_type="person",
        object_id=person_id, details={"because": because.value},
    )  # fmt: skip
