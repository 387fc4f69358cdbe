"""What a reading is: one label, how grave, what about, what to act on, and why.

The lists are closed (instruments.md, section 6): inbox, cases and reports know no others.
"""

from dataclasses import dataclass
from enum import StrEnum

from monitor.reading.wishes import NO_WISHES, Wishes


class Label(StrEnum):
    """What a text asks of us; the order below is the precedence, gravest first."""

    DISTRESS = "distress"
    STOP = "stop"
    WRONG_NUMBER = "wrong_number"
    CALLBACK = "callback"
    PROBLEM = "problem"
    UNCLEAR = "unclear"
    OK = "ok"
    OTHER = "other"


PRECEDENCE: tuple[Label, ...] = tuple(Label)

TOPICS = frozenset(
    [
        "child",
        "confinement",
        "documents",
        "exploitation",
        "family",
        "fear",
        "fgm",
        "food",
        "forced_marriage",
        "health",
        "housing",
        "legal",
        "mental",
        "missing",
        "money",
        "phone",
        "school",
        "service",
        "sexual_violence",
        "social",
        "stigma",
        "suicide",
        "threat",
        "trafficker_contact",
        "violence",
        "work",
    ]
)

FLAGS = frozenset(
    [
        "no_call",
        "no_sms",
        "shared_phone",
        "third_party",
        "hostile",
        "recycled",
        "new_number",
        "contact_pref",
        "time",
        "bare_help",
        "wants_return",
        "other_lang",
        "language_pref",
        "moved",
        "away",
        "appointment",
        "question",
        "named_staff",
        "mixed",
        "forwarded",
        "network_template",
        "phone_number",
    ]
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read. Advice to a person, never a decision that closes a case (S16, S44)."""

    label: Label
    severity: int
    topics: tuple[str, ...]
    flags: tuple[str, ...]
    because: tuple[tuple[str, str], ...]
    also: tuple[Label, ...] = ()
    wishes: Wishes = NO_WISHES
