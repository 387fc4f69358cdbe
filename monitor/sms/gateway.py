"""What every gateway shares: what goes out, what came of it, and what comes in.

A gateway turns a provider's wire format into these values and back. Nothing here knows a
provider. Numbers and texts are kept out of every `repr`, so that a log line or a traceback that
shows a value shows nothing of a person.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One message to one number; `sender` None leaves the choice to the gateway's settings."""

    message_id: str
    to: str = field(repr=False)
    text: str = field(repr=False)
    sender: str | None = None


@dataclass(frozen=True, kw_only=True)
class Airtime:
    """Airtime for one number, in whole shillings; the id is the provider's key against doubles."""

    thanks_id: str
    to: str = field(repr=False)
    amount: int


class SendKind(StrEnum):
    """What is known after handing a message over; decides whether another copy may ever go."""

    ACCEPTED = "accepted"
    REFUSED_PERMANENT = "refused_permanent"
    SUPPRESS_NUMBER = "suppress_number"
    CONFIG_ERROR = "config_error"
    PAUSE_ACCOUNT = "pause_account"
    HELD = "held"
    AMBIGUOUS = "ambiguous"
    NOT_TAKEN = "not_taken"


_CERTAINLY_NOT_TAKEN = frozenset(
    {
        SendKind.REFUSED_PERMANENT,
        SendKind.SUPPRESS_NUMBER,
        SendKind.CONFIG_ERROR,
        SendKind.PAUSE_ACCOUNT,
        SendKind.NOT_TAKEN,
    }
)


@dataclass(frozen=True, kw_only=True)
class SendOutcome:
    """The gateway's answer to one message.

    `reason` is for staff and never holds a number or text. `may_resend_once` says that one later
    copy is thought better than silence; without it an ambiguous or held message waits for a
    person or for an orphan receipt. `cost` is the provider's own words ("KES 0.8000").
    """

    kind: SendKind
    code: str
    reason: str
    gateway_message_id: str | None = None
    parts: int | None = None
    cost: str | None = None
    may_resend_once: bool = False

    @property
    def certainly_not_taken(self) -> bool:
        """Tell whether no copy can be on its way; only then may another gateway be tried.

        >>> SendOutcome(kind=SendKind.AMBIGUOUS, code="500", reason="").certainly_not_taken
        False
        """
        return self.kind in _CERTAINLY_NOT_TAKEN


@dataclass(frozen=True)
class Quarantine:
    """A callback that cannot be acted on: kept raw, shown to staff, answered so it is not resent.

    The reason names our own field names only, never what was in them.
    """

    reason: str


@dataclass(frozen=True, kw_only=True)
class InboundSms:
    """A text that reached us, exactly as it was typed.

    `words` is the text without the short code's keyword; `answer` its digits where it is nothing
    but digits. `provider_time` informs; deadlines count from our own receipt time.
    """

    from_number: str = field(repr=False)
    to: str
    text: str = field(repr=False)
    words: str = field(repr=False)
    answer: str | None = field(repr=False)
    provider_id: str | None
    provider_time: datetime | None
    provider_date: str = field(repr=False)
    network: str

    def dedupe(self, hash_of: Callable[[str], str]) -> str:
        """Return the key under which this text is stored once.

        Without the provider's id the content decides, through the keyed hash given: a plain hash
        of a phone number can be reversed by trying every number.
        """
        if self.provider_id is not None:
            return f"id:{self.provider_id}"
        seen = (self.from_number, self.to, self.text, self.provider_date)
        return "hash:" + hash_of("".join(f"{len(part)}:{part}" for part in seen))


class ReceiptState(StrEnum):
    """What a delivery report says of the message; `unknown` leaves its state alone."""

    PROGRESS = "progress"
    DELIVERED = "delivered"
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    UNKNOWN = "unknown"


class NumberEffect(StrEnum):
    """What a report means for the number itself, beyond this one message."""

    SUPPRESS = "suppress_number"
    FLAG = "flag_number"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A delivery report. Delivery says that a handset has the text, never who read it."""

    gateway_message_id: str
    phone: str = field(repr=False)
    status: str
    state: ReceiptState
    reason: str | None
    effect: NumberEffect | None


@dataclass(frozen=True, kw_only=True)
class OptOut:
    """Someone refused messages from a sender; `ours` is false where we know no such sender.

    An unknown sender is no reason to go on texting: the number is suppressed all the same.
    """

    phone: str = field(repr=False)
    sender: str
    ours: bool


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """A premium subscription changed. We use none: staff are alerted, nobody should be charged."""

    phone: str = field(repr=False)
    short_code: str
    update: str


@dataclass(frozen=True, kw_only=True)
class UssdTurn:
    """One request of a USSD session; `text` is the whole transcript, None where it was missing."""

    session_id: str
    phone: str = field(repr=False)
    service_code: str
    network: str
    text: str | None = field(repr=False)


class UssdOutcome(StrEnum):
    """How a session ended. `completed_session` is not a completed survey; a drop is no answer."""

    COMPLETED_SESSION = "completed_session"
    DROPPED = "dropped"
    OUR_FAULT = "our_fault"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class UssdEnd:
    """A session is over; the provider's copy of the answers is dropped before this is made."""

    session_id: str
    phone: str = field(repr=False)
    outcome: UssdOutcome


@runtime_checkable
class SendsAirtime(Protocol):
    """A gateway that can credit a phone besides writing to it."""

    def send_airtime(self, airtime: Airtime) -> SendOutcome:
        """Credit one number once; every failure is an outcome, never an exception."""
        ...


class Gateway(Protocol):
    """One way to reach phones. Parsers return a value or a `Quarantine` for any bytes at all."""

    @property
    def name(self) -> str:
        """Return the name in settings and callback addresses."""
        ...

    @property
    def is_test(self) -> bool:
        """Tell whether no real phone can be reached, so that unapproved texts may be tried."""
        ...

    @property
    def service_code(self) -> str:
        """Return the USSD code people dial, or an empty string."""
        ...

    def send(self, outgoing: Outgoing) -> SendOutcome:
        """Hand one message over; every failure is an outcome, never an exception."""
        ...

    def parse_inbound(self, body: bytes, content_type: str) -> InboundSms | Quarantine:
        """Read an incoming SMS."""
        ...

    def parse_receipt(self, body: bytes, content_type: str) -> Receipt | Quarantine:
        """Read a delivery report."""
        ...

    def parse_opt_out(self, body: bytes, content_type: str) -> OptOut | Quarantine:
        """Read an opt-out."""
        ...

    def parse_subscription(self, body: bytes, content_type: str) -> Subscription | Quarantine:
        """Read a premium subscription notice."""
        ...

    def parse_ussd(self, body: bytes, content_type: str) -> UssdTurn | Quarantine:
        """Read a USSD request."""
        ...

    def parse_ussd_end(self, body: bytes, content_type: str) -> UssdEnd | Quarantine:
        """Read the notice that a USSD session is over."""
        ...


def all_digits(text: str) -> str | None:
    """Return the text as ASCII digits where it is nothing else, or None.

    Phones set to Arabic or another script type other digits; direction marks come with them.

    >>> all_digits(" ٢ "), all_digits("2*"), all_digits("")
    ('2', None, None)
    """
    typed = "".join(char for char in text if unicodedata.category(char) != "Cf").strip()
    if not typed.isdecimal():
        return None
    return "".join(str(unicodedata.decimal(char)) for char in typed)
