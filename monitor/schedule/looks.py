"""When to look at a person's silence again: at the next instant at which the ladder may change.

Whoever has something due is looked at every morning, whoever has not at the next limit that she
may reach, and once a week at the latest: a mistake here costs days, never a person.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from monitor.core.clock import NAIROBI, to_local
from monitor.schedule.history import History, last_heard, last_verified, late_at
from monitor.schedule.ladder import (
    FREEZE_DAYS,
    RENEW_DAYS_BEFORE,
    UNASKED_DAYS,
    VERIFY_DAYS,
    VERIFY_URGENT_DAYS,
    WATCH_AFTER,
    Standing,
    daytime_at,
    short_limit,
    standing,
)

MORNING = time(8)
"""Limits counted in days are looked at when a caseworker can act on them."""
AT_THE_LATEST = timedelta(days=7)


def next_look(history: History, now: datetime) -> datetime:
    """Return the next instant after now at which something may fall due.

    >>> from monitor.schedule.history import SentCheckIn, Tier
    >>> sent = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
    >>> quiet = History(Tier.LOW, date(2026, 3, 2), (SentCheckIn(sent),))
    >>> next_look(quiet, sent).isoformat()
    '2026-03-05T15:00:00+00:00'
    >>> well = History(Tier.LOW, date(2026, 3, 2))
    >>> next_look(well, sent).isoformat()
    '2026-03-11T05:00:00+00:00'
    """
    morning = _morning_after(now)
    if _is_pressing(history, standing(history, now), now):
        soonest = morning
    else:
        soonest = morning + AT_THE_LATEST - timedelta(days=1)
    points = (*_turning_points(history), *_limits(history))
    return min([soonest, *(instant for instant in points if instant > now)])


def _turning_points(history: History) -> Iterator[datetime]:
    """Yield what the check-ins that went out and were not answered may still ask for."""
    for checkin in history.checkins:
        if checkin.replied_at is not None:
            continue
        late = late_at(checkin.sent_at, history.uncounted_on)
        yield checkin.sent_at + WATCH_AFTER
        yield late
        yield daytime_at(late)
        if checkin.reminder_at is not None and checkin.reminded_at is None:
            yield checkin.reminder_at


def _limits(history: History) -> Iterator[datetime]:
    """Yield the mornings on which a limit counted in days may be reached."""
    verified, heard = to_local(last_verified(history)), to_local(last_heard(history))
    for days in (VERIFY_DAYS, VERIFY_URGENT_DAYS, FREEZE_DAYS):
        yield _morning_of(verified.date() + timedelta(days=days))
    for days in (short_limit(history), UNASKED_DAYS):
        yield _morning_of(heard.date() + timedelta(days=days))
    if history.plan_expires_on is not None:
        yield _morning_of(history.plan_expires_on - timedelta(days=RENEW_DAYS_BEFORE))


def _is_pressing(history: History, found: Standing, now: datetime) -> bool:
    """Say whether she is looked at every day.

    Being late alone is not pressing: what it leads to has its own instants. Past the short limit
    she is, whether or not it counts yet: days on which we could not reach her put it off by a
    number that only the days to come will tell.
    """
    heard = to_local(last_heard(history)).date()
    past_short = to_local(now).date() >= heard + timedelta(days=short_limit(history))
    return past_short or replace(found, late=False) != Standing()


def _morning_after(now: datetime) -> datetime:
    local = to_local(now)
    today = local.date()
    return _morning_of(today if local.time() < MORNING else today + timedelta(days=1))


def _morning_of(day: date) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=NAIROBI).astimezone(UTC)
