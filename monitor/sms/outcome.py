"""Write down what came of handing a message over, and keep a gateway paused while it must be.

What the gateway certainly did not take is queued again or given up; what it took is sent; all else
is uncertain, because a second copy on a watched phone can cost more than a late one. An account
without balance or a refused sender stops all sending, not one message.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from monitor.people.hold_reason import HoldReason
from monitor.sms import gateway_states, receipts, store
from monitor.sms.changes import change_of
from monitor.sms.claiming import requeue
from monitor.sms.gateway import SendKind, SendOutcome
from monitor.sms.message_state import (
    Effect,
    MessageChange,
    MessageState,
    Purpose,
    is_forward,
)
from monitor.sms.models import OutboundMessage

MOST_TRIES_OF_A_NUMBER = 2
MOST_TRIES = 20
FIRST_BACK_OFF = timedelta(minutes=1)
LONGEST_BACK_OFF = timedelta(hours=1)
_PROVIDER_UNREACHED = ("http_", "connect_")

MAY_RESEND = "no_clear_answer"
UNREACHED = "unreached"
WORKER_STOPPED = "worker_stopped"
HELD_FOR_A_PERSON = "held_for_a_person"
RESENDABLE = (MAY_RESEND, WORKER_STOPPED)
_NUMBER_EFFECTS = {
    SendKind.SUPPRESS_NUMBER: Effect.SUPPRESS_NUMBER,
    SendKind.REFUSED_PERMANENT: Effect.FLAG_NUMBER,
}


def record_outcome(
    session: Session, message_id: str, outcome: SendOutcome, *, gateway: str, now: datetime
) -> tuple[MessageChange, ...]:
    """Write one outcome; return it, and what waiting receipts then said, as changes in order."""
    row = store.lock_message(session, message_id)
    row.code = outcome.code
    if outcome.certainly_not_taken:
        return (_not_taken(session, row, outcome, gateway=gateway, now=now),)
    row.gateway = gateway
    row.gateway_message_id = outcome.gateway_message_id or row.gateway_message_id
    if outcome.kind is SendKind.ACCEPTED:
        changes = [_accepted(session, row, outcome, now)]
    else:
        changes = [_uncertain(row, outcome, now)]
    session.flush()
    changes += receipts.apply_waiting(session, row, now=now)
    return tuple(changes)


def release_stuck(session: Session, *, wall_now: datetime, now: datetime) -> list[MessageChange]:
    """Call uncertain what a worker took and never reported on: it died, before or after handing."""
    rows = store.list_stuck(session, wall_now=wall_now)
    for row in rows:
        row.state, row.reason, row.settled_at = MessageState.UNCERTAIN, WORKER_STOPPED, now
    session.flush()
    return [change_of(row) for row in rows]


def pause_gateway(session: Session, gateway: str, *, reason: str, at: datetime) -> bool:
    """Stop handing messages to a gateway; return whether it was going until now."""
    state = gateway_states.gateway_state(session, gateway)
    was_going = state.paused_at is None
    state.paused_at, state.reason = at, reason
    return was_going


def resume_gateway(session: Session, gateway: str, *, at: datetime) -> bool:
    """Hand messages to a gateway again, what was held for it first; return whether it was down."""
    state = gateway_states.gateway_state(session, gateway)
    was_paused = state.paused_at is not None
    was_in_trouble = was_paused or state.reason is not None
    state.paused_at = state.reason = None
    if was_paused:
        for row in store.list_held_for(session, HoldReason.GATEWAY_DOWN):
            row.due_at = min(row.due_at, at)
    return was_in_trouble


def note_unreached(session: Session, gateway: str) -> bool:
    """Note that a gateway could not be reached; return whether that is news."""
    state = gateway_states.gateway_state(session, gateway)
    if state.reason is not None:
        return False
    state.reason = UNREACHED
    return True


def _accepted(
    session: Session, row: OutboundMessage, outcome: SendOutcome, now: datetime
) -> MessageChange:
    row.sent_at = row.sent_at or now
    row.cost = outcome.cost
    row.parts = outcome.parts or row.parts
    gateway_states.gateway_state(session, row.gateway or "").last_sent_at = now
    resumed = resume_gateway(session, row.gateway or "", at=now)
    moved = _move(row, MessageState.SENT, None, now)
    return change_of(row, moved=moved, effect=Effect.GATEWAY_RESUMED if resumed else Effect.NONE)


def _uncertain(row: OutboundMessage, outcome: SendOutcome, now: datetime) -> MessageChange:
    reason = MAY_RESEND if outcome.may_resend_once else HELD_FOR_A_PERSON
    moved = _move(row, MessageState.UNCERTAIN, reason, now)
    held = moved and not outcome.may_resend_once
    return change_of(row, moved=moved, effect=Effect.HELD_FOR_A_PERSON if held else Effect.NONE)


def _not_taken(
    session: Session, row: OutboundMessage, outcome: SendOutcome, *, gateway: str, now: datetime
) -> MessageChange:
    effect = _effect_of(session, outcome, gateway=gateway, now=now)
    if row.state != MessageState.SENDING:
        moved = _move(row, MessageState.FAILED, outcome.kind, now)
        return change_of(row, moved=moved, effect=effect)
    _requeue_or_give_up(row, outcome, now)
    session.flush()
    return change_of(row, effect=effect)


def _effect_of(session: Session, outcome: SendOutcome, *, gateway: str, now: datetime) -> Effect:
    """Return what a refusal means beyond the message, and pause the gateway where it must be."""
    if outcome.kind in (SendKind.CONFIG_ERROR, SendKind.PAUSE_ACCOUNT):
        pause_gateway(session, gateway, reason=outcome.code, at=now)
        return Effect.GATEWAY_PAUSED
    if _is_provider_wide(outcome):
        return Effect.GATEWAY_UNREACHED if note_unreached(session, gateway) else Effect.NONE
    return _NUMBER_EFFECTS.get(outcome.kind, Effect.NONE)


def _requeue_or_give_up(row: OutboundMessage, outcome: SendOutcome, now: datetime) -> None:
    if outcome.kind in (SendKind.REFUSED_PERMANENT, SendKind.SUPPRESS_NUMBER):
        _move(row, MessageState.FAILED, outcome.kind, now)
    elif outcome.kind is not SendKind.NOT_TAKEN:
        row.attempts -= 1
        requeue(row, due_at=now, reason=HoldReason.GATEWAY_DOWN)
    elif outcome.may_resend_once and row.attempts < _most_tries(outcome):
        wait = _back_off(Purpose(row.purpose), row.attempts)
        requeue(row, due_at=now + wait, reason=outcome.kind)
    elif _is_provider_wide(outcome):
        row.state, row.reason, row.settled_at = MessageState.DROPPED, HoldReason.GATEWAY_DOWN, now
    else:
        _move(row, MessageState.FAILED, outcome.kind, now)


def _most_tries(outcome: SendOutcome) -> int:
    return MOST_TRIES if _is_provider_wide(outcome) else MOST_TRIES_OF_A_NUMBER


def _is_provider_wide(outcome: SendOutcome) -> bool:
    """Tell a provider out of reach from a refusal of this one number."""
    return outcome.code.startswith(_PROVIDER_UNREACHED)


def _back_off(purpose: Purpose, attempts: int) -> timedelta:
    if purpose is Purpose.PAGE:
        return FIRST_BACK_OFF
    doubled = FIRST_BACK_OFF * (1 << max(attempts - 1, 0))
    return min(doubled, LONGEST_BACK_OFF)


def _move(row: OutboundMessage, to: MessageState, reason: str | None, now: datetime) -> bool:
    if not is_forward(MessageState(row.state), to):
        return False
    row.state, row.reason, row.settled_at = to, reason, now
    return True
