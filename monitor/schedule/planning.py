"""Lays out what is to come: every measure of a protocol, and the one check-in that comes next."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy.orm import Session

from monitor.core.clock import NAIROBI, to_local
from monitor.core.facts import record
from monitor.core.ids import new_id
from monitor.people import service as people
from monitor.people.safe_hours import SafeHours
from monitor.schedule import measures, store
from monitor.schedule.calendar import PROTOCOLS, checkin_dates, choose_moment
from monitor.schedule.models import CheckIn, FollowUp


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
            exit_id=exit_id,
            person_id=person_id,
            protocol=protocol,
            exit_on=exit_on,
            review_at=now,
            invite_at=now,
        )
    )
    session.flush()
    measures.plan(session, person_id=person_id, exit_id=exit_id, exit_on=exit_on, protocol=protocol)
    measures.settle_leaving(session, exit_id, at=now)
    today = to_local(now).date()
    plan_next(session, exit_id, after=min(exit_on, today), now=now)


def plan_next(session: Session, exit_id: str, *, after: date, now: datetime) -> datetime | None:
    """Write the next check-in after a slot; return when it is due, or None at the protocol's end.

    One that waits already stays the next. Slots that have passed are never caught up. One that no
    safe window lets out is written down as skipped, and the one after it is taken.
    """
    follow_up = store.get_follow_up(session, exit_id)
    if follow_up.ended_at is not None:
        return None
    pending = store.find_pending(session, exit_id)
    if pending is not None:
        return pending.due_at
    after = max(after, store.last_slot(session, exit_id) or after)
    safe_hours = safe_hours_of(session, follow_up.person_id, now)
    for slot_on, next_on in _slots(follow_up):
        if slot_on <= after or next_on <= to_local(now).date():
            continue
        row = _new_checkin(follow_up, slot_on, now)
        due_at = _moment(row, next_on, safe_hours, now)
        session.add(row)
        if due_at is not None:
            row.due_at, row.state = due_at, "scheduled"
            session.flush()
            return due_at
        write_skipped(session, row, reason="no_window", at=now)
    return None


def replan(session: Session, exit_id: str, *, now: datetime) -> None:
    """Move the waiting check-in of an exit into new safe hours, or plan one where none waits."""
    follow_up = store.get_follow_up(session, exit_id)
    if follow_up.ended_at is not None:
        return
    row = store.find_scheduled(session, exit_id)
    if row is None:
        plan_next(session, exit_id, after=to_local(now).date() - timedelta(days=1), now=now)
        return
    next_on = next_slot(follow_up, row.slot_on)
    safe_hours = safe_hours_of(session, row.person_id, now)
    due_at = _moment(row, next_on, safe_hours, now)
    if due_at is None:
        write_skipped(session, row, reason="no_window", at=now)
        plan_next(session, exit_id, after=row.slot_on, now=now)
    else:
        row.due_at = due_at
    session.flush()


def safe_hours_of(session: Session, person_id: str, now: datetime) -> SafeHours:
    """Return when she may be written to; without a plan never."""
    plan = people.contact_facts(session, person_id, now=now).plan
    return SafeHours() if plan is None else plan.safe_hours


def _moment(row: CheckIn, next_on: date, safe_hours: SafeHours, now: datetime) -> datetime | None:
    """Return when to ask the gate for a slot, or None where no window lets it out.

    Without any safe hours each slot is asked on its day and held there: skipping all of them at
    once would leave nothing to send on the day she agrees to a plan.
    """
    if safe_hours == SafeHours():
        return max(now, datetime.combine(row.slot_on, time(), tzinfo=NAIROBI).astimezone(UTC))
    return choose_moment(row.slot_on, next_on, safe_hours, seed=row.id, not_before=now)


def _slots(follow_up: FollowUp) -> list[tuple[date, date]]:
    protocol = PROTOCOLS[follow_up.protocol]
    dates = checkin_dates(follow_up.exit_on, protocol)
    end = dates[-1] + timedelta(days=protocol.last_checkin_open_days + 1)
    return list(pairwise((*dates, end)))


def next_slot(follow_up: FollowUp, slot_on: date) -> date:
    """Return the date from which the slot after this one counts."""
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


def write_skipped(session: Session, row: CheckIn, *, reason: str, at: datetime) -> None:
    """Write down that a slot sends nothing, and why."""
    row.state, row.skip_reason, row.closed_at, row.closed_as = "skipped", reason, at, "skipped"
    session.flush()
    note(session, row, "checkin_skipped", at=at, reason=reason)


def note(session: Session, row: CheckIn, kind: str, *, at: datetime, **data: str) -> None:
    """Record what became of a check-in: dates and codes only."""
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
