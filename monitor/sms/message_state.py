"""What an outbound message is for, which states it can be in, and which moves are allowed.

A message moves only to a higher rank, so that a late "failed" never hides that a handset has it.
Two moves go back, both before anything can have left: a claimed row whose gateway certainly did
not take it is queued again, and a queued row is held until its safe hours come.
"""

from dataclasses import dataclass
from enum import StrEnum


class Recipient(StrEnum):
    """Who a message goes to; staff pages obey rules of their own."""

    PERSON = "person"
    STAFF = "staff"


class Purpose(StrEnum):
    """Why a message goes out; decides its rules and its place in the queue."""

    PAGE = "page"
    ANSWER = "answer"
    SERVICE = "service"
    CHECKIN = "checkin"
    INVITE = "invite"
    BULK = "bulk"


_PRIORITIES = {
    Purpose.PAGE: 0,
    Purpose.ANSWER: 1,
    Purpose.SERVICE: 1,
    Purpose.CHECKIN: 2,
    Purpose.INVITE: 3,
    Purpose.BULK: 4,
}


def priority_of(purpose: Purpose) -> int:
    """Return the place in the queue, 0 first: a page may be the difference for somebody.

    >>> priority_of(Purpose.PAGE) < priority_of(Purpose.ANSWER) < priority_of(Purpose.CHECKIN)
    True
    """
    return _PRIORITIES[purpose]


class MessageState(StrEnum):
    """The states of an outbound message, by rank; the last two end it before it was sent."""

    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


_RANKED = (
    MessageState.HELD,
    MessageState.QUEUED,
    MessageState.SENDING,
    MessageState.UNCERTAIN,
    MessageState.SENT,
    MessageState.UNREACHABLE,
    MessageState.FAILED,
    MessageState.DELIVERED,
)
WAITING = (MessageState.HELD, MessageState.QUEUED)
ENDED_UNSENT = (MessageState.CANCELLED, MessageState.DROPPED)


def is_forward(current: MessageState, proposed: MessageState) -> bool:
    """Tell whether a report may move a message to a state.

    >>> is_forward(MessageState.FAILED, MessageState.DELIVERED)
    True
    >>> is_forward(MessageState.DELIVERED, MessageState.FAILED)
    False
    >>> is_forward(MessageState.CANCELLED, MessageState.SENT)
    False
    """
    if current in ENDED_UNSENT or proposed in ENDED_UNSENT:
        return False
    return _RANKED.index(proposed) > _RANKED.index(current)


class Effect(StrEnum):
    """What a change means beyond the one message; the use case acts on it."""

    NONE = "none"
    SUPPRESS_NUMBER = "suppress_number"
    FLAG_NUMBER = "flag_number"
    GATEWAY_PAUSED = "gateway_paused"
    GATEWAY_UNREACHED = "gateway_unreached"
    GATEWAY_RESUMED = "gateway_resumed"
    HELD_FOR_A_PERSON = "held_for_a_person"


@dataclass(frozen=True, kw_only=True)
class MessageChange:
    """That a message moved, or that something was learnt of it; codes and ids only.

    `is_copy` marks the one further copy of an uncertain message: its end says nothing of the first.
    """

    message_id: str
    recipient: Recipient
    purpose: Purpose
    template: str
    state: MessageState
    reason: str | None
    person_id: str | None
    checkin_id: str | None
    is_copy: bool = False
    moved: bool = True
    effect: Effect = Effect.NONE
