"""Begin an interview by voice or face to face, or go on with one that broke off."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core.clock import NAIROBI, to_local
from monitor.core.errors import Conflict, Invalid, NotFound
from monitor.surveys import interviewing
from monitor.surveys import service as surveys
from monitor.surveys.interviewing import Way
from monitor.triage import store as triage
from monitor.triage.moves import Condition, Method, NextStep, Reached
from monitor.triage.work import ContactLog, Plan, Worker
from monitor.usecases.interview_worker import interview_worker
from monitor.usecases.note_contact import note_contact
from monitor.usecases.offer_interviews import Interview, offer_interviews
from monitor.usecases.programme import Programme

METHODS = {Way.VOICE: Method.VOICE, Way.VISIT: Method.VISIT}
USSD = "ussd"
ANY_TIME = frozenset({"cssrs"})
"""Asked as often as the day needs it; everything else once a day."""

SAME_CALL = timedelta(minutes=5)
"""Beginning it again within this is the same form sent twice, not another contact."""
ON_HER_SCREEN = timedelta(minutes=5)
"""How long after her last entry the questions may still stand on her own screen."""


@dataclass(frozen=True, kw_only=True)
class InterviewStart:
    """What an interviewer says before the first question."""

    survey: str
    language: str
    way: Way
    identified: bool
    """It is she, by her word or code (S14)."""
    agreed: bool
    """She agrees to be asked now (S6)."""
    trained: bool
    """Whoever asks is trained for it."""


def begin_interview(
    session: Session, programme: Programme, person_id: str, start: InterviewStart, *, staff_id: str
) -> str:
    """Return the run that the answers go to. Asking her, identified, is a verified contact."""
    worker = interview_worker(session, programme, staff_id=staff_id, person_id=person_id)
    triage.lock_person(session, person_id)
    interview = _find(session, programme, person_id, start, worker)
    _check(session, interview, person_id, start, worker)
    run_id = _run(session, interview, person_id, start, worker)
    same_call = interview.begun is not None and interviewing.is_led_since(
        session, run_id, way=start.way, asked_by=staff_id, since=worker.at - SAME_CALL
    )
    interviewing.lead(
        session, run_id, way=start.way, language=start.language, asked_by=staff_id,
        trained=interview.trained_only, at=worker.at,
    )  # fmt: skip
    if not same_call:
        note_contact(session, person_id, None, worker, _contact(start, worker))
    record(
        session, AuditEventKind.INTERVIEW_BEGUN, at=worker.wall_now, actor_id=staff_id,
        object_type="person", object_id=person_id,
    )  # fmt: skip
    return run_id


def _find(
    session: Session, programme: Programme, person_id: str, start: InterviewStart, worker: Worker
) -> Interview:
    offered = offer_interviews(
        session, programme, person_id, staff_id=worker.staff_id, at=worker.at
    )
    for interview in offered:
        if interview.definition.id == start.survey:
            return interview
    raise NotFound("this is not asked here")


def _check(
    session: Session, interview: Interview, person_id: str, start: InterviewStart, worker: Worker
) -> None:
    refused = (
        ("language", start.language not in interview.languages),
        ("way", start.way not in interview.ways),
        ("identified", not start.identified),
        ("agreed", not start.agreed),
        ("trained", interview.trained_only and not start.trained),
    )
    for field, wrong in refused:
        if wrong:
            raise Invalid(f"an interview cannot begin without {field}", field=field)
    begun = interview.begun
    if begun is not None and begun.channel == USSD and worker.at - begun.last_at <= ON_HER_SCREEN:
        raise Invalid("she is answering this on her own phone now", field="on_her_screen")
    if begun is not None or start.survey in ANY_TIME:
        return
    if interviewing.has_finished_since(
        session, person_id, survey=start.survey, since=_midnight(worker.at)
    ):
        raise Conflict("this was asked to its end today")


def _run(
    session: Session, interview: Interview, person_id: str, start: InterviewStart, worker: Worker
) -> str:
    if interview.begun is not None:
        return interview.begun.id
    measure = interview.measure
    return surveys.start(
        session, person_id=person_id, survey=start.survey, version=interview.definition.version,
        channel=start.way.value, language=start.language, at=worker.at,
        measure_id=None if measure is None else measure.measure_id,
        exit_id=triage.find_exit_id(session, person_id) if measure is None else measure.exit_id,
    ).id  # fmt: skip


def _contact(start: InterviewStart, worker: Worker) -> ContactLog:
    return ContactLog(
        method=METHODS[start.way], reached=Reached.HER, condition=Condition.UNKNOWN,
        identity_confirmed=True, happened_at=worker.at, next=Plan(step=NextStep.NONE),
    )  # fmt: skip


def _midnight(at: datetime) -> datetime:
    return datetime.combine(to_local(at).date(), time(), NAIROBI)
