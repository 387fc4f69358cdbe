"""Who has a survey due that her own consent lets go by text, question by question."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from monitor.core.clock import to_local
from monitor.people.models import Consent
from monitor.schedule import store
from monitor.schedule.calendar import Channel, What
from monitor.schedule.models import Measure


@dataclass(frozen=True)
class DueBySms:
    """A measure whose window is open."""

    measure_id: str
    person_id: str
    exit_id: str
    survey: str


def list_due(
    session: Session, *, surveys: Collection[str], purpose: str, now: datetime
) -> tuple[DueBySms, ...]:
    """Return what may be begun; what a caseworker was asked to do by voice is left to her."""
    today = to_local(now).date()
    rows = session.scalars(
        select(Measure)
        .where(*_by_sms(surveys, purpose), Measure.window_from <= today)
        .where(Measure.window_to >= today)
        .order_by(Measure.due_on, Measure.id)
    )
    return tuple(DueBySms(row.id, row.person_id, row.exit_id, row.survey) for row in rows)


def next_opening_on(
    session: Session, *, surveys: Collection[str], purpose: str, now: datetime
) -> date | None:
    """Return the next day, after today, on which the window of one opens."""
    today = to_local(now).date()
    query = select(func.min(Measure.window_from)).where(*_by_sms(surveys, purpose))
    return session.scalar(query.where(Measure.window_from > today))


def _by_sms(surveys: Collection[str], purpose: str) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for what her consent lets go by text and nobody was asked to do."""
    agreed = exists().where(
        Consent.person_id == Measure.person_id,
        Consent.purpose == purpose,
        Consent.withdrawn_at.is_(None),
    )
    return (
        agreed,
        Measure.state == "due",
        Measure.what == What.SURVEY,
        Measure.channel == Channel.USSD,
        Measure.survey.in_(tuple(surveys)),
        Measure.tasked_at.is_(None),
    )


def awaits_answer(session: Session, exit_id: str, *, answerable: timedelta, now: datetime) -> bool:
    """Tell whether a check-in is still open that a bare number would answer."""
    sent = store.list_sent(session, exit_id, since=now - answerable)
    return any(row.replied_at is None for row in sent)
