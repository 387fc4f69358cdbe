"""Move messages by what delivery reports say, forward only, whatever their order.

A report may come before we have written down that its message was sent; it then waits as an
orphan. A report that names another number than the message went to changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from monitor.core.ids import new_id
from monitor.privacy import vault
from monitor.sms import store
from monitor.sms.changes import change_of
from monitor.sms.gateway import NumberEffect, ReceiptState
from monitor.sms.gateway import Receipt as Report
from monitor.sms.message_state import WAITING, Effect, MessageChange, MessageState, is_forward
from monitor.sms.models import OutboundMessage, Receipt

ARRIVED = "first_copy_arrived"
_STATES = {
    ReceiptState.PROGRESS: MessageState.SENT,
    ReceiptState.DELIVERED: MessageState.DELIVERED,
    ReceiptState.UNREACHABLE: MessageState.UNREACHABLE,
    ReceiptState.FAILED: MessageState.FAILED,
}
_EFFECTS = {
    NumberEffect.SUPPRESS: Effect.SUPPRESS_NUMBER,
    NumberEffect.FLAG: Effect.FLAG_NUMBER,
}


class Verdict(StrEnum):
    """What a report did."""

    APPLIED = "applied"
    IGNORED = "ignored"
    ORPHAN = "orphan"
    CONFLICT = "conflict"
    UNKNOWN_STATUS = "unknown_status"


@dataclass(frozen=True)
class Applied:
    """What came of one report; `change` is None where no message was found or may be touched."""

    verdict: Verdict
    change: MessageChange | None = None


def gateway_of(session: Session, raw_id: str) -> str:
    """Return which gateway made a callback."""
    return store.get_raw(session, raw_id).gateway


def apply(
    session: Session, report: Report, *, raw_id: str, gateway: str, at: datetime
) -> Applied | None:
    """Store a report and apply it; None where the same callback was read before."""
    if store.is_receipt_stored(session, raw_id):
        return None
    row = store.find_by_gateway_id(session, gateway, report.gateway_message_id)
    stored = Receipt(
        id=new_id(),
        raw_id=raw_id,
        gateway=gateway,
        gateway_message_id=report.gateway_message_id,
        phone_lookup=vault.lookup(session, report.phone, use="phone"),
        status=report.status,
        state=None if report.state is ReceiptState.UNKNOWN else report.state,
        reason=report.reason,
        effect=report.effect,
        outcome=Verdict.ORPHAN,
        received_at=at,
    )
    session.add(stored)
    found = _apply_stored(session, stored, row, at)
    session.flush()
    return found


def apply_waiting(session: Session, row: OutboundMessage, *, now: datetime) -> list[MessageChange]:
    """Apply the reports that came before we knew this message's id at the gateway."""
    if row.gateway is None or row.gateway_message_id is None:
        return []
    waiting = store.list_orphans(session, row.gateway, row.gateway_message_id)
    found = [_apply_stored(session, stored, row, now) for stored in waiting]
    session.flush()
    return [applied.change for applied in found if applied.change is not None]


def apply_known_by_now(session: Session, *, since: datetime, now: datetime) -> list[MessageChange]:
    """Apply orphans whose message was recorded by another worker in the very same moment."""
    found = [
        _apply_stored(session, stored, row, now)
        for stored, row in store.list_known_by_now(session, since=since)
    ]
    session.flush()
    return [applied.change for applied in found if applied.change is not None]


def adopt(
    session: Session, row: OutboundMessage, stored: Receipt, *, now: datetime
) -> list[MessageChange]:
    """Take an orphan as the report on an uncertain message, and with it the gateway's id."""
    row.gateway_message_id = stored.gateway_message_id
    session.flush()
    return apply_waiting(session, row, now=now)


def _apply_stored(
    session: Session, stored: Receipt, row: OutboundMessage | None, at: datetime
) -> Applied:
    applied = _judge(session, stored, row, at)
    stored.outcome = applied.verdict
    if row is not None:
        stored.outbound_id = row.id
    return applied


def _judge(session: Session, stored: Receipt, row: OutboundMessage | None, at: datetime) -> Applied:
    if row is not None and row.to_lookup != stored.phone_lookup:
        return Applied(Verdict.CONFLICT)
    if stored.state is None:
        return Applied(Verdict.UNKNOWN_STATUS)
    if row is None:
        return Applied(Verdict.ORPHAN)
    proposed = _STATES[ReceiptState(stored.state)]
    effect = _EFFECTS[NumberEffect(stored.effect)] if stored.effect else Effect.NONE
    if not is_forward(MessageState(row.state), proposed):
        blocked = effect is Effect.SUPPRESS_NUMBER
        change = change_of(row, moved=False, effect=effect) if blocked else None
        return Applied(Verdict.IGNORED, change)
    row.state, row.reason, row.settled_at = proposed, stored.reason, at
    row.sent_at = row.sent_at or at
    if proposed is not MessageState.FAILED:
        _cancel_copy(session, row, at)
    return Applied(Verdict.APPLIED, change_of(row, effect=effect))


def _cancel_copy(session: Session, row: OutboundMessage, at: datetime) -> None:
    """Keep back a further copy that is not needed any more."""
    copy = store.find_copy_of(session, row.id)
    if copy is not None and copy.state in WAITING:
        copy.state, copy.reason, copy.settled_at = MessageState.CANCELLED, ARRIVED, at
