"""What a person is asked, and on which day, in the two years after she leaves.

The protocol is data; dates are Kenyan local dates counted from the day of exit. Sending moments
lie inside her safe hours, spread by a hash, so that a thousand phones do not ring at once and
nobody watching hers learns a fixed hour.
"""

import hashlib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from monitor.core.clock import NAIROBI
from monitor.people.safe_hours import SafeHours, Span

DELIVERY_MARGIN = timedelta(minutes=30)
"""A text may take this long to arrive, and must still arrive inside the window."""
REMINDER_FROM = timedelta(hours=24)
REMINDER_UNTIL = timedelta(hours=46)
REMINDER_SPREAD = timedelta(minutes=15)
_ONE_DAY = timedelta(days=1)


class What(StrEnum):
    """The three things that fall due."""

    CHECKIN = "checkin"
    SURVEY = "survey"
    HUMAN_CONTACT = "human_contact"


class Channel(StrEnum):
    """How a thing that falls due is done."""

    SMS = "sms"
    USSD = "ussd"
    VOICE = "voice"
    IN_PERSON = "in_person"


@dataclass(frozen=True)
class Stage:
    """A day on which a caseworker speaks with her, and the surveys offered around it.

    `day` counts from exit; where it is None, the stage lies on the month's date.
    """

    month: int
    surveys: tuple[str, ...] = ()
    day: int | None = None
    days_before: int = 21
    days_after: int = 21
    in_person: bool = False


@dataclass(frozen=True)
class Protocol:
    """A follow-up schedule as data."""

    id: str
    checkin_days: tuple[int, ...]
    spaced_from_day: int
    spaced_every_days: int
    spaced_until_month: int
    checkin_months: tuple[int, ...]
    stages: tuple[Stage, ...]
    last_checkin_open_days: int = 21


@dataclass(frozen=True)
class DueItem:
    """One thing due. It counts from `window_from` to `window_to`, both included.

    `month` is the month after exit it measures, 0 in the first weeks, None for a check-in.
    """

    due_on: date
    what: What
    survey: str | None
    channel: Channel
    window_from: date
    window_to: date
    month: int | None


_ALL_SURVEYS = ("core14", "who5", "phq2", "gad2", "hhs")

STANDARD_24_MONTHS = Protocol(
    id="standard_24_months",
    checkin_days=(2, *(7 * week for week in range(1, 27))),
    spaced_from_day=196,
    spaced_every_days=14,
    spaced_until_month=12,
    checkin_months=tuple(range(13, 25)),
    stages=(
        Stage(month=0, day=0, surveys=_ALL_SURVEYS, days_after=0, in_person=True),
        Stage(month=0, day=7, days_before=6, days_after=7),
        Stage(month=1, surveys=_ALL_SURVEYS),
        Stage(month=3, surveys=_ALL_SURVEYS),
        Stage(month=6, surveys=_ALL_SURVEYS),
        Stage(month=9, surveys=("core14",)),
        Stage(month=12, surveys=_ALL_SURVEYS),
        Stage(month=18, surveys=_ALL_SURVEYS),
        Stage(month=24, surveys=_ALL_SURVEYS),
    ),
)

PROTOCOLS = {protocol.id: protocol for protocol in (STANDARD_24_MONTHS,)}


def due_items(exit_on: date, protocol: Protocol = STANDARD_24_MONTHS) -> tuple[DueItem, ...]:
    """Return everything due after an exit, by date, then what, then survey.

    >>> items = due_items(date(2026, 3, 2))
    >>> [(str(i.due_on), str(i.what), i.survey) for i in items if i.survey is None][:3]
    [('2026-03-02', 'human_contact', None), ('2026-03-04', 'checkin', None), \
('2026-03-09', 'checkin', None)]
    """
    items = [*_checkins(exit_on, protocol), *_measures(exit_on, protocol)]
    return tuple(sorted(items, key=lambda item: (item.due_on, item.what, item.survey or "")))


def checkin_dates(exit_on: date, protocol: Protocol = STANDARD_24_MONTHS) -> tuple[date, ...]:
    """Return the slots of the short check-in, in order.

    >>> [str(day) for day in checkin_dates(date(2026, 3, 2))[:3]]
    ['2026-03-04', '2026-03-09', '2026-03-16']
    """
    days = [exit_on + timedelta(days=day) for day in protocol.checkin_days]
    spaced = exit_on + timedelta(days=protocol.spaced_from_day)
    while spaced <= month_date(exit_on, protocol.spaced_until_month):
        days.append(spaced)
        spaced += timedelta(days=protocol.spaced_every_days)
    days.extend(month_date(exit_on, month) for month in protocol.checkin_months)
    return tuple(days)


def month_date(exit_on: date, months: int) -> date:
    """Return the date some months after exit, at most the last day of that month.

    >>> month_date(date(2027, 8, 31), 6), month_date(date(2026, 8, 31), 6)
    (datetime.date(2028, 2, 29), datetime.date(2027, 2, 28))
    """
    years, index = divmod(exit_on.month - 1 + months, 12)
    year, month = exit_on.year + years, index + 1
    return date(year, month, min(exit_on.day, monthrange(year, month)[1]))


def choose_moment(
    slot_on: date,
    next_slot_on: date,
    safe_hours: SafeHours,
    *,
    seed: str,
    not_before: datetime | None = None,
) -> datetime | None:
    """Return when to send the check-in of a slot, or None: the slot is skipped as `no_window`.

    The first safe window before the next slot serves, never two windows for two missed slots.
    `not_before` is for a slot that has already begun: a plan made late, a pause lifted.

    >>> from monitor.people.safe_hours import parse_windows
    >>> hours = parse_windows("fri 18:00-20:00")
    >>> sent = choose_moment(date(2026, 3, 4), date(2026, 3, 9), hours, seed="a")
    >>> sent.date().isoformat(), hours.contains(sent)
    ('2026-03-06', True)
    >>> choose_moment(date(2026, 3, 7), date(2026, 3, 9), hours, seed="a") is None
    True
    """
    start, end = _midnight(slot_on), _midnight(next_slot_on)
    if not_before is not None:
        start = max(start, not_before)
    opens = safe_hours.next_moment(start, end)
    if opens is None:
        return None
    span = safe_hours.windows_between(opens, end)[0]
    return _place(span, seed=seed, spread=_ONE_DAY)


def choose_reminder(sent_at: datetime, safe_hours: SafeHours, *, seed: str) -> datetime | None:
    """Return when to remind her once, 24 to 46 hours after sending, or None.

    Another hour of the day is tried first: she may not have had the phone at this one.

    >>> from monitor.people.safe_hours import parse_windows
    >>> sent = datetime(2026, 3, 2, 15, 40, tzinfo=UTC)
    >>> choose_reminder(sent, parse_windows("daily 18:00-20:00"), seed="a").hour
    16
    >>> choose_reminder(sent, parse_windows("mon 18:00-20:00"), seed="a") is None
    True
    """
    earliest, latest = sent_at + REMINDER_FROM, sent_at + REMINDER_UNTIL
    another_hour = earliest.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    for start in (another_hour, earliest):
        spans = safe_hours.windows_between(start, latest)
        if spans:
            return _place(spans[0], seed=seed, spread=REMINDER_SPREAD)
    return None


def _checkins(exit_on: date, protocol: Protocol) -> Iterator[DueItem]:
    """Yield the check-ins; each may go out until the day before the next."""
    days = checkin_dates(exit_on, protocol)
    end = days[-1] + timedelta(days=protocol.last_checkin_open_days + 1)
    for due_on, next_on in pairwise((*days, end)):
        yield DueItem(
            due_on=due_on,
            what=What.CHECKIN,
            survey=None,
            channel=Channel.SMS,
            window_from=due_on,
            window_to=next_on - _ONE_DAY,
            month=None,
        )


def _measures(exit_on: date, protocol: Protocol) -> Iterator[DueItem]:
    """Yield each stage's human contact and its surveys."""
    for stage in protocol.stages:
        yield _measure(exit_on, stage, survey=None)
        for survey in stage.surveys:
            yield _measure(exit_on, stage, survey=survey)


def _measure(exit_on: date, stage: Stage, *, survey: str | None) -> DueItem:
    """Return one survey of a stage, or its human contact where no survey is named."""
    due_on = (
        month_date(exit_on, stage.month)
        if stage.day is None
        else exit_on + timedelta(days=stage.day)
    )
    remote = Channel.USSD if survey else Channel.VOICE
    return DueItem(
        due_on=due_on,
        what=What.SURVEY if survey else What.HUMAN_CONTACT,
        survey=survey,
        channel=Channel.IN_PERSON if stage.in_person else remote,
        window_from=due_on - timedelta(days=stage.days_before),
        window_to=due_on + timedelta(days=stage.days_after),
        month=stage.month,
    )


def _place(span: Span, *, seed: str, spread: timedelta) -> datetime:
    """Return a second of the window that is always the same for one seed."""
    opens, closes = span
    room = closes - opens
    usable = min(room - min(DELIVERY_MARGIN, room / 2), spread)
    draw = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) / 2**64
    return opens + timedelta(seconds=int(usable.total_seconds() * draw))


def _midnight(day: date) -> datetime:
    """Return the instant at which a local day begins."""
    return datetime.combine(day, time(), tzinfo=NAIROBI).astimezone(UTC)
