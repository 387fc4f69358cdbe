"""By when a person must have read, and by when somebody must have acted.

Both clocks count from arrival at the gateway, not from when we understood the text: she has
been waiting since then. Kenyan local time decides what "today" is.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from monitor.core.clock import NAIROBI, to_local
from monitor.core.errors import Invalid

_SAME_DAY_UNTIL = time(18)
_EVENING = time(20)
_NEXT_MORNING = time(10)
_SATURDAY = 5
_WORKING_DAYS = 5


class Rung(StrEnum):
    """Who is paged, from the nearest up."""

    ON_DUTY = "on_duty"
    NEXT = "next"
    SUPERVISOR = "supervisor"
    PROGRAMME_HEAD = "programme_head"


@dataclass(frozen=True)
class PageDue:
    """One page to one rung, unless somebody has acknowledged before."""

    rung: Rung
    at: datetime


_LADDER = {
    4: ((0, Rung.ON_DUTY), (10, Rung.NEXT), (20, Rung.SUPERVISOR), (30, Rung.PROGRAMME_HEAD)),
    3: ((0, Rung.ON_DUTY), (30, Rung.ON_DUTY)),
}
"""Minutes after arrival, by severity; lower severities page nobody."""


def read_by(arrived_at: datetime) -> datetime:
    """Return by when a person reads a text that is not positively OK.

    >>> read_by(datetime(2026, 3, 2, 14, 59, tzinfo=UTC)).isoformat()
    '2026-03-02T17:00:00+00:00'
    >>> read_by(datetime(2026, 3, 2, 15, 0, tzinfo=UTC)).isoformat()
    '2026-03-03T07:00:00+00:00'
    """
    local = to_local(arrived_at)
    if local.time() < _SAME_DAY_UNTIL:
        return _local_instant(local.date(), _EVENING)
    return _local_instant(local.date() + timedelta(days=1), _NEXT_MORNING)


def act_by(
    severity: int, arrived_at: datetime, *, holidays: Collection[date] = frozenset()
) -> datetime:
    """Return by when the first human action is due.

    >>> act_by(4, datetime(2026, 3, 2, 0, 0, tzinfo=UTC)).isoformat()
    '2026-03-02T00:30:00+00:00'
    >>> act_by(3, datetime(2026, 3, 2, 16, 0, tzinfo=UTC)).isoformat()
    '2026-03-02T18:00:00+00:00'
    """
    arrived_at = arrived_at.astimezone(UTC)
    match severity:
        case 4:
            return arrived_at + timedelta(minutes=30)
        case 3:
            evening = _local_instant(to_local(arrived_at).date(), _EVENING)
            return max(evening, arrived_at + timedelta(hours=2))
        case 2:
            return arrived_at + timedelta(hours=48)
        case 1:
            return _after_working_days(arrived_at, holidays)
        case _:
            raise Invalid("severity must be 1, 2, 3 or 4", field="severity")


def rungs(severity: int, arrived_at: datetime) -> tuple[PageDue, ...]:
    """Return who is paged and when, until somebody acknowledges.

    >>> [str(page.rung) for page in rungs(4, datetime(2026, 3, 2, tzinfo=UTC))]
    ['on_duty', 'next', 'supervisor', 'programme_head']
    >>> rungs(2, datetime(2026, 3, 2, tzinfo=UTC))
    ()
    """
    arrived_at = arrived_at.astimezone(UTC)
    return tuple(
        PageDue(rung=rung, at=arrived_at + timedelta(minutes=minutes))
        for minutes, rung in _LADDER.get(severity, ())
    )


def _after_working_days(arrived_at: datetime, holidays: Collection[date]) -> datetime:
    """Return the same time of day on the fifth working day after arrival."""
    local = to_local(arrived_at)
    day, left = local.date(), _WORKING_DAYS
    while left:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY and day not in holidays:
            left -= 1
    return _local_instant(day, local.time())


def _local_instant(day: date, at: time) -> datetime:
    """Return the instant of a local time of day."""
    return datetime.combine(day, at, tzinfo=NAIROBI).astimezone(UTC)
