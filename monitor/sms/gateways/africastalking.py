"""Africa's Talking, through its official SDK (2.0.3): the one file that knows it.

The SDK raises one exception without a status for 400, 401, 429 and 503 alike, and its base URL
can only be set on private attributes. Here status and body survive, for whoever reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import requests
from africastalking.Airtime import AirtimeService
from africastalking.SMS import SMSService
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError

from monitor.core.errors import Invalid
from monitor.core.phone import normalise
from monitor.sms.africastalking_answers import (
    BAD_NUMBER,
    PROVIDER_FAULT,
    UNREACHED,
    Reply,
    outcome_of,
    read_airtime_reply,
    read_reply,
)
from monitor.sms.callback_forms import Addresses, FormCallbacks
from monitor.sms.gateway import Airtime, Outgoing, SendOutcome
from monitor.sms.provider_url import host_of, is_acceptable

PRODUCTION = "production"
SANDBOX_USERNAME = "sandbox"
TIMEOUT_SECONDS = (3.05, 9.05)
CURRENCY = "KES"


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


class _KeepsStatus:
    """Answers with status and body instead of raising without them."""

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


class _StatusKeepingSMS(_KeepsStatus, SMSService):
    """The SDK's SMS service."""

    def __init__(self, settings: AfricasTalkingSettings) -> None:
        super().__init__(settings.username, settings.api_key)
        if settings.base_url:
            self._baseUrl = _versioned(settings.base_url)
        if settings.content_url or settings.base_url:
            self._contentUrl = _versioned(settings.content_url or settings.base_url)


class _StatusKeepingAirtime(_KeepsStatus, AirtimeService):
    """The SDK's airtime service; made anew for each call, as it keeps the key of the last."""

    def __init__(self, settings: AfricasTalkingSettings) -> None:
        super().__init__(settings.username, settings.api_key)
        if settings.base_url:
            self._baseUrl = f"{_versioned(settings.base_url)}/airtime"


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
            return outcome_of(BAD_NUMBER, "not_e164")
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

    def send_airtime(self, airtime: Airtime) -> SendOutcome:
        """Credit one phone; the key lets the provider know the same request again."""
        if normalise(airtime.to, self._settings.country) != airtime.to:
            return outcome_of(BAD_NUMBER, "not_e164")
        try:
            reply = _StatusKeepingAirtime(self._settings).send(
                phone_number=airtime.to,
                amount=str(airtime.amount),
                currency_code=CURRENCY,
                idempotency_key=airtime.thanks_id,
                timeout=self._timeout_seconds,
            )
        except (OSError, HTTPError) as error:
            return failure(error)
        return read_airtime_reply(reply, airtime.to)


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
        return outcome_of(UNREACHED, "connect_timeout")
    cause = error.args[0] if error.args else None
    if isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError):
        return outcome_of(UNREACHED, "connect_failed")
    if isinstance(error, requests.exceptions.ReadTimeout):
        return outcome_of(PROVIDER_FAULT, "read_timeout")
    return outcome_of(PROVIDER_FAULT, "connection_lost")
