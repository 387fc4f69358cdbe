"""What Africa's Talking answered, read without guessing; its SDK is not needed for that.

What was certainly not taken is told from what may be on its way. A message sent twice can be read
by the wrong person; one given up too early leaves her alone.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from monitor.core.phone import normalise
from monitor.sms.callback_forms import usable_id
from monitor.sms.gateway import SendKind, SendOutcome


class Reply(NamedTuple):
    """What the provider answered, before anyone reads a meaning into it."""

    status: int
    body: bytes


class _Meaning(NamedTuple):
    kind: SendKind
    reason: str
    may_resend_once: bool = False


_TAKEN = _Meaning(SendKind.ACCEPTED, "The provider took the message.")
_NO_BALANCE = _Meaning(SendKind.PAUSE_ACCOUNT, "The account has no balance. Sending must pause.")
_BLOCKED = _Meaning(SendKind.SUPPRESS_NUMBER, "The number has blocked messages. Speak with her.")
_BAD_SENDER = _Meaning(SendKind.CONFIG_ERROR, "The sender name is not registered with us.")
BAD_NUMBER = _Meaning(SendKind.REFUSED_PERMANENT, "The number does not exist or takes no SMS.")
PROVIDER_FAULT = _Meaning(
    SendKind.AMBIGUOUS, "The provider failed; the message may or may not go out.", True
)
_CODES: Mapping[str, _Meaning] = {
    "100": _TAKEN,
    "101": _TAKEN,
    "102": _TAKEN,
    "401": _Meaning(SendKind.HELD, "The provider holds the message for a risk check."),
    "402": _BAD_SENDER,
    "403": BAD_NUMBER,
    "404": BAD_NUMBER,
    "405": _NO_BALANCE,
    "406": _BLOCKED,
    "407": _Meaning(SendKind.NOT_TAKEN, "The provider found no route to the number.", True),
    "409": _Meaning(SendKind.REFUSED_PERMANENT, "The number is on a do-not-disturb list."),
    "500": PROVIDER_FAULT,
    "501": PROVIDER_FAULT,
    "502": _Meaning(SendKind.NOT_TAKEN, "The network refused the message.", True),
}
_UNKNOWN_CODE = _Meaning(SendKind.AMBIGUOUS, "The provider gave a code we do not know.")
_NAMES: Mapping[str, _Meaning] = {
    "insufficientbalance": _NO_BALANCE,
    "userinblacklist": _BLOCKED,
    "invalidphonenumber": BAD_NUMBER,
    "unsupportednumbertype": BAD_NUMBER,
}
UNREACHED = _Meaning(SendKind.NOT_TAKEN, "The provider could not be reached.", True)
_NOT_READ = _Meaning(SendKind.NOT_TAKEN, "The provider turned the request away.", True)
_BAD_KEY = _Meaning(
    SendKind.CONFIG_ERROR, "The provider refused our key. A new key can take 20 minutes to work."
)
_UNREADABLE = _Meaning(SendKind.AMBIGUOUS, "The provider's answer could not be understood.")
_REFUSED_ALL = _Meaning(SendKind.CONFIG_ERROR, "The provider refused the request as a whole.")


def read_reply(reply: Reply, to: str) -> SendOutcome:
    """Return what the provider's answer means for the one message to this number.

    >>> read_reply(Reply(429, b""), "+254700000001").kind
    <SendKind.NOT_TAKEN: 'not_taken'>
    """
    code = f"http_{reply.status}"
    if reply.status == 401:
        return outcome_of(_BAD_KEY, code)
    if 400 <= reply.status < 500:
        return outcome_of(_NOT_READ, code)
    if not 200 <= reply.status < 300:
        return outcome_of(PROVIDER_FAULT, code)
    data = _data(reply.body)
    entries = data.get("Recipients")
    if not isinstance(entries, list):
        return outcome_of(_UNREADABLE, "unreadable")
    if not entries:
        return _refused_all(str(data.get("Message", "")))
    return _one_of([_read_entry(entry) for entry in entries if _is_for(entry, to)])


def _data(body: bytes) -> Mapping[str, object]:
    data = _document(body).get("SMSMessageData")
    return data if isinstance(data, dict) else {}


def _document(body: bytes) -> Mapping[str, object]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _refused_all(message: str) -> SendOutcome:
    word = message.strip()
    named = re.fullmatch(r"[A-Za-z]{1,40}", word) is not None
    return outcome_of(_NAMES.get(word.lower(), _REFUSED_ALL), word if named else "no_recipients")


def _is_for(entry: object, to: str, field: str = "number") -> bool:
    return isinstance(entry, dict) and normalise(str(entry.get(field, ""))) == to


def _one_of(outcomes: Iterable[SendOutcome]) -> SendOutcome:
    found = list(outcomes)
    if not found:
        return outcome_of(_UNREADABLE, "wrong_recipient")
    if len({outcome.kind for outcome in found}) > 1:
        return outcome_of(_UNREADABLE, "contradictory")
    return found[0]


def _read_entry(entry: Mapping[str, object]) -> SendOutcome:
    code = str(entry.get("statusCode", "")).strip()
    meaning = _CODES.get(code, _UNKNOWN_CODE)
    parts = str(entry.get("messageParts", ""))
    cost = str(entry.get("cost", ""))
    message_id = usable_id(str(entry.get("messageId", "")))
    return SendOutcome(
        kind=meaning.kind,
        code=code if re.fullmatch(r"\d{1,4}", code, re.ASCII) else "unreadable",
        reason=meaning.reason,
        gateway_message_id=None if message_id == "None" else message_id,
        parts=int(parts) if re.fullmatch(r"[1-9]\d?", parts, re.ASCII) else None,
        cost=cost if re.fullmatch(r"[A-Z]{3} \d{1,6}(\.\d{1,6})?", cost, re.ASCII) else None,
        may_resend_once=meaning.may_resend_once,
    )


def outcome_of(meaning: _Meaning, code: str) -> SendOutcome:
    """Return a meaning as the outcome of one request, with the provider's code."""
    return SendOutcome(
        kind=meaning.kind,
        code=code,
        reason=meaning.reason,
        may_resend_once=meaning.may_resend_once,
    )


TOO_MANY = 429
_PERHAPS_TAKEN = frozenset({408, 409})
"""The request timed out on the way, or was seen before: what came of it is not certain."""
_AIRTIME_REFUSED = _Meaning(SendKind.NOT_TAKEN, "The provider refused the airtime.")
_TOO_FAST = _Meaning(SendKind.PAUSE_ACCOUNT, "Too many requests at once. Giving must pause.")


def read_airtime_reply(reply: Reply, to: str) -> SendOutcome:
    """Return what the provider's answer means for the airtime of one number.

    Nothing unclear is ever tried again: airtime that comes twice is noticed on a phone. Where the
    request as a whole was refused, the fault is ours and not the number's.

    >>> read_airtime_reply(Reply(503, b""), "+254700000001").kind
    <SendKind.AMBIGUOUS: 'ambiguous'>
    """
    if not 200 <= reply.status < 300:
        return outcome_of(_airtime_by_status(reply.status), f"http_{reply.status}")
    content = _document(reply.body)
    entries = content.get("responses")
    if not isinstance(entries, list):
        return outcome_of(_UNREADABLE, "unreadable")
    if not entries:
        return outcome_of(_why_no_airtime(content, _REFUSED_ALL), "no_recipients")
    return _one_of(
        _read_airtime_entry(entry) for entry in entries if _is_for(entry, to, "phoneNumber")
    )


def _airtime_by_status(status: int) -> _Meaning:
    if not 400 <= status < 500 or status in _PERHAPS_TAKEN:
        return PROVIDER_FAULT
    return {401: _BAD_KEY, TOO_MANY: _TOO_FAST}.get(status, _REFUSED_ALL)


def _read_airtime_entry(entry: Mapping[str, object]) -> SendOutcome:
    status = str(entry.get("status", "")).strip().lower()
    request_id = usable_id(str(entry.get("requestId", "")))
    if status in ("sent", "success"):
        taken = outcome_of(_TAKEN, status)
        return replace(taken, gateway_message_id=None if request_id == "None" else request_id)
    refused = _why_no_airtime(entry, _AIRTIME_REFUSED)
    return outcome_of(refused if status == "failed" else _UNREADABLE, "airtime")


def _why_no_airtime(said: Mapping[str, object], otherwise: _Meaning) -> _Meaning:
    """Tell an empty account and a bad number by the provider's words."""
    message = re.sub(r"[^a-z]", "", str(said.get("errorMessage", "")).lower())
    if message.startswith("insufficient"):
        return _NO_BALANCE
    return _NAMES.get(message, otherwise)
