"""When to think of inviting her to what is due: a row says it, and a look moves it on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from monitor.core.clock import NAIROBI, to_local
from monitor.schedule import store
from monitor.schedule.calendar import Channel, What
from monitor.schedule.models import FollowUp, Measure

AFTER_A_CHECKIN = timedelta(hours=48)
"""An invitation never comes on top of a check-in she has not answered."""
EVERY = timedelta(days=7)
MORNING = time(8)
_DUE = (
    select(FollowUp)
    .where(FollowUp.ended_at.is_(None), FollowUp.invite_at <= bindparam("now"))
    .order_by(FollowUp.invite_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_TRY_AGAIN = timedelta(days=1)


@dataclass(frozen=True)
class Thought:
    """Whose invitation it is time to think of."""

    exit_id: str
    person_id: str


def claim(session: Session, *, now: datetime, limit: int) -> tuple[Thought, ...]:
    """Take follow-ups to think of; where that fails, it is tried again tomorrow."""
    rows = session.scalars(_DUE, {"now": now, "most": limit}).all()
    for row in rows:
        row.invite_at = now + _TRY_AGAIN
    session.flush()
    return tuple(Thought(row.exit_id, row.person_id) for row in rows)


def think_again(session: Session, exit_id: str, *, at: datetime | None) -> None:
    """Say when to think of it next; None where nothing will be due any more."""
    store.get_follow_up(session, exit_id).invite_at = at
    session.flush()


def next_opening(session: Session, exit_id: str, *, now: datetime) -> datetime | None:
    """Return from when a survey may be invited to: now, a later morning, or never.

    What a caseworker was asked to do by voice needs no invitation any more.
    """
    today = to_local(now).date()
    opens_on = session.scalar(
        select(func.min(Measure.window_from)).where(
            Measure.exit_id == exit_id,
            Measure.state == "due",
            Measure.what == What.SURVEY,
            Measure.channel == Channel.USSD,
            Measure.tasked_at.is_(None),
            Measure.window_to >= today,
        )
    )
    if opens_on is None:
        return None
    return now if opens_on <= today else _morning_of(opens_on)


def quiet_until(session: Session, exit_id: str, *, now: datetime) -> datetime | None:
    """Return until when a check-in keeps invitations back, or None.

    One she has not answered, one that waits to be sent, and one that comes within two days: two
    texts at once make whoever sees her phone ask.
    """
    sent = store.list_sent(session, exit_id, since=now - AFTER_A_CHECKIN)
    waiting = [row.sent_at for row in sent if row.replied_at is None and row.sent_at is not None]
    pending = store.find_pending(session, exit_id)
    if pending is not None and pending.state == "queued":
        waiting.append(max(pending.due_at, now))
    elif pending is not None and pending.due_at <= now + AFTER_A_CHECKIN:
        waiting.append(pending.due_at)
    return max(waiting) + AFTER_A_CHECKIN if waiting else None


def after_an_invitation(now: datetime) -> datetime:
    """Return when to think of the next one: a day that begins at least a week later.

    >>> after_an_invitation(datetime(2026, 4, 1, 15, tzinfo=UTC)).isoformat()
    '2026-04-08T21:00:00+00:00'
    """
    return _at(to_local(now + EVERY).date() + timedelta(days=1), time())


def tomorrow(now: datetime) -> datetime:
    """Return the next morning on which to look again."""
    return _morning_of(to_local(now).date() + timedelta(days=1))


def next_due_at(session: Session) -> datetime | None:
    """Return the next instant at which somebody is to be thought of."""
    return session.scalar(select(func.min(FollowUp.invite_at)).where(FollowUp.ended_at.is_(None)))


def _morning_of(day: date) -> datetime:
    return _at(day, MORNING)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=NAIROBI).astimezone(UTC)
