"""Find out what became of messages nobody is sure about, or send one further copy.

A report without a message, for the same number and time, settles it. Otherwise a check-in or an
invitation goes out once more after two hours, a page after a minute; anything else waits for a
person. Nothing is ever copied twice, nor where she has written since.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from monitor.sms import outbox, receipts, store
from monitor.sms.changes import change_of
from monitor.sms.message_state import MessageChange, MessageState, Purpose
from monitor.sms.models import OutboundMessage
from monitor.sms.outcome import RESENDABLE

COPY_AFTER = {
    Purpose.PAGE: timedelta(seconds=60),
    Purpose.CHECKIN: timedelta(hours=2),
    Purpose.INVITE: timedelta(hours=2),
}
LOOK_BACK = timedelta(days=3)
REPORTS_COME_WITHIN = timedelta(hours=24)
CLOCKS_DIFFER_BY = timedelta(minutes=1)
OFF_FOR_GOOD_AFTER = timedelta(hours=24)
NEVER_REACHED = "never_reached"


def settle(session: Session, *, now: datetime) -> tuple[list[MessageChange], int]:
    """Settle what can be settled; return the changes and how many copies were queued."""
    changes = receipts.apply_known_by_now(session, since=now - LOOK_BACK, now=now)
    copies = 0
    for row in store.list_uncertain(session, since=now - LOOK_BACK):
        found = _by_report(session, row, now)
        changes += found
        if not found and _may_copy(session, row, now):
            outbox.queue_copy(session, row.id, due_at=now, now=now)
            copies += 1
    return changes + _give_up_unreachable(session, now), copies


def _by_report(session: Session, row: OutboundMessage, now: datetime) -> list[MessageChange]:
    if row.gateway is None or row.claimed_at is None or row.gateway_message_id is not None:
        return []
    orphans = store.list_orphans_for_number(
        session,
        row.gateway,
        row.to_lookup,
        since=row.claimed_at - CLOCKS_DIFFER_BY,
        until=row.claimed_at + REPORTS_COME_WITHIN,
    )
    return receipts.adopt(session, row, orphans[0], now=now) if orphans else []


def _may_copy(session: Session, row: OutboundMessage, now: datetime) -> bool:
    wait = COPY_AFTER.get(Purpose(row.purpose))
    if wait is None or row.resend_of is not None or row.reason not in RESENDABLE:
        return False
    if row.settled_at is None or now - row.settled_at < wait:
        return False
    if store.find_copy_of(session, row.id) is not None:
        return False
    since = row.claimed_at or row.settled_at
    return row.person_id is None or not store.has_written_since(session, row.person_id, since)


def _give_up_unreachable(session: Session, now: datetime) -> list[MessageChange]:
    """Count a phone that stayed off for a day as not reached; a late success still moves it on."""
    rows = store.list_unreachable(session, before=now - OFF_FOR_GOOD_AFTER)
    for row in rows:
        row.state, row.reason, row.settled_at = MessageState.FAILED, NEVER_REACHED, now
    session.flush()
    return [change_of(row) for row in rows]
