"""Read the callbacks of a provider that posts forms with Africa's Talking's field names.

The gateways that ship for tests speak the same form, so that one set of callbacks drives them
all. Every reader answers any bytes with a value or a `Quarantine`; none raises. Lists at the
provider grow: an unknown network, status or reason is recorded as unknown and never refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from monitor.core.phone import normalise
from monitor.sms.form import Expected, read_form
from monitor.sms.gateway import (
    InboundSms,
    NumberEffect,
    OptOut,
    Quarantine,
    Receipt,
    ReceiptState,
    Subscription,
    UssdEnd,
    UssdOutcome,
    UssdTurn,
    all_digits,
)

SANDBOX_NETWORK = "99999"
NETWORKS: Mapping[str, str] = {
    "63902": "safaricom",
    "63903": "airtel",
    "63907": "telkom",
    "63999": "equitel",
    SANDBOX_NETWORK: "sandbox",
}
LONGEST_ID = 72
LONGEST_SENDER = 20

_INBOUND = Expected(("from", "text"), ("to", "id", "date", "linkId", "networkCode", "cost"))
_RECEIPT = Expected(("id", "status", "phoneNumber"), ("networkCode", "failureReason", "retryCount"))
_OPT_OUT = Expected(("senderId", "phoneNumber"), ("networkCode",))
_SUBSCRIPTION = Expected(("phoneNumber",), ("shortCode", "keyword", "updateType", "networkCode"))
_USSD = Expected(("sessionId", "serviceCode", "phoneNumber"), ("networkCode", "text"))
_USSD_END = Expected(
    ("sessionId", "phoneNumber", "status"),
    (
        *("date", "serviceCode", "networkCode", "cost", "durationInMillis", "hopsCount"),
        *("hopsMetadata", "input", "lastAppResponse", "errorMessage"),
    ),
)

_STATES: Mapping[str, ReceiptState] = {
    "sent": ReceiptState.PROGRESS,
    "submitted": ReceiptState.PROGRESS,
    "buffered": ReceiptState.PROGRESS,
    "success": ReceiptState.DELIVERED,
    "absentsubscriber": ReceiptState.UNREACHABLE,
    "expired": ReceiptState.FAILED,
    "rejected": ReceiptState.FAILED,
    "failed": ReceiptState.FAILED,
}
_ABSENT = "AbsentSubscriber"
_REASONS: Mapping[str, tuple[str, NumberEffect | None]] = {
    "absentsubscriber": (_ABSENT, None),
    "deliveryfailure": ("DeliveryFailure", None),
    "donotdisturbrejection": ("DoNotDisturbRejection", NumberEffect.FLAG),
    "insufficientcredit": ("InsufficientCredit", None),
    "invalidlinkid": ("InvalidLinkId", None),
    "notnetworksubcriber": ("NotNetworkSubscriber", NumberEffect.FLAG),
    "notnetworksubscriber": ("NotNetworkSubscriber", NumberEffect.FLAG),
    "useraccountsuspended": ("UserAccountSuspended", NumberEffect.FLAG),
    "userdoesnotexist": ("UserDoesNotExist", NumberEffect.FLAG),
    "userinblacklist": ("UserInBlackList", NumberEffect.SUPPRESS),
    "userisinactive": ("UserIsInactive", NumberEffect.FLAG),
    "usernotsubscribedtoproduct": ("UserNotSubscribedToProduct", None),
}
_USSD_OUTCOMES: Mapping[str, UssdOutcome] = {
    "success": UssdOutcome.COMPLETED_SESSION,
    "incomplete": UssdOutcome.DROPPED,
    "failed": UssdOutcome.OUR_FAULT,
}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:?\d\d)?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """What the installation is reached under, and whether it serves real phones."""

    production: bool
    sender: str = ""
    short_code: str = ""
    ussd_code: str = ""
    keyword: str = ""
    country: str = "KE"


@dataclass(frozen=True)
class _Admitted:
    """A whole form whose number could be read."""

    form: Mapping[str, str] = field(repr=False)
    phone: str = field(repr=False)

    @property
    def network(self) -> str:
        """Return the network's name, or "unknown"."""
        return NETWORKS.get(self.form.get("networkCode", "").strip(), "unknown")


class FormCallbacks:
    """The six parsers of a gateway whose provider posts forms; gateways inherit them."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses

    @property
    def service_code(self) -> str:
        """Return the USSD code people dial, or an empty string."""
        return self._addresses.ussd_code

    def parse_inbound(self, body: bytes, content_type: str) -> InboundSms | Quarantine:
        """Read an incoming SMS; only sender and text are needed, so that no reply is lost."""
        read = self._admit(body, content_type, _INBOUND, phone_field="from")
        if isinstance(read, Quarantine):
            return read
        text, date = read.form["text"], read.form.get("date", "")
        words = without_keyword(text, self._addresses.keyword)
        return InboundSms(
            from_number=read.phone,
            to=read.form.get("to", "").strip(),
            text=text,
            words=words,
            answer=all_digits(words),
            provider_id=usable_id(read.form.get("id", "")),
            provider_time=instant(date),
            provider_date=date,
            network=read.network,
        )

    def parse_receipt(self, body: bytes, content_type: str) -> Receipt | Quarantine:
        """Read a delivery report."""
        read = self._admit(body, content_type, _RECEIPT, phone_field="phoneNumber")
        if isinstance(read, Quarantine):
            return read
        message_id = usable_id(read.form["id"])
        if message_id is None:
            return Quarantine("unusable:id")
        status = read.form["status"].strip()
        state, reason, effect = receipt_meaning(status, read.form.get("failureReason", ""))
        return Receipt(
            gateway_message_id=message_id,
            phone=read.phone,
            status=_letters(status),
            state=state,
            reason=reason,
            effect=effect,
        )

    def parse_opt_out(self, body: bytes, content_type: str) -> OptOut | Quarantine:
        """Read an opt-out; the sender is given as we write it, whatever its case."""
        read = self._admit(body, content_type, _OPT_OUT, phone_field="phoneNumber")
        if isinstance(read, Quarantine):
            return read
        named = read.form["senderId"].strip()
        senders = (self._addresses.sender, self._addresses.short_code)
        ours = next((own for own in senders if own and own.casefold() == named.casefold()), None)
        return OptOut(
            phone=read.phone, sender=ours or named[:LONGEST_SENDER], ours=ours is not None
        )

    def parse_subscription(self, body: bytes, content_type: str) -> Subscription | Quarantine:
        """Read a premium subscription notice."""
        read = self._admit(body, content_type, _SUBSCRIPTION, phone_field="phoneNumber")
        if isinstance(read, Quarantine):
            return read
        return Subscription(
            phone=read.phone,
            short_code=read.form.get("shortCode", "").strip()[:LONGEST_SENDER],
            update=_letters(read.form.get("updateType", "")),
        )

    def parse_ussd(self, body: bytes, content_type: str) -> UssdTurn | Quarantine:
        """Read a USSD request; a code that is not ours is told nothing."""
        read = self._admit(body, content_type, _USSD, phone_field="phoneNumber")
        if isinstance(read, Quarantine):
            return read
        session_id = usable_id(read.form["sessionId"])
        if session_id is None:
            return Quarantine("unusable:sessionId")
        code = read.form["serviceCode"].strip()
        if not is_our_code(code, self._addresses.ussd_code):
            return Quarantine("not_our_code")
        return UssdTurn(
            session_id=session_id,
            phone=read.phone,
            service_code=code,
            network=read.network,
            text=read.form.get("text"),
        )

    def parse_ussd_end(self, body: bytes, content_type: str) -> UssdEnd | Quarantine:
        """Read a session's end; what she typed is in this form too and goes no further."""
        read = self._admit(body, content_type, _USSD_END, phone_field="phoneNumber")
        if isinstance(read, Quarantine):
            return read
        session_id = usable_id(read.form["sessionId"])
        if session_id is None:
            return Quarantine("unusable:sessionId")
        status = read.form["status"].strip().lower()
        outcome = _USSD_OUTCOMES.get(status, UssdOutcome.UNKNOWN)
        return UssdEnd(session_id=session_id, phone=read.phone, outcome=outcome)

    def _admit(
        self, body: bytes, content_type: str, expected: Expected, *, phone_field: str
    ) -> _Admitted | Quarantine:
        form = read_form(body, content_type, expected)
        if isinstance(form, Quarantine):
            return form
        network = form.get("networkCode", "").strip()
        if self._addresses.production and network == SANDBOX_NETWORK:
            return Quarantine("sandbox_network_in_production")
        phone = normalise(form[phone_field], self._addresses.country)
        if phone is None:
            what = "sender" if phone_field == "from" else "phone"
            return Quarantine(f"{what}_not_a_number")
        return _Admitted(form, phone)


def receipt_meaning(
    status: str, failure_reason: str
) -> tuple[ReceiptState, str | None, NumberEffect | None]:
    """Return state, reason and what it means for the number.

    The provider spells some reasons in two ways and changes their case; both mean the same.

    >>> receipt_meaning("Failed", "NotNetworkSubcriber")[1:]
    ('NotNetworkSubscriber', <NumberEffect.FLAG: 'flag_number'>)
    """
    state = _STATES.get(status.lower(), ReceiptState.UNKNOWN)
    if state is not ReceiptState.FAILED:
        return state, None, None
    given = failure_reason.strip()
    if not given:
        return state, "Expired" if status.lower() == "expired" else None, None
    reason, effect = _REASONS.get(given.lower(), (f"other:{_letters(given)}", None))
    return ReceiptState.UNREACHABLE if reason == _ABSENT else state, reason, effect


def without_keyword(text: str, keyword: str) -> str:
    """Return the text without the short code's keyword where that is its first word.

    >>> without_keyword("habari 1", "HABARI"), without_keyword("HABARIA 1", "HABARI")
    ('1', 'HABARIA 1')
    """
    words = text.split(maxsplit=1)
    if not keyword or not words or words[0].casefold() != keyword.casefold():
        return text
    return words[1] if len(words) > 1 else ""


def is_our_code(code: str, ours: str) -> bool:
    """Tell whether a dialled service code is the installation's own.

    >>> is_our_code("*384*2025#", "*384*2025#"), is_our_code("*384*9#", ""), is_our_code("", "")
    (True, False, False)
    """
    return bool(ours) and code.strip() == ours.strip()


def instant(text: str) -> datetime | None:
    """Return the provider's time in UTC, or None: a strange date must not lose a reply.

    >>> instant("2026-03-02 06:04:45").isoformat()
    '2026-03-02T06:04:45+00:00'
    >>> instant("02/03/2026") is None
    True
    """
    if not _INSTANT.fullmatch(text.strip()):
        return None
    try:
        parsed = datetime.fromisoformat(text.strip())
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def usable_id(text: str) -> str | None:
    """Return the provider's id, or None where it is blank, too long, or unfit to be stored.

    >>> usable_id(" ATXid_0001 "), usable_id(""), usable_id("x" * 99)
    ('ATXid_0001', None, None)
    """
    trimmed = text.strip()
    return trimmed if 0 < len(trimmed) <= LONGEST_ID and trimmed.isprintable() else None


def _letters(text: str) -> str:
    # A provider's word goes into tables that staff read; digits could be somebody's number.
    return re.sub(r"[^A-Za-z_]", "", text)[:40]
