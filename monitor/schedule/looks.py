"""When to look at a person's silence again: at the next instant at which the ladder may change."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from monitor.core.clock import NAIROBI, to_local
from monitor.schedule.history import History, late_at
from monitor.schedule.ladder import WATCH_AFTER, daytime_at

DAILY_AT = time(8)
"""Limits counted in days are looked at once a day, when a caseworker can act on them."""


def next_look(history: History, now: datetime) -> datetime:
    """Return the next instant after now at which something may fall due.

    >>> from datetime import date
    >>> from monitor.schedule.history import SentCheckIn, Tier
    >>> sent = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
    >>> quiet = History(Tier.LOW, date(2026, 3, 2), (SentCheckIn(sent),))
    >>> next_look(quiet, sent).isoformat()
    '2026-03-05T05:00:00+00:00'
    >>> next_look(quiet, sent + timedelta(hours=14, minutes=30)).isoformat()
    '2026-03-05T15:00:00+00:00'
    """
    later = [instant for instant in _turning_points(history) if instant > now]
    return min([*later, _next_morning(now)])


def _turning_points(history: History) -> Iterator[datetime]:
    """Yield what the latest check-in may still ask for."""
    current = max(history.checkins, key=lambda checkin: checkin.sent_at, default=None)
    if current is None:
        return
    late = late_at(current.sent_at, history.uncounted_on)
    yield current.sent_at + WATCH_AFTER
    yield late
    yield daytime_at(late)
    if current.reminder_at is not None and current.reminded_at is None:
        yield current.reminder_at


def _next_morning(now: datetime) -> datetime:
    local = to_local(now)
    day = local.date() if local.time() < DAILY_AT else local.date() + timedelta(days=1)
    return datetime.combine(day, DAILY_AT, tzinfo=NAIROBI).astimezone(UTC)
