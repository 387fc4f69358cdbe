"""Keeps the follow-up of each exit going: the next check-in, and what became of the last."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from monitor.schedule import measures, store
from monitor.schedule.calendar import choose_moment, choose_reminder
from monitor.schedule.history import LATE_AFTER
from monitor.schedule.models import CheckIn
from monitor.schedule.planning import (
    next_slot,
    note,
    plan_next,
    replan,
    safe_hours_of,
    start_protocol,
    write_skipped,
)

__all__ = [
    "DueCheckIn", "claim_due", "close_by_person", "look_again_at", "mark_delivered", "mark_late",
    "mark_reminded", "mark_sent", "mark_undelivered", "mark_without_receipt", "plan_next",
    "postpone_or_skip", "put_off", "record_reply", "replan", "skip", "spare_reminder",
    "start_protocol", "stop_protocol",
]  # fmt: skip

ANSWERABLE = timedelta(days=7)
NO_RECEIPT_AFTER = timedelta(hours=72)
TRY_AGAIN = timedelta(minutes=15)
WATCH_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class DueCheckIn:
    """A check-in that is to go out now."""

    id: str
    person_id: str
    exit_id: str
    slot_on: date


def claim_due(session: Session, *, now: datetime, limit: int) -> tuple[DueCheckIn, ...]:
    """Take check-ins that are due; whoever commits the claim sends them."""
    rows = store.claim_due_checkins(session, now=now, limit=limit)
    return tuple(DueCheckIn(row.id, row.person_id, row.exit_id, row.slot_on) for row in rows)


def postpone_or_skip(
    session: Session,
    checkin_id: str,
    *,
    reason: str,
    until: datetime | None,
    now: datetime,
) -> None:
    """Try again at a safe moment before the next slot, or skip this one with its reason."""
    row = store.get_checkin(session, checkin_id)
    follow_up = store.get_follow_up(session, row.exit_id)
    hours = safe_hours_of(session, row.person_id, now)
    due_at = None
    if until is not None:
        next_on = next_slot(follow_up, row.slot_on)
        due_at = choose_moment(row.slot_on, next_on, hours, seed=row.id, not_before=until)
    if due_at is not None:
        row.state, row.due_at = "scheduled", due_at
        session.flush()
        return
    skip(session, checkin_id, reason=reason, at=now)


def put_off(session: Session, checkin_id: str, *, until: datetime) -> None:
    """Have a check-in that could not be decided asked for again, whatever hours are safe by then.

    The gate still decides; this must succeed where looking at her does not.
    """
    row = store.get_checkin(session, checkin_id)
    row.state, row.due_at = "scheduled", until
    session.flush()


def skip(session: Session, checkin_id: str, *, reason: str, at: datetime) -> None:
    """Skip a check-in that did not go out, and plan the next."""
    row = store.get_checkin(session, checkin_id)
    if row.sent_at is not None or row.state == "skipped":
        return
    write_skipped(session, row, reason=reason, at=at)
    plan_next(session, row.exit_id, after=row.slot_on, now=at)


def mark_sent(session: Session, checkin_id: str, *, at: datetime) -> None:
    """The gateway took it: set its clocks, close unanswered earlier ones, plan the next."""
    row = store.get_checkin(session, checkin_id)
    if row.sent_at is not None:
        return
    row.state, row.sent_at, row.late_at = "sent", at, at + LATE_AFTER
    row.reminder_at = choose_reminder(at, safe_hours_of(session, row.person_id, at), seed=row.id)
    note(session, row, "checkin_sent", at=at)
    for earlier in store.list_unanswered_before(session, row):
        _close(session, earlier, closed_as="late", at=at)
    plan_next(session, row.exit_id, after=row.slot_on, now=at)
    look_again_at(session, row.exit_id, at + WATCH_AFTER)


def mark_delivered(session: Session, checkin_id: str, *, at: datetime) -> None:
    """It arrived: on a handset, whoever holds it."""
    row = store.get_checkin(session, checkin_id)
    if row.delivered_at is not None or row.sent_at is None:
        return
    row.delivered_at = at
    if row.state in ("sent", "undelivered", "no_receipt"):
        row.state = "delivered"
    note(session, row, "checkin_delivered", at=at)


def mark_undelivered(session: Session, checkin_id: str, *, at: datetime) -> None:
    """It certainly did not arrive: told apart from silence."""
    row = store.get_checkin(session, checkin_id)
    if row.delivered_at is not None or row.undelivered_at is not None:
        return
    row.undelivered_at = at
    never_left = row.sent_at is None
    if row.sent_at is None:
        row.sent_at = at
        row.late_at = at + LATE_AFTER
    if row.state in ("queued", "sent", "no_receipt"):
        row.state = "undelivered"
    note(session, row, "checkin_undelivered", at=at)
    if never_left:
        plan_next(session, row.exit_id, after=row.slot_on, now=at)
    look_again_at(session, row.exit_id, at)


def mark_without_receipt(session: Session, *, now: datetime, limit: int) -> int:
    """Say of check-ins sent 72 hours ago that no receipt came; return how many."""
    rows = store.list_without_receipt(session, sent_before=now - NO_RECEIPT_AFTER, limit=limit)
    for row in rows:
        row.no_receipt_at = now
        if row.state == "sent":
            row.state = "no_receipt"
        note(session, row, "checkin_no_receipt", at=now)
    return len(rows)


def mark_late(session: Session, checkin_id: str, *, at: datetime) -> bool:
    """48 hours passed without a word; return whether that is news."""
    row = store.get_checkin(session, checkin_id)
    if row.went_late_at is not None:
        return False
    row.went_late_at = at
    if row.state in ("sent", "delivered", "no_receipt", "undelivered"):
        row.state = "late"
    note(session, row, "checkin_late", at=at)
    return True


def mark_reminded(session: Session, checkin_id: str, *, at: datetime) -> None:
    """Her one reminder was handed to the outbox, or may not go: it is not tried again."""
    store.get_checkin(session, checkin_id).reminded_at = at


def record_reply(
    session: Session, person_id: str, *, at: datetime, label: str, closes: bool
) -> str | None:
    """Note a reply on the check-in it answers, if one is open; return its id.

    A reply proves that the check-in arrived. Only a text that is positively well closes it.
    """
    running = store.find_running(session, person_id)
    if running is not None:
        look_again_at(session, running.exit_id, at)
    row = store.find_answerable(session, person_id, since=at - ANSWERABLE)
    if row is None:
        return None
    mark_delivered(session, row.id, at=at)
    if row.replied_at is None:
        row.replied_at, row.reply_label, row.state = at, label, "replied"
        note(session, row, "checkin_replied", at=at, label=label)
    if closes:
        _close(session, row, closed_as="ok", at=at)
    return row.id


def spare_reminder(session: Session, person_id: str, *, at: datetime) -> None:
    """Send no reminder of the open check-in, which stays unanswered."""
    row = store.find_answerable(session, person_id, since=at - ANSWERABLE)
    if row is not None and row.reminded_at is None:
        mark_reminded(session, row.id, at=at)


def close_by_person(session: Session, person_id: str, *, at: datetime) -> None:
    """A person recorded an outcome: the open check-in is closed by that."""
    row = store.find_answerable(session, person_id, since=at - timedelta(days=40))
    if row is not None:
        _close(session, row, closed_as="person", at=at)


def stop_protocol(session: Session, exit_id: str, *, at: datetime, reason: str) -> None:
    """End automation for an exit: nothing further is planned, what waits is skipped."""
    follow_up = store.get_follow_up(session, exit_id)
    if follow_up.ended_at is not None:
        return
    follow_up.ended_at = at
    waiting = store.find_scheduled(session, exit_id)
    if waiting is not None:
        write_skipped(session, waiting, reason=reason, at=at)
    measures.end_all(session, exit_id, at=at)


def look_again_at(session: Session, exit_id: str, at: datetime) -> None:
    """Have the ladder of silence asked no later than an instant."""
    follow_up = store.get_follow_up(session, exit_id)
    follow_up.review_at = min(follow_up.review_at, at)


def _close(session: Session, row: CheckIn, *, closed_as: str, at: datetime) -> None:
    if row.closed_at is None:
        row.closed_at, row.closed_as, row.state = at, closed_as, "closed"
        note(session, row, "checkin_closed", at=at, **{"as": closed_as})
