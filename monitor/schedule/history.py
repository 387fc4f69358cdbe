"""One person's contact since one exit, as values, and how its days are counted.

Two spans of time are told apart. The 48 hours until a check-in is late and the 30 (14) days
until contact is lost hold only days on which we could have reached her: a gateway down or a
pause of ours is not her silence. Days since a verified contact run on regardless: an operator
resells an idle number by the calendar (safety rule 28), whatever our reason for not calling.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from monitor.core.clock import NAIROBI, to_local

LATE_AFTER = timedelta(hours=48)


class Tier(StrEnum):
    """How quickly silence must reach a person."""

    LOW = "low"
    HIGH = "high"


class Delivery(StrEnum):
    """What is known of a check-in's way to her phone."""

    PENDING = "pending"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    NO_RECEIPT = "no_receipt"


@dataclass(frozen=True)
class SentCheckIn:
    """One check-in that went out."""

    sent_at: datetime
    delivery: Delivery = Delivery.PENDING
    replied_at: datetime | None = None
    closed_at: datetime | None = None
    reminder_at: datetime | None = None
    reminded_at: datetime | None = None


@dataclass(frozen=True)
class History:
    """What is known of one person since one exit; the order of its parts does not matter.

    `replies` are all words from her number, `verified_contacts` those in which we knew that it
    was she. `uncounted_on` are local dates on which we could not have reached her: gateway down,
    paused by us, or a check-in due that no window let out.
    """

    tier: Tier
    exit_on: date
    checkins: tuple[SentCheckIn, ...] = ()
    replies: tuple[datetime, ...] = ()
    verified_contacts: tuple[datetime, ...] = ()
    plan_expires_on: date | None = None
    uncounted_on: frozenset[date] = frozenset()
    trusted_contact_consented: bool = False
    visit_allowed: bool = False


def is_late(checkin: SentCheckIn, history: History, now: datetime) -> bool:
    """Say whether 48 hours passed without a word; one closed before that is not late."""
    due = late_at(checkin.sent_at, history.uncounted_on)
    ended = [at for at in (checkin.replied_at, checkin.closed_at) if at is not None]
    ended.extend(at for at in history.replies if at >= checkin.sent_at)
    return now >= due and not any(at < due for at in ended)


def late_at(sent_at: datetime, uncounted_on: Collection[date] = frozenset()) -> datetime:
    """Return the instant 48 counted hours after sending.

    >>> late_at(datetime(2026, 3, 4, 15, 0, tzinfo=UTC), {date(2026, 3, 5)}).isoformat()
    '2026-03-07T15:00:00+00:00'
    """
    at, left = sent_at, LATE_AFTER
    while True:
        tomorrow = _midnight(to_local(at).date() + timedelta(days=1))
        if to_local(at).date() not in uncounted_on:
            if left <= tomorrow - at:
                return at + left
            left -= tomorrow - at
        at = tomorrow


def last_heard(history: History) -> datetime:
    """Return her last sign of life: a reply or a verified contact, else her leaving."""
    answers = (checkin.replied_at for checkin in history.checkins if checkin.replied_at)
    return max((*answers, *history.replies, last_verified(history)))


def last_verified(history: History) -> datetime:
    """Return the last contact with herself; at leaving she stood before us."""
    return max((*history.verified_contacts, _midnight(history.exit_on)))


def calendar_days(since: datetime, now: datetime) -> int:
    """Count local midnights between two instants.

    >>> calendar_days(datetime(2026, 3, 2, 20, tzinfo=UTC), datetime(2026, 3, 2, 21, tzinfo=UTC))
    1
    """
    return (to_local(now).date() - to_local(since).date()).days


def counted_days(history: History, since: datetime, now: datetime) -> int:
    """Count the local dates after one instant, up to another, on which she could be reached."""
    first, last = to_local(since).date(), to_local(now).date()
    return calendar_days(since, now) - sum(first < day <= last for day in history.uncounted_on)


def _midnight(day: date) -> datetime:
    """Return the instant at which a local day begins."""
    return datetime.combine(day, time(), tzinfo=NAIROBI).astimezone(UTC)
