"""Interviews that broke off: a row says when the last answer came, so no restart forgets one."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from monitor.surveys import interviewing, service, store
from monitor.surveys.interviewing import Way
from monitor.surveys.models import SurveyRun
from monitor.surveys.service import RunView

NOBODY_AFTER = timedelta(hours=1)
"""After an hour without an answer nobody is asking any more.

That is longer than any silence within one talk, a dropped call and a new attempt included, and
short enough that whoever asked is mostly still at work and knows why it broke off.
"""
_LED = (
    SurveyRun.state == store.OPEN,
    SurveyRun.under_duress.is_(False),
    SurveyRun.asked_by.is_not(None),
    SurveyRun.channel.in_(tuple(Way)),
    or_(SurveyRun.missed_at.is_(None), SurveyRun.missed_at < SurveyRun.last_at),
)
_BROKEN_OFF = (
    select(SurveyRun)
    .where(*_LED, SurveyRun.last_at <= bindparam("before"))
    .order_by(SurveyRun.last_at, SurveyRun.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


def claim(session: Session, *, now: datetime, limit: int) -> tuple[RunView, ...]:
    """Take the interviews that nobody goes on with, each once until its next answer."""
    asked = {"before": now - NOBODY_AFTER, "most": limit}
    rows = session.scalars(_BROKEN_OFF, asked).all()
    for row in rows:
        row.missed_at = now
    session.flush()
    return tuple(service.get(session, row.id) for row in rows)


def put_back(session: Session, run_id: str) -> None:
    """Have an interview taken again: this time it failed."""
    store.get_run(session, run_id).missed_at = None
    session.flush()


def next_at(session: Session, *, now: datetime) -> datetime | None:
    """Return the next instant from which on nobody goes on with one of them."""
    query = select(func.min(SurveyRun.last_at)).where(*_LED, SurveyRun.last_at > now - NOBODY_AFTER)
    last_at = session.scalar(query)
    return None if last_at is None else last_at + NOBODY_AFTER


def any_to_finish(session: Session, run_ids: Collection[str]) -> bool:
    """Tell whether one of some interviews is still open, and was not asked anew to its end."""
    return any(_is_to_finish(session, run_id) for run_id in run_ids)


def _is_to_finish(session: Session, run_id: str) -> bool:
    row = store.get_run(session, run_id)
    return row.state == store.OPEN and not interviewing.has_finished_since(
        session, row.person_id, survey=row.survey, since=row.last_at
    )
