"""Keeps the follow-up of each exit going: the next check-in, and what became of the last."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlalchemy.orm import Session

from monitor.core.clock import to_local
from monitor.core.facts import record
from monitor.core.ids import new_id
from monitor.people import service as people
from monitor.people.safe_hours import SafeHours
from monitor.schedule import measures, store
from monitor.schedule.calendar import PROTOCOLS, checkin_dates, choose_moment, choose_reminder
from monitor.schedule.history import LATE_AFTER
from monitor.schedule.models import CheckIn, FollowUp

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


def start_protocol(
    session: Session,
    *,
    person_id: str,
    exit_id: str,
    exit_on: date,
    protocol: str,
    now: datetime,
) -> None:
    """Begin the follow-up of an exit: every measure of the protocol, and the next check-in."""
    session.add(
        FollowUp(
            exit_id=exit_id, person_id=person_id, protocol=protocol, exit_on=exit_on, review_at=now
        )
    )
    session.flush()
    measures.plan(session, person_id=person_id, exit_id=exit_id, exit_on=exit_on, protocol=protocol)
    measures.settle_leaving(session, exit_id, at=now)
    today = to_local(now).date()
    plan_next(session, exit_id, after=min(exit_on, today), now=now)


def plan_next(session: Session, exit_id: str, *, after: date, now: datetime) -> datetime | None:
    """Write the next check-in after a slot; return when it is due, or None at the protocol's end.

    Slots that have passed are never caught up. One that no safe window lets out is written down as
    skipped, and the one after it is taken.
    """
    follow_up = store.get_follow_up(session, exit_id)
    if follow_up.ended_at is not None:
        return None
    safe_hours = _safe_hours(session, follow_up.person_id, now)
    for slot_on, next_on in _slots(follow_up):
        if slot_on <= after or next_on <= to_local(now).date():
            continue
        row = _new_checkin(follow_up, slot_on, now)
        due_at = choose_moment(slot_on, next_on, safe_hours, seed=row.id, not_before=now)
        session.add(row)
        if due_at is not None:
            row.due_at, row.state = due_at, "scheduled"
            session.flush()
            return due_at
        _skip(session, row, reason="no_window", at=now)
    return None


def replan(session: Session, exit_id: str, *, now: datetime) -> None:
    """Move the waiting check-in of an exit into new safe hours, or plan one where none waits."""
    follow_up = store.get_follow_up(session, exit_id)
    if follow_up.ended_at is not None:
        return
    row = store.find_scheduled(session, exit_id)
    if row is None:
        after = to_local(now).date() - timedelta(days=1)
        last = store.last_slot(session, exit_id)
        plan_next(session, exit_id, after=max(after, last or after), now=now)
        return
    next_on = _next_slot(follow_up, row.slot_on)
    safe_hours = _safe_hours(session, row.person_id, now)
    due_at = choose_moment(row.slot_on, next_on, safe_hours, seed=row.id, not_before=now)
    if due_at is None:
        _skip(session, row, reason="no_window", at=now)
        plan_next(session, exit_id, after=row.slot_on, now=now)
    else:
        row.due_at = due_at
    session.flush()


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
    hours = _safe_hours(session, row.person_id, now)
    due_at = None
    if until is not None:
        next_on = _next_slot(follow_up, row.slot_on)
        due_at = choose_moment(row.slot_on, next_on, hours, seed=row.id, not_before=until)
    if due_at is not None:
        row.state, row.due_at = "scheduled", due_at
        session.flush()
        return
    skip(session, checkin_id, reason=reason, at=now)


def skip(session: Session, checkin_id: str, *, reason: str, at: datetime) -> None:
    """Skip a check-in that did not go out, and plan the next."""
    row = store.get_checkin(session, checkin_id)
    if row.sent_at is not None or row.state == "skipped":
        return
    _skip(session, row, reason=reason, at=at)
    plan_next(session, row.exit_id, after=row.slot_on, now=at)


def mark_sent(session: Session, checkin_id: str, *, at: datetime) -> None:
    """The gateway took it: set its clocks, close unanswered earlier ones, plan the next."""
    row = store.get_checkin(session, checkin_id)
    if row.sent_at is not None:
        return
    row.state, row.sent_at, row.late_at = "sent", at, at + LATE_AFTER
    row.reminder_at = choose_reminder(at, _safe_hours(session, row.person_id, at), seed=row.id)
    _fact(session, row, "checkin_sent", at=at)
    for earlier in store.list_unanswered_before(session, row):
        _close(session, earlier, closed_as="late", at=at)
    plan_next(session, row.exit_id, after=row.slot_on, now=at)
    look_again_at(session, row.exit_id, row.reminder_at or at + WATCH_AFTER)


def mark_delivered(session: Session, checkin_id: str, *, at: datetime) -> None:
    """It arrived: on a handset, whoever holds it."""
    row = store.get_checkin(session, checkin_id)
    if row.delivered_at is not None or row.sent_at is None:
        return
    row.delivered_at = at
    if row.state in ("sent", "undelivered", "no_receipt"):
        row.state = "delivered"
    _fact(session, row, "checkin_delivered", at=at)


def mark_undelivered(session: Session, checkin_id: str, *, at: datetime) -> None:
    """It certainly did not arrive: told apart from silence."""
    row = store.get_checkin(session, checkin_id)
    if row.delivered_at is not None or row.undelivered_at is not None:
        return
    row.undelivered_at = at
    if row.sent_at is None:
        row.sent_at = at
        row.late_at = at + LATE_AFTER
    if row.state in ("queued", "sent", "no_receipt"):
        row.state = "undelivered"
    _fact(session, row, "checkin_undelivered", at=at)
    look_again_at(session, row.exit_id, at)


def mark_without_receipt(session: Session, *, now: datetime, limit: int) -> int:
    """Say of check-ins sent 72 hours ago that no receipt came; return how many."""
    rows = store.list_without_receipt(session, sent_before=now - NO_RECEIPT_AFTER, limit=limit)
    for row in rows:
        row.no_receipt_at = now
        if row.state == "sent":
            row.state = "no_receipt"
        _fact(session, row, "checkin_no_receipt", at=now)
    return len(rows)


def mark_late(session: Session, checkin_id: str, *, at: datetime) -> bool:
    """48 hours passed without a word; return whether that is news."""
    row = store.get_checkin(session, checkin_id)
    if row.went_late_at is not None:
        return False
    row.went_late_at = at
    if row.state in ("sent", "delivered", "no_receipt", "undelivered"):
        row.state = "late"
    _fact(session, row, "checkin_late", at=at)
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
        _fact(session, row, "checkin_replied", at=at, label=label)
    if closes:
        _close(session, row, closed_as="ok", at=at)
    return row.id


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
        _skip(session, waiting, reason=reason, at=at)
    measures.end_all(session, exit_id, at=at)


def look_again_at(session: Session, exit_id: str, at: datetime) -> None:
    """Have the ladder of silence asked no later than an instant."""
    follow_up = store.get_follow_up(session, exit_id)
    follow_up.review_at = min(follow_up.review_at, at)


def _safe_hours(session: Session, person_id: str, now: datetime) -> SafeHours:
    plan = people.contact_facts(session, person_id, now=now).plan
    return SafeHours() if plan is None else plan.safe_hours


def _slots(follow_up: FollowUp) -> list[tuple[date, date]]:
    protocol = PROTOCOLS[follow_up.protocol]
    dates = checkin_dates(follow_up.exit_on, protocol)
    end = dates[-1] + timedelta(days=protocol.last_checkin_open_days + 1)
    return list(pairwise((*dates, end)))


def _next_slot(follow_up: FollowUp, slot_on: date) -> date:
    return next(next_on for slot, next_on in _slots(follow_up) if slot == slot_on)


def _new_checkin(follow_up: FollowUp, slot_on: date, now: datetime) -> CheckIn:
    return CheckIn(
        id=new_id(),
        person_id=follow_up.person_id,
        exit_id=follow_up.exit_id,
        slot_on=slot_on,
        due_at=now,
        state="scheduled",
    )


def _skip(session: Session, row: CheckIn, *, reason: str, at: datetime) -> None:
    row.state, row.skip_reason, row.closed_at, row.closed_as = "skipped", reason, at, "skipped"
    session.flush()
    _fact(session, row, "checkin_skipped", at=at, reason=reason)


def _close(session: Session, row: CheckIn, *, closed_as: str, at: datetime) -> None:
    if row.closed_at is None:
        row.closed_at, row.closed_as, row.state = at, closed_as, "closed"
        _fact(session, row, "checkin_closed", at=at, **{"as": closed_as})


def _fact(session: Session, row: CheckIn, kind: str, *, at: datetime, **data: str) -> None:
    record(
        session,
        kind,
        happened_at=at,
        recorded_at=at,
        person_id=row.person_id,
        exit_id=row.exit_id,
        subject_id=row.id,
        data={"slot_on": row.slot_on.isoformat(), **data},
    )
