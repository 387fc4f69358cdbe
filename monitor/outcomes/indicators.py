"""Rates that a manager can defend: every one with its numerator, denominator and interval.

Unknown is never counted as good or bad: the main rate keeps everybody alive in the denominator,
and the bounds say how far the unknown could move it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from monitor.core.intervals import wilson
from monitor.outcomes.statuses import Status

NO_RECEIPT_AFTER = timedelta(hours=72)
SILENT_AFTER = timedelta(hours=48)

_KNOWN = (Status.STABLE, Status.UNSTABLE, Status.RETURNED, Status.RE_EXPLOITED)
_PERHAPS_STABLE = (Status.STABLE, Status.CONTACT_ONLY, Status.OPTED_OUT, Status.UNKNOWN)


@dataclass(frozen=True)
class Rate:
    """A share with its Wilson 95% interval; no rate at all where nobody is counted."""

    rate: float | None
    low: float | None
    high: float | None
    n: int
    of: int


class Fate(StrEnum):
    """What came of one check-in; undelivered, silent and not sent are different things."""

    REPLIED = "replied"
    SILENT = "silent"
    UNDELIVERED = "undelivered"
    NO_RECEIPT = "no_receipt"
    NOT_SENT = "not_sent"
    WAITING = "waiting"


@dataclass(frozen=True)
class CheckInPath:
    """One check-in's way, for counting."""

    exit_on: date
    slot_on: date
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    undelivered_at: datetime | None = None
    replied_at: datetime | None = None


@dataclass(frozen=True)
class ReplyWeek:
    """The check-ins of one week since exit. `reply` is replied among delivered."""

    week: int
    fates: Mapping[Fate, int]
    reply: Rate


def rates(counts: Mapping[Status, int]) -> Mapping[str, Rate]:
    """Return the rates of one cohort at one month; a status without count is zero.

    >>> made = rates({Status.STABLE: 8, Status.UNSTABLE: 3, Status.UNKNOWN: 8, Status.DECEASED: 1})
    >>> made["main"].n, made["main"].of, round(made["main"].rate, 4)
    (8, 19, 0.4211)
    >>> rates({})["main"].rate is None
    True
    """
    alive = sum(count for status, count in counts.items() if status is not Status.DECEASED)
    known = sum(counts.get(status, 0) for status in _KNOWN)
    perhaps_stable = sum(counts.get(status, 0) for status in _PERHAPS_STABLE)
    stable = counts.get(Status.STABLE, 0)
    return {
        "main": proportion(stable, alive),
        "among_known": proportion(stable, known),
        "lower": proportion(stable, alive),
        "upper": proportion(perhaps_stable, alive),
        "re_exploited": proportion(counts.get(Status.RE_EXPLOITED, 0), alive),
        "lost": proportion(counts.get(Status.UNKNOWN, 0), alive),
        "opted_out": proportion(counts.get(Status.OPTED_OUT, 0), alive),
    }


def proportion(n: int, of: int) -> Rate:
    """Return n of a number with its Wilson score interval.

    Wilson's stays inside 0 and 1 and says something for small cohorts, where the usual
    interval of plus or minus has no width at all at 0 of 5.

    >>> proportion(0, 5).low, round(proportion(0, 5).high, 4)
    (0.0, 0.4345)
    """
    interval = wilson(n, of)
    if interval is None:
        return Rate(rate=None, low=None, high=None, n=n, of=of)
    return Rate(rate=n / of, low=interval[0], high=interval[1], n=n, of=of)


def fate(checkin: CheckInPath, now: datetime) -> Fate:
    """Return what came of a check-in by now. A reply proves that it was delivered.

    Without a receipt it stays `no_receipt` after 72 hours: we do not know whether she was silent.
    """
    if checkin.replied_at is not None:
        return Fate.REPLIED
    if checkin.sent_at is None:
        return Fate.NOT_SENT
    if checkin.delivered_at is not None:
        return Fate.SILENT if now >= checkin.sent_at + SILENT_AFTER else Fate.WAITING
    if checkin.undelivered_at is not None:
        return Fate.UNDELIVERED
    return Fate.NO_RECEIPT if now >= checkin.sent_at + NO_RECEIPT_AFTER else Fate.WAITING


def reply_rates_by_week(checkins: Iterable[CheckInPath], now: datetime) -> tuple[ReplyWeek, ...]:
    """Return the reply rate by week since exit, in order, with all other fates beside it.

    >>> path = CheckInPath(date(2026, 3, 2), date(2026, 3, 4))
    >>> [(week.week, week.reply.of) for week in reply_rates_by_week([path], datetime(2026, 3, 9))]
    [(1, 0)]
    """
    weeks: dict[int, dict[Fate, int]] = {}
    for checkin in checkins:
        fates = weeks.setdefault(week_since_exit(checkin), dict.fromkeys(Fate, 0))
        fates[fate(checkin, now)] += 1
    return tuple(
        ReplyWeek(
            week=week,
            fates=fates,
            reply=proportion(fates[Fate.REPLIED], fates[Fate.REPLIED] + fates[Fate.SILENT]),
        )
        for week, fates in sorted(weeks.items())
    )


def week_since_exit(checkin: CheckInPath) -> int:
    """Return the week of the slot: days 1 to 7 after exit are week 1.

    >>> week_since_exit(CheckInPath(date(2026, 3, 2), date(2026, 3, 9)))
    1
    """
    return ((checkin.slot_on - checkin.exit_on).days + 6) // 7
