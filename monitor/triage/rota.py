"""Who is on duty, and whether anybody will be: without a rota no check-in goes out.

A duty whose person was deactivated counts for the one who stands behind; one without either is a
gap. Promises made to her ("we will call") rest on this.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from monitor.core.errors import Conflict, Invalid, NotFound
from monitor.core.ids import new_id
from monitor.triage.duties import list_duties
from monitor.triage.models import Duty

COVER_AHEAD = timedelta(hours=2)
GAPS_AHEAD = timedelta(hours=24)


@dataclass(frozen=True)
class OnDuty:
    """Who is paged first, and who next."""

    staff_id: str
    backup_id: str | None


@dataclass(frozen=True)
class Span:
    """A stretch of time, from and until."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class DutySpan:
    """One line of the rota."""

    id: str
    staff_id: str
    backup_id: str | None
    starts_at: datetime
    ends_at: datetime


def on_duty(session: Session, at: datetime) -> OnDuty | None:
    """Return who is on duty at an instant, or None."""
    for duty, staff_active, backup_active in list_duties(session, at, at):
        backup_id = duty.backup_id if backup_active else None
        if staff_active:
            return OnDuty(duty.staff_id, backup_id)
        if backup_id is not None:
            return OnDuty(backup_id, None)
    return None


def is_covered(session: Session, now: datetime) -> bool:
    """Tell whether somebody is on duty now and throughout the next two hours."""
    return not list_gaps(session, start=now, end=now + COVER_AHEAD)


def list_gaps(session: Session, *, start: datetime, end: datetime) -> tuple[Span, ...]:
    """Return the stretches in which nobody is on duty."""
    spans = (
        Span(duty.starts_at, duty.ends_at)
        for duty, staff_active, backup_active in list_duties(session, start, end)
        if staff_active or backup_active
    )
    return find_gaps(spans, start=start, end=end)


def list_rota(session: Session, *, start: datetime, end: datetime) -> tuple[DutySpan, ...]:
    """Return the lines of the rota that touch a stretch of time, earliest first."""
    return tuple(
        DutySpan(duty.id, duty.staff_id, duty.backup_id, duty.starts_at, duty.ends_at)
        for duty, _, _ in list_duties(session, start, end)
    )


def add_duty(
    session: Session,
    *,
    staff_id: str,
    backup_id: str | None,
    starts_at: datetime,
    ends_at: datetime,
) -> str:
    """Put somebody on duty; two may not be on duty at once, and nobody stands behind herself."""
    if ends_at <= starts_at:
        raise Invalid("a duty must end after it starts", field="ends_at")
    if backup_id == staff_id:
        raise Invalid("the backup must be somebody else", field="backup_id")
    if list_duties(session, starts_at, ends_at):
        raise Conflict("somebody is on duty in that time already")
    duty = Duty(
        id=new_id(),
        staff_id=staff_id,
        backup_id=backup_id,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    session.add(duty)
    session.flush()
    return duty.id


def remove_duty(session: Session, duty_id: str) -> None:
    """Take a line off the rota."""
    duty = session.get(Duty, duty_id)
    if duty is None:
        raise NotFound("there is no such duty")
    session.delete(duty)
    session.flush()


def find_gaps(spans: Iterable[Span], *, start: datetime, end: datetime) -> tuple[Span, ...]:
    """Return what of a stretch is covered by none of the spans.

    >>> from datetime import UTC
    >>> hour = lambda at: datetime(2026, 3, 2, at, tzinfo=UTC)
    >>> found = find_gaps([Span(hour(6), hour(8)), Span(hour(9), hour(23))],
    ...                   start=hour(7), end=hour(10))
    >>> [(gap.starts_at.hour, gap.ends_at.hour) for gap in found]
    [(8, 9)]
    >>> [(gap.starts_at.hour, gap.ends_at.hour)
    ...  for gap in find_gaps([], start=hour(7), end=hour(10))]
    [(7, 10)]
    """
    gaps, covered_to = [], start
    for span in sorted(spans, key=lambda span: span.starts_at):
        if span.starts_at > covered_to:
            gaps.append(Span(covered_to, min(span.starts_at, end)))
        covered_to = max(covered_to, span.ends_at)
        if covered_to >= end:
            return tuple(gaps)
    return (*gaps, Span(covered_to, end))
