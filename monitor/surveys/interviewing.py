"""Runs that a member of staff leads, by voice or face to face.

They go on where she broke off on her own phone, and a wrong tap can be put right: the row shows
what holds, while the facts keep both the answer and its correction.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.errors import NotFound
from monitor.core.facts import Fact
from monitor.surveys import service, store
from monitor.surveys.definition import Channel
from monitor.surveys.models import SurveyRun
from monitor.surveys.service import RunView

ANSWERED, WITHDRAWN = "survey_answered", "survey_answer_withdrawn"
CONFIRMED = "confirmed"
"""Whoever asks says that she is trained for it; no record of training is kept yet."""


class Way(StrEnum):
    """How an interview is held."""

    VOICE = "voice"
    VISIT = "visit"


class SkippedAs(StrEnum):
    """Why an interviewer goes on without an answer."""

    PASSED = "passed"
    REFUSED = "refused"


CHANNELS: Mapping[Way, Channel] = MappingProxyType(
    {Way.VOICE: Channel.VOICE, Way.VISIT: Channel.IN_PERSON}
)
"""What a definition calls each way."""


def lead(
    session: Session, run_id: str, *, way: Way, language: str, asked_by: str, trained: bool,
    at: datetime,
) -> None:  # fmt: skip
    """Put a run into the hands of an interviewer; what was answered before stays, and keeps
    the way it came.
    """
    row = store.get_run(session, run_id)
    row.channel, row.language, row.asked_by, row.last_at = way.value, language, asked_by, at
    row.trained = CONFIRMED if trained else None
    session.flush()


def is_led_since(
    session: Session, run_id: str, *, way: Way, asked_by: str, since: datetime
) -> bool:
    """Tell whether somebody leads an open run this way already, and touched it lately."""
    row = store.get_run(session, run_id)
    return (row.asked_by, row.channel) == (asked_by, way.value) and row.last_at >= since


def open_runs_since(session: Session, since: datetime) -> frozenset[str]:
    """Return the measures whose questions are being asked, touched since an instant."""
    query = select(SurveyRun.measure_id).where(
        SurveyRun.state == store.OPEN,
        SurveyRun.under_duress.is_(False),
        SurveyRun.last_at >= since,
        SurveyRun.measure_id.is_not(None),
    )
    return frozenset(each for each in session.scalars(query) if each is not None)


def find_begun(
    session: Session, person_id: str, *, survey: str, measure_id: str | None, since: datetime
) -> RunView | None:
    """Return an unfinished run to go on with: of a measure by any mouth, else of an interview."""
    query = select(SurveyRun).where(
        SurveyRun.person_id == person_id,
        SurveyRun.survey == survey,
        SurveyRun.state == store.OPEN,
        SurveyRun.under_duress.is_(False),
        SurveyRun.measure_id.is_(None)
        if measure_id is None
        else SurveyRun.measure_id == measure_id,
    )
    if measure_id is None:
        query = query.where(SurveyRun.asked_by.is_not(None), SurveyRun.last_at >= since)
    row = session.scalar(query.order_by(SurveyRun.last_at.desc(), SurveyRun.id.desc()).limit(1))
    return None if row is None else service.get(session, row.id)


def has_finished_since(session: Session, person_id: str, *, survey: str, since: datetime) -> bool:
    """Tell whether she has answered an instrument to its end since an instant."""
    query = select(SurveyRun.id).where(
        SurveyRun.person_id == person_id,
        SurveyRun.survey == survey,
        SurveyRun.state == service.FINISHED,
        SurveyRun.under_duress.is_(False),
        SurveyRun.finished_at >= since,
    )
    return session.scalar(query.limit(1)) is not None


def note_skip(session: Session, run_id: str, question: str, skipped_as: SkippedAs) -> None:
    """Keep why a question was skipped."""
    answer = store.find_answer(session, run_id, question)
    if answer is not None:
        answer.skipped_as = skipped_as.value


def correct_answer(
    session: Session, run_id: str, *, question: str, value: str, skipped_as: SkippedAs | None,
    staff_id: str, at: datetime,
) -> None:  # fmt: skip
    """Put another answer in the place of one that was taken down wrongly."""
    row, answer = store.get_run(session, run_id), store.find_answer(session, run_id, question)
    if answer is None:
        raise NotFound("this question has no answer to correct")
    before = _last_fact(session, run_id, question)
    answer.value, answer.skipped_as = value, None if skipped_as is None else skipped_as.value
    row.last_at, answer.channel = at, row.channel
    _record(
        session, ANSWERED, row, question=question, corrects=before, staff_id=staff_id, at=at,
        value=value,
    )  # fmt: skip


def withdraw_answers(
    session: Session, run_id: str, questions: Iterable[str], *, staff_id: str, at: datetime
) -> None:
    """Take back answers to questions that a correction shows should not have been put."""
    row = store.get_run(session, run_id)
    for question in questions:
        answer = store.find_answer(session, run_id, question)
        if answer is None:
            continue
        before = _last_fact(session, run_id, question)
        session.delete(answer)
        _record(
            session, WITHDRAWN, row, question=question, corrects=before, staff_id=staff_id, at=at
        )
    session.flush()


def reopen(session: Session, run_id: str) -> None:
    """Go on with a finished run, because a correction leaves something to ask."""
    row = store.get_run(session, run_id)
    row.state, row.finished_at = store.OPEN, None
    session.flush()


def finished_at(session: Session, run_id: str) -> datetime | None:
    """Return when a run was complete, or None."""
    return store.get_run(session, run_id).finished_at


def was_stopped_by_her(session: Session, run_id: str) -> bool:
    """Tell whether a stop from her phone ended a run while somebody else asked it."""
    query = select(Fact.seq).where(Fact.kind == service.STOPPED_BY_HER, Fact.subject_id == run_id)
    return session.scalar(query.limit(1)) is not None


def _last_fact(session: Session, run_id: str, question: str) -> int | None:
    query = select(Fact).where(Fact.kind == ANSWERED, Fact.subject_id == run_id)
    found = session.scalars(query.order_by(Fact.seq.desc()))
    return next((fact.seq for fact in found if fact.data.get("question") == question), None)


def _record(
    session: Session, kind: str, row: SurveyRun, *, question: str, corrects: int | None,
    staff_id: str, at: datetime, **data: str,
) -> None:  # fmt: skip
    facts.record(
        session, kind, happened_at=at, recorded_at=at, person_id=row.person_id,
        exit_id=row.exit_id, subject_id=row.id, recorded_by=staff_id, corrects=corrects,
        data={"survey": row.survey, "question": question, **data},
    )  # fmt: skip
    session.flush()
