"""Take waiting messages for sending: whoever commits the claim owns the message.

The gate is asked again in the same transaction and its second answer counts, so that a stop, a
lock, a freeze, a new number or the kill switch committed before the claim always wins. A person
gets one message at a time, at least three seconds apart, and after an outage no burst.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from monitor.core.apart import done_apart
from monitor.people import service as people
from monitor.people.hold_reason import HoldReason
from monitor.privacy import vault
from monitor.privacy.seal import SealBroken
from monitor.sms import gate_facts, gateway_states, store
from monitor.sms.changes import change_of
from monitor.sms.gate import Hold, Send, decide
from monitor.sms.gate_rules import GateMessage, oldest
from monitor.sms.message_state import (
    ENDED_UNSENT,
    WAITING,
    MessageChange,
    MessageState,
    Purpose,
    Recipient,
)
from monitor.sms.models import OutboundMessage
from monitor.sms.sealed_message import open_message

SPACING = timedelta(seconds=3)
TRY_AGAIN = timedelta(minutes=1)
"""After this a message that could not be decided is looked at again; pages wait no longer."""
CLAIM_LASTS = timedelta(minutes=5)
"""By the wall clock; far longer than a batch can take at any gateway's time-out."""

NEW_NUMBER = "number_changed"
ERASED = "erased"
_NOT_HER_DOING = frozenset(
    {
        HoldReason.TOO_LATE,
        HoldReason.CAPPED,
        HoldReason.NO_WINDOW,
        HoldReason.NO_ROTA,
        HoldReason.GATEWAY_DOWN,
        HoldReason.UNAPPROVED,
        HoldReason.UNTRANSLATED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Under which conditions a worker sends; `wall_now` is real time, `now` the programme's."""

    worker: str
    now: datetime
    wall_now: datetime
    rota_covered: bool
    unapproved_ok: bool
    gateway: str


@dataclass(frozen=True, kw_only=True)
class ClaimedMessage:
    """A message that is this worker's to hand over, once the claim is committed."""

    message_id: str
    to: str = field(repr=False)
    text: str = field(repr=False)
    sender: str | None = None


@dataclass(frozen=True)
class Claim:
    """What a worker may send, what was ended on the way unsent, and how many rows were put off."""

    messages: tuple[ClaimedMessage, ...]
    ended: tuple[MessageChange, ...]
    put_off: int
    failed: int = 0
    """How many of those put off could not be decided."""

    @property
    def touched(self) -> int:
        """Return how many rows this claim changed; none means that nothing is left to do now."""
        return len(self.messages) + len(self.ended) + self.put_off


def claim(session: Session, terms: Terms, *, limit: int) -> Claim:
    """Claim up to so many due messages, pages first; a paused gateway on trial gets one."""
    if gateway_states.is_on_trial(session, terms.gateway, now=terms.now):
        limit = 1
    due = store.list_due(session, now=terms.now, limit=limit)
    taken: list[ClaimedMessage] = []
    ended: list[MessageChange] = []
    failed = 0
    for row in _one_to_each(session, due, terms.now):
        one = partial(_claim_into, taken, session, row, terms)
        if not done_apart(session, one, what="message_not_claimed", subject_id=row.id):
            row.due_at = terms.now + TRY_AGAIN
            failed += 1
        elif row.state in ENDED_UNSENT:
            ended.append(change_of(row))
    session.flush()
    put_off = sum(row.state in WAITING and row.due_at > terms.now for row in due)
    return Claim(tuple(taken), tuple(ended), put_off, failed)


def give_back(session: Session, message_ids: Sequence[str], *, now: datetime) -> None:
    """Put claimed messages back that were never handed to a gateway."""
    for message_id in message_ids:
        requeue(store.get_message(session, message_id), due_at=now, reason=None)
    session.flush()


def requeue(row: OutboundMessage, *, due_at: datetime, reason: str | None) -> None:
    """Let a row wait again; only for one that certainly did not leave."""
    row.state, row.reason, row.due_at = MessageState.QUEUED, reason, due_at
    row.claim = row.claimed_at = row.claimed_until = None


def _one_to_each(
    session: Session, rows: Sequence[OutboundMessage], now: datetime
) -> Iterator[OutboundMessage]:
    """Yield rows for staff, and for each person who may get one now; put off her others."""
    people_ids = {row.person_id for row in rows if row.person_id is not None}
    if not people_ids:
        yield from rows
        return
    free = store.lock_people(session, people_ids)
    busy = set(store.list_being_sent_to(session, people_ids))
    last = store.last_claims(session, people_ids)
    for row in rows:
        if row.person_id is None:
            yield row
        elif row.person_id in free:
            ready_at = last.get(row.person_id, now - SPACING) + SPACING
            if row.person_id in busy or ready_at > now:
                row.due_at = max(ready_at, now + SPACING if row.person_id in busy else ready_at)
            else:
                busy.add(row.person_id)
                yield row


def _claim_into(
    taken: list[ClaimedMessage], session: Session, row: OutboundMessage, terms: Terms
) -> None:
    message = _claim_one(session, row, terms)
    if message is not None:
        session.flush()
        taken.append(message)


def _claim_one(session: Session, row: OutboundMessage, terms: Terms) -> ClaimedMessage | None:
    try:
        verdict = _ask_again(session, row, terms)
        to_old_number = not _goes_to_her_present_number(session, row)
        number, body = open_message(session, row)
    except SealBroken:
        _end(row, MessageState.CANCELLED, ERASED, terms.now)
        return None
    if isinstance(verdict, Hold):
        _hold_back(row, verdict, terms.now)
        return None
    if to_old_number:
        _end(row, MessageState.CANCELLED, NEW_NUMBER, terms.now)
        return None
    row.state, row.reason, row.claim = MessageState.SENDING, None, terms.worker
    row.claimed_at, row.claimed_until = terms.now, terms.wall_now + CLAIM_LASTS
    row.gateway, row.attempts = terms.gateway, row.attempts + 1
    return ClaimedMessage(message_id=row.id, to=number, text=body)


def _ask_again(session: Session, row: OutboundMessage, terms: Terms) -> Send | Hold:
    facts = gate_facts.gather(
        session,
        person_id=row.person_id,
        to_lookup=row.to_lookup,
        wording=(row.template, row.language, row.wording_hash),
        unapproved_ok=terms.unapproved_ok,
        rota_covered=terms.rota_covered,
        gateway=terms.gateway,
        now=terms.now,
    )
    message = GateMessage(
        recipient=Recipient(row.recipient),
        purpose=Purpose(row.purpose),
        template=row.template,
        content_level=row.content_level,
        automated=row.automated,
        wanted_at=row.wanted_at,
    )
    return decide(message, facts, terms.now)


def _goes_to_her_present_number(session: Session, row: OutboundMessage) -> bool:
    if row.person_id is None:
        return True
    number = people.number_of(session, row.person_id)
    return number is not None and vault.lookup(session, number, use="phone") == row.to_lookup


def _hold_back(row: OutboundMessage, hold: Hold, now: datetime) -> None:
    """Hold a row that may yet go in time; end any other."""
    if hold.until is not None and _in_time(row, hold.until):
        row.state, row.reason, row.due_at = MessageState.HELD, hold.reason, hold.until
        return
    if hold.reason not in _NOT_HER_DOING:
        _end(row, MessageState.CANCELLED, hold.reason, now)
    elif hold.reason is HoldReason.TOO_LATE and row.attempts:
        _end(row, MessageState.DROPPED, HoldReason.GATEWAY_DOWN, now)
    else:
        _end(row, MessageState.DROPPED, hold.reason, now)


def _in_time(row: OutboundMessage, until: datetime) -> bool:
    is_staff = row.recipient == Recipient.STAFF
    return is_staff or until - row.wanted_at <= oldest(Purpose(row.purpose))


def _end(row: OutboundMessage, state: MessageState, reason: str, now: datetime) -> None:
    row.state, row.reason, row.settled_at = state, reason, now
