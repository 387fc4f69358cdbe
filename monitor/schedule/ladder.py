"""What silence asks of us: the ladder from a reminder to a visit, and the two long limits.

One check-in without an answer may mean nothing; several may mean that she cannot answer. Any
word from her sends the ladder back to its foot. Undelivered is told apart from silent.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from monitor.core.clock import NAIROBI, to_local
from monitor.schedule.calendar import REMINDER_UNTIL
from monitor.schedule.history import (
    Delivery,
    History,
    SentCheckIn,
    Tier,
    calendar_days,
    counted_days,
    is_late,
    last_heard,
    last_verified,
    late_at,
)

WATCH_AFTER = timedelta(hours=24)
FREEZE_DAYS = 90
VERIFY_DAYS = 60
VERIFY_URGENT_DAYS = 75
RENEW_DAYS_BEFORE = 14
PLAN_DAYS = 90
UNASKED_DAYS = 60
"""Without an unanswered check-in she was not silent: contact is lost only after 60 days."""

_DAY_BEGINS, _DAY_ENDS = time(8), time(18)


@dataclass(frozen=True)
class Silence:
    """A case for silence: how often in a row, how grave, and which ways to her are now open.

    It stays due while she is silent; `raise_at` tells one late check-in's event from the next.
    """

    step: int
    severity: int
    raise_at: datetime
    second_channel: bool = False
    trusted_contact: bool = False
    supervisor: bool = False
    visit: bool = False


@dataclass(frozen=True)
class Standing:
    """Everything that is due for one person at one instant. A number is the severity of a task."""

    reminder_due: bool = False
    late: bool = False
    silence: Silence | None = None
    watch: int | None = None
    undelivered: int | None = None
    out_of_contact: bool = False
    freeze: bool = False
    verify: int | None = None
    plan_renewal: int | None = None


@dataclass(frozen=True)
class _Rung:
    """One cell of the ladder."""

    severity: int
    second_channel: bool = False
    trusted_contact: bool = False
    supervisor: bool = False
    visit: bool = False


@dataclass(frozen=True)
class _Rules:
    """The column of one risk tier. `late` holds the first, second and third late in a row."""

    late: tuple[_Rung | None, _Rung | None, _Rung | None]
    undelivered_twice: int
    watch: int | None
    out_of_contact_days: int


_LADDER = {
    Tier.LOW: _Rules(
        late=(None, _Rung(2), _Rung(2, second_channel=True, trusted_contact=True)),
        undelivered_twice=2,
        watch=None,
        out_of_contact_days=30,
    ),
    Tier.HIGH: _Rules(
        late=(
            _Rung(3),
            _Rung(3, trusted_contact=True),
            _Rung(3, trusted_contact=True, supervisor=True, visit=True),
        ),
        undelivered_twice=3,
        watch=1,
        out_of_contact_days=14,
    ),
}


def standing(history: History, now: datetime) -> Standing:
    """Return what is due for one person now.

    >>> sent = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
    >>> silent = History(Tier.HIGH, date(2026, 3, 2), (SentCheckIn(sent),))
    >>> standing(silent, sent + timedelta(hours=47)).watch
    1
    >>> standing(silent, sent + timedelta(days=3)).silence.severity
    3
    """
    rules = _LADDER[history.tier]
    unverified = calendar_days(last_verified(history), now)
    current = max(history.checkins, key=lambda checkin: checkin.sent_at, default=None)
    return Standing(
        reminder_due=current is not None and _is_reminder_due(current, history, now),
        late=current is not None and is_late(current, history, now),
        silence=_silence(history, now),
        watch=rules.watch if current is not None and _is_watched(current, history, now) else None,
        undelivered=rules.undelivered_twice if _undelivered_run(history) >= 2 else None,
        out_of_contact=_is_out_of_contact(history, now),
        freeze=unverified >= FREEZE_DAYS,
        verify=_verify_severity(unverified),
        plan_renewal=1 if _is_renewal_due(history.plan_expires_on, now) else None,
    )


def daytime_at(instant: datetime) -> datetime:
    """Return the instant itself by day (08:00 to 18:00), else the next 08:00.

    >>> daytime_at(datetime(2026, 3, 4, 16, 0, tzinfo=UTC)).isoformat()
    '2026-03-05T05:00:00+00:00'
    """
    local = to_local(instant)
    if _DAY_BEGINS <= local.time() < _DAY_ENDS:
        return instant
    day = local.date() if local.time() < _DAY_BEGINS else local.date() + timedelta(days=1)
    return datetime.combine(day, _DAY_BEGINS, tzinfo=NAIROBI).astimezone(UTC)


def short_limit(history: History) -> int:
    """Return after how many days without a word contact is lost where she left one unanswered.

    >>> short_limit(History(Tier.HIGH, date(2026, 3, 2)))
    14
    """
    return _LADDER[history.tier].out_of_contact_days


def plan_expiry(agreed_on: date, next_human_contact_on: date | None) -> date:
    """Return the last day of a plan: 90 days on, or the next human contact if later.

    >>> plan_expiry(date(2026, 3, 2), date(2026, 9, 2))
    datetime.date(2026, 9, 2)
    """
    expires_on = agreed_on + timedelta(days=PLAN_DAYS)
    return max(expires_on, next_human_contact_on or expires_on)


def _silence(history: History, now: datetime) -> Silence | None:
    """Return the case that the check-ins late in a row have raised by now."""
    run = [late_at(checkin.sent_at, history.uncounted_on) for checkin in _unheard(history, now)]
    if not run:
        return None
    found = _case(history, step=min(len(run), 3), late=max(run))
    return found if found is not None and found.raise_at <= now else None


def _unheard(history: History, now: datetime) -> list[SentCheckIn]:
    """Return the late check-ins since her last sign of life."""
    heard_at = last_heard(history)
    return [
        checkin
        for checkin in history.checkins
        if checkin.sent_at > heard_at and is_late(checkin, history, now)
    ]


def _case(history: History, *, step: int, late: datetime) -> Silence | None:
    """Return the ladder's cell for one person, or None where it asks for no case.

    The first late of a woman at high risk waits for daytime; further ones do not.
    """
    rung = _LADDER[history.tier].late[step - 1]
    if rung is None:
        return None
    return Silence(
        step=step,
        severity=rung.severity,
        raise_at=daytime_at(late) if step == 1 else late,
        second_channel=rung.second_channel,
        trusted_contact=rung.trusted_contact and history.trusted_contact_consented,
        supervisor=rung.supervisor,
        visit=rung.visit and history.visit_allowed,
    )


def _is_reminder_due(checkin: SentCheckIn, history: History, now: datetime) -> bool:
    """Say whether the one reminder goes out now."""
    if checkin.reminder_at is None or checkin.reminded_at is not None:
        return False
    in_time = checkin.reminder_at <= now < checkin.sent_at + REMINDER_UNTIL
    return in_time and not _is_answered(checkin, history)


def _is_watched(checkin: SentCheckIn, history: History, now: datetime) -> bool:
    """Say whether 24 hours have passed without a word and the 48 have not."""
    due = late_at(checkin.sent_at, history.uncounted_on)
    in_time = checkin.sent_at + WATCH_AFTER <= now < due
    return in_time and not _is_answered(checkin, history)


def _is_answered(checkin: SentCheckIn, history: History) -> bool:
    """Say whether she wrote since, or somebody closed it."""
    ended = checkin.replied_at is not None or checkin.closed_at is not None
    return ended or any(at >= checkin.sent_at for at in history.replies)


def _undelivered_run(history: History) -> int:
    """Count the undelivered check-ins in a row; a pending one neither counts nor breaks."""
    heard_at = last_heard(history)
    run = 0
    for checkin in sorted(history.checkins, key=lambda checkin: checkin.sent_at, reverse=True):
        if checkin.sent_at <= heard_at or checkin.delivery in (
            Delivery.DELIVERED,
            Delivery.NO_RECEIPT,
        ):
            break
        run += checkin.delivery is Delivery.UNDELIVERED
    return run


def _is_out_of_contact(history: History, now: datetime) -> bool:
    """Say whether 30 days (high risk 14) passed with neither a reply nor a verified contact.

    The monthly check-ins lie up to 31 days apart. Who answers each of them must not be lost in
    between, so the short limit needs a check-in that she left unanswered.
    """
    limit = short_limit(history) if _unheard(history, now) else UNASKED_DAYS
    return counted_days(history, last_heard(history), now) >= limit


def _verify_severity(unverified_days: int) -> int | None:
    """Return the severity of the task to speak with her before the number is frozen."""
    if unverified_days >= VERIFY_URGENT_DAYS:
        return 2
    return 1 if unverified_days >= VERIFY_DAYS else None


def _is_renewal_due(expires_on: date | None, now: datetime) -> bool:
    """Say whether the plan ends within 14 days, or has ended."""
    if expires_on is None:
        return False
    return to_local(now).date() >= expires_on - timedelta(days=RENEW_DAYS_BEFORE)
