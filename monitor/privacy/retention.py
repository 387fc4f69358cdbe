"""How long each sealed value is kept, and why: one line per column, checked to be complete.

What is sealed under a person's own key goes at the latest with that key, when she is erased. The
spans are this project's proposal; counsel sets them for an installation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

YEAR = timedelta(days=365)


class Starts(StrEnum):
    """From when a span is counted."""

    FOLLOW_UP_ENDED = "follow_up_ended"
    """The end of her last exit's follow-up."""
    CASE_CLOSED = "case_closed"
    """The closing of the last case it belongs to; without a case, its arrival."""
    RECORDED = "recorded"
    """The moment it was stored."""
    REPLACED = "replaced"
    """The moment something newer took its place."""
    ACCOUNT_ENDED = "account_ended"
    """The end of the account."""


@dataclass(frozen=True)
class RetentionClass:
    """How long, counted from what, and what it is kept for."""

    name: str
    keep: timedelta
    starts: Starts
    purpose: str


IDENTITY = RetentionClass(
    "identity", 2 * YEAR, Starts.FOLLOW_UP_ENDED, "to know whom we follow up, and reach her"
)
PLAN = RetentionClass(
    "plan", YEAR, Starts.REPLACED, "to show under which agreement she was reached"
)
SECRET_WORD = RetentionClass(
    "secret_word", timedelta(0), Starts.FOLLOW_UP_ENDED, "to hear a call for help"
)
TRUSTED = RetentionClass(
    "trusted", timedelta(0), Starts.FOLLOW_UP_ENDED, "to ask after her, as she agreed"
)
MESSAGE = RetentionClass(
    "message", 2 * YEAR, Starts.CASE_CLOSED, "to understand a case and review readings"
)
NOTE = RetentionClass("note", 2 * YEAR, Starts.CASE_CLOSED, "to understand what was done")
ANSWER = RetentionClass("answer", 2 * YEAR, Starts.CASE_CLOSED, "to answer what she wrote")
RAW = RetentionClass("raw", timedelta(days=30), Starts.RECORDED, "to read a callback again")
SCREEN = RetentionClass(
    "screen", timedelta(days=1), Starts.RECORDED, "to answer a repeated request alike"
)
STAFF = RetentionClass("staff", timedelta(0), Starts.ACCOUNT_ENDED, "to page who is on duty")

RETENTION: Mapping[tuple[str, str], RetentionClass] = MappingProxyType(
    {
        ("people", "code_name_sealed"): IDENTITY,
        ("phones", "number_sealed"): IDENTITY,
        ("phones", "shared_with_sealed"): IDENTITY,
        ("plans", "cover_story_sealed"): PLAN,
        ("duress_words", "word_sealed"): SECRET_WORD,
        ("trusted_contacts", "name_sealed"): TRUSTED,
        ("trusted_contacts", "number_sealed"): TRUSTED,
        ("trusted_contacts", "scope_sealed"): TRUSTED,
        ("inbound_messages", "from_sealed"): MESSAGE,
        ("inbound_messages", "text_sealed"): MESSAGE,
        ("inbound_messages", "because_sealed"): MESSAGE,
        ("outbound_messages", "to_sealed"): MESSAGE,
        ("outbound_messages", "body_sealed"): MESSAGE,
        ("raw_callbacks", "body_sealed"): RAW,
        ("ussd_turns", "input_sealed"): SCREEN,
        ("ussd_turns", "reply_sealed"): SCREEN,
        ("survey_answers", "text_sealed"): ANSWER,
        ("case_actions", "note_sealed"): NOTE,
        ("staff", "phone_sealed"): STAFF,
    }
)
