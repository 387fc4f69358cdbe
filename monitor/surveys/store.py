"""Every query about survey runs and their answers."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core.errors import NotFound
from monitor.surveys.models import SurveyAnswer, SurveyRun

OPEN = "open"


def get_run(session: Session, run_id: str) -> SurveyRun:
    """Return a run, or raise `NotFound`."""
    row = session.get(SurveyRun, run_id)
    if row is None:
        raise NotFound("there is no such survey run")
    return row


def find_open_run(
    session: Session, person_id: str, *, under_duress: bool, measure_id: str | None = None,
    channel: str | None = None,
) -> SurveyRun | None:  # fmt: skip
    """Return a person's latest unfinished run, of one measure or channel where named, or None."""
    query = select(SurveyRun).where(
        SurveyRun.person_id == person_id,
        SurveyRun.state == OPEN,
        SurveyRun.under_duress.is_(under_duress),
    )
    if measure_id is not None:
        query = query.where(SurveyRun.measure_id == measure_id)
    if channel is not None:
        query = query.where(SurveyRun.channel == channel)
    return session.scalar(query.order_by(SurveyRun.last_at.desc(), SurveyRun.id.desc()).limit(1))


def list_open_runs(session: Session, person_id: str) -> Sequence[SurveyRun]:
    """Return all unfinished runs of a person, duress or not, latest first."""
    query = select(SurveyRun).where(SurveyRun.person_id == person_id, SurveyRun.state == OPEN)
    return session.scalars(query.order_by(SurveyRun.last_at.desc(), SurveyRun.id.desc())).all()


def list_open_by(session: Session, channel: str) -> Sequence[SurveyRun]:
    """Return all unfinished runs of a channel, those that waited longest first."""
    query = select(SurveyRun).where(SurveyRun.state == OPEN, SurveyRun.channel == channel)
    return session.scalars(query.order_by(SurveyRun.last_at, SurveyRun.id)).all()


def list_runs(session: Session, person_id: str) -> Sequence[SurveyRun]:
    """Return all runs of a person, earliest first."""
    query = select(SurveyRun).where(SurveyRun.person_id == person_id)
    return session.scalars(query.order_by(SurveyRun.started_at, SurveyRun.id)).all()


def find_answer(session: Session, run_id: str, question: str) -> SurveyAnswer | None:
    """Return the answer to one question of a run, or None."""
    return session.scalar(
        select(SurveyAnswer).where(SurveyAnswer.run_id == run_id, SurveyAnswer.question == question)
    )


def list_answers(session: Session, run_id: str) -> tuple[tuple[str, str], ...]:
    """Return the answers of a run as question and stored value, in the order they were given."""
    query = select(SurveyAnswer.question, SurveyAnswer.value).where(SurveyAnswer.run_id == run_id)
    rows = session.execute(query.order_by(SurveyAnswer.answered_at, SurveyAnswer.id))
    return tuple((question, value) for question, value in rows)
