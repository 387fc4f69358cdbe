"""The closed lists of casework: states, moves, contacts, next steps and how a case ends."""

from enum import StrEnum


class State(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLAIMED = "claimed"
    WAITING = "waiting"
    CLOSED = "closed"


class Move(StrEnum):
    """One thing done in a case; kept for good."""

    OPENED = "opened"
    JOINED = "joined"
    CLAIMED = "claimed"
    RELEASED = "released"
    CONTACT = "contact"
    NOTE = "note"
    WAITING = "waiting"
    ESCALATED = "escalated"
    CLOSED = "closed"
    REOPENED = "reopened"


ACTED: tuple[str, ...] = (Move.CONTACT, Move.NOTE, Move.WAITING, Move.ESCALATED)
"""Moves that show the holder at work. Claiming alone does not: she may have fallen asleep since."""


class Method(StrEnum):
    """How she was contacted."""

    VOICE = "voice"
    VISIT = "visit"
    SMS = "sms"
    TRUSTED_CONTACT = "trusted"


class Reached(StrEnum):
    """Who answered."""

    HER = "her"
    OTHER = "other"
    NOBODY = "nobody"


class Condition(StrEnum):
    """How she is, as far as could be told."""

    SAFE = "safe"
    NOT_SAFE = "not_safe"
    UNKNOWN = "unknown"


class NextStep(StrEnum):
    """What is to happen next."""

    NONE = "none"
    CALL = "call"
    VISIT = "visit"
    TEXT = "text"
    WAIT_FOR_HER = "wait_for_her"
    TRUSTED_CONTACT = "trusted_contact"
    SAFETY_PLAN = "safety_plan"
    REFER = "refer"
    RENEW_PLAN = "renew_plan"
    SUPERVISOR_REVIEW = "supervisor_review"
    APPROVE_CLOSE = "approve_close"
    """Set by the system: a caseworker asks a supervisor to close a case of severity 4."""


class Outcome(StrEnum):
    """How a case ended."""

    SAFE = "safe"
    HELPED = "helped"
    REFERRED = "referred"
    MOVED_TO_SAFETY = "moved_to_safety"
    RETURNED_TO_SHELTER = "returned_to_shelter"
    RE_EXPLOITED = "re_exploited"
    """Confirmed trafficking or exploitation after the exit."""
    ANSWERED = "answered"
    """A question or wish that was dealt with."""
    STOPPED = "stopped"
    """She wants no more messages, confirmed or taken at her word."""
    NUMBER_CORRECTED = "number_corrected"
    NUMBER_NOT_HERS = "number_not_hers"
    NOT_REACHED = "not_reached"
    MISREAD = "misread"
    """The text did not mean what it was read as."""
    NOTHING_NEEDED = "nothing_needed"
