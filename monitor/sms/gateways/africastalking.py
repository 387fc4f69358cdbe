"""Africa's Talking, through its official SDK (2.0.3): the one file that knows it.

The SDK raises one exception without a status for 400, 401, 429 and 503 alike, and its base URL
can only be set on private attributes. Here status and body survive, so that what was certainly
not taken is told from what may be on its way. A message sent twice can be read by the wrong
person; one given up too early leaves her alone.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import requests
from africastalking.SMS import SMSService
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError

from monitor.core.errors import Invalid
from monitor.core.phone import normalise
from monitor.sms.callback_forms import Addresses, FormCallbacks, usable_id
from monitor.sms.gateway import Outgoing, SendKind, SendOutcome
from monitor.sms.provider_url import host_of, is_acceptable

PRODUCTION = "production"
SANDBOX_USERNAME = "sandbox"
TIMEOUT_SECONDS = (3.05, 9.05)


@dataclass(frozen=True, kw_only=True)
class AfricasTalkingSettings:
    """The account and what it is reached under; an empty URL means the provider's own."""

    username: str
    api_key: str = field(repr=False)
    environment: str
    base_url: str = ""
    content_url: str = ""
    sender: str = ""
    short_code: str = ""
    ussd_code: str = ""
    keyword: str = ""
    country: str = "KE"

    @property
    def is_production(self) -> bool:
        """Tell whether real people are on the other side."""
        return self.environment == PRODUCTION


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
_BAD_NUMBER = _Meaning(SendKind.REFUSED_PERMANENT, "The number does not exist or takes no SMS.")
_PROVIDER_FAULT = _Meaning(
    SendKind.AMBIGUOUS, "The provider failed; the message may or may not go out.", True
)
_CODES: Mapping[str, _Meaning] = {
    "100": _TAKEN,
    "101": _TAKEN,
    "102": _TAKEN,
    "401": _Meaning(SendKind.HELD, "The provider holds the message for a risk check."),
    "402": _BAD_SENDER,
    "403": _BAD_NUMBER,
    "404": _BAD_NUMBER,
    "405": _NO_BALANCE,
    "406": _BLOCKED,
    "407": _Meaning(SendKind.NOT_TAKEN, "The provider found no route to the number.", True),
    "409": _Meaning(SendKind.REFUSED_PERMANENT, "The number is on a do-not-disturb list."),
    "500": _PROVIDER_FAULT,
    "501": _PROVIDER_FAULT,
    "502": _Meaning(SendKind.NOT_TAKEN, "The network refused the message.", True),
}
_UNKNOWN_CODE = _Meaning(SendKind.AMBIGUOUS, "The provider gave a code we do not know.")
_NAMES: Mapping[str, _Meaning] = {
    "insufficientbalance": _NO_BALANCE,
    "userinblacklist": _BLOCKED,
    "invalidphonenumber": _BAD_NUMBER,
    "unsupportednumbertype": _BAD_NUMBER,
}
_UNREACHED = _Meaning(SendKind.NOT_TAKEN, "The provider could not be reached.", True)
_NOT_READ = _Meaning(SendKind.NOT_TAKEN, "The provider turned the request away.", True)
_BAD_KEY = _Meaning(
    SendKind.CONFIG_ERROR, "The provider refused our key. A new key can take 20 minutes to work."
)
_UNREADABLE = _Meaning(SendKind.AMBIGUOUS, "The provider's answer could not be understood.")
_REFUSED_ALL = _Meaning(SendKind.CONFIG_ERROR, "The provider refused the request as a whole.")


class _StatusKeepingSMS(SMSService):
    """The SDK's SMS service, answering with status and body instead of raising without them."""

    def __init__(self, settings: AfricasTalkingSettings) -> None:
        super().__init__(settings.username, settings.api_key)
        if settings.base_url:
            self._baseUrl = _versioned(settings.base_url)
        if settings.content_url or settings.base_url:
            self._contentUrl = _versioned(settings.content_url or settings.base_url)

    def _make_request(
        self,
        url: str,
        method: str,
        headers: Mapping[str, str],
        data: Mapping[str, str | int] | None,
        params: Mapping[str, str] | None,
        callback: None = None,
        timeout: tuple[float, float] = TIMEOUT_SECONDS,
    ) -> Reply:
        # A fresh connection each time: a kept one that died reads as "may have been sent".
        # A redirect is not followed: it would carry the key to another host.
        response = requests.request(
            method,
            url,
            headers=dict(headers),
            data=data,
            params=params,
            timeout=timeout,
            allow_redirects=False,
        )
        return Reply(response.status_code, response.content)


class AfricasTalkingGateway(FormCallbacks):
    """Send through the SDK and read the provider's callbacks."""

    name = "africastalking"

    def __init__(
        self,
        settings: AfricasTalkingSettings,
        *,
        timeout_seconds: tuple[float, float] = TIMEOUT_SECONDS,
    ) -> None:
        refuse_unsafe(settings)
        super().__init__(
            Addresses(
                production=settings.is_production,
                sender=settings.sender,
                short_code=settings.short_code,
                ussd_code=settings.ussd_code,
                keyword=settings.keyword,
                country=settings.country,
            )
        )
        self._settings = settings
        self._timeout_seconds = timeout_seconds
        self._sdk = _StatusKeepingSMS(settings)

    @property
    def is_test(self) -> bool:
        """Tell whether the base URL is a stand-in: neither production nor the provider's host."""
        host = host_of(self._settings.base_url)
        return not self._settings.is_production and bool(host) and not _is_provider(host)

    def send(self, outgoing: Outgoing) -> SendOutcome:
        """Hand one message to the provider: one request, one recipient, no retry."""
        if normalise(outgoing.to, self._settings.country) != outgoing.to:
            return _outcome(_BAD_NUMBER, "not_e164")
        try:
            reply = self._sdk.send(
                outgoing.text.encode("utf-8", "replace").decode("utf-8"),
                [outgoing.to],
                sender_id=outgoing.sender or self._settings.sender or None,
                timeout=self._timeout_seconds,
            )
        except (OSError, HTTPError) as error:
            return failure(error)
        return read_reply(reply, outgoing.to)


def refuse_unsafe(settings: AfricasTalkingSettings) -> None:
    """Raise `Invalid` for settings under which messages would vanish or the key would leak."""
    for name, value in (("at_username", settings.username), ("at_api_key", settings.api_key)):
        if not value or not value.isascii() or not value.isprintable():
            raise Invalid(f"{name} is missing or holds characters it cannot have.", field=name)
    if settings.is_production and settings.username == SANDBOX_USERNAME:
        raise Invalid(
            "A production installation cannot use the username 'sandbox': nobody would be reached.",
            field="at_username",
        )
    for name, url in (("at_base_url", settings.base_url), ("at_content_url", settings.content_url)):
        if url and not is_acceptable(url, is_production=settings.is_production):
            raise Invalid(
                f"{name} must be an https address (http only outside production or on loopback).",
                field=name,
            )


def _is_provider(host: str) -> bool:
    return host == "africastalking.com" or host.endswith(".africastalking.com")


def _versioned(url: str) -> str:
    bare = url.rstrip("/")
    return bare if bare.endswith("/version1") else f"{bare}/version1"


def failure(error: Exception) -> SendOutcome:
    """Tell a connection that never stood from one that broke with the message on its way."""
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return _outcome(_UNREACHED, "connect_timeout")
    cause = error.args[0] if error.args else None
    if isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError):
        return _outcome(_UNREACHED, "connect_failed")
    if isinstance(error, requests.exceptions.ReadTimeout):
        return _outcome(_PROVIDER_FAULT, "read_timeout")
    return _outcome(_PROVIDER_FAULT, "connection_lost")


def read_reply(reply: Reply, to: str) -> SendOutcome:
    """Return what the provider's answer means for the one message to this number.

    >>> read_reply(Reply(429, b""), "+254700000001").kind
    <SendKind.NOT_TAKEN: 'not_taken'>
    """
    code = f"http_{reply.status}"
    if reply.status == 401:
        return _outcome(_BAD_KEY, code)
    if 400 <= reply.status < 500:
        return _outcome(_NOT_READ, code)
    if not 200 <= reply.status < 300:
        return _outcome(_PROVIDER_FAULT, code)
    data = _data(reply.body)
    entries = data.get("Recipients")
    if not isinstance(entries, list):
        return _outcome(_UNREADABLE, "unreadable")
    if not entries:
        return _refused_all(str(data.get("Message", "")))
    return _one_of([_read_entry(entry) for entry in entries if _is_for(entry, to)])


def _data(body: bytes) -> Mapping[str, object]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    data = content.get("SMSMessageData") if isinstance(content, dict) else None
    return data if isinstance(data, dict) else {}


def _refused_all(message: str) -> SendOutcome:
    word = message.strip()
    named = re.fullmatch(r"[A-Za-z]{1,40}", word) is not None
    return _outcome(_NAMES.get(word.lower(), _REFUSED_ALL), word if named else "no_recipients")


def _is_for(entry: object, to: str) -> bool:
    return isinstance(entry, dict) and normalise(str(entry.get("number", ""))) == to


def _one_of(outcomes: Iterable[SendOutcome]) -> SendOutcome:
    found = list(outcomes)
    if not found:
        return _outcome(_UNREADABLE, "wrong_recipient")
    if len({outcome.kind for outcome in found}) > 1:
        return _outcome(_UNREADABLE, "contradictory")
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


def _outcome(meaning: _Meaning, code: str) -> SendOutcome:
    return SendOutcome(
        kind=meaning.kind,
        code=code,
        reason=meaning.reason,
        may_resend_once=meaning.may_resend_once,
    )
