"""Store a provider's callback and answer it; it is understood later, in another transaction."""

from collections.abc import Callable
from hashlib import sha256

import structlog
from sqlalchemy.orm import Session

from monitor.core.ids import new_id
from monitor.sms import inbox
from monitor.sms.gateway import (
    Gateway,
    InboundSms,
    OptOut,
    Quarantine,
    Receipt,
    Subscription,
    UssdEnd,
)
from monitor.sms.inbox import Callback, Stored, Verdict
from monitor.sms.ussd_input import without_typed
from monitor.triage.alarms import raise_alarm
from monitor.usecases.programme import Programme

Parsed = InboundSms | Receipt | OptOut | Subscription | UssdEnd | Quarantine
log = structlog.get_logger(__name__)


def take_callback(
    session: Session,
    programme: Programme,
    *,
    gateway: str,
    kind: str,
    body: bytes,
    content_type: str,
) -> Stored:
    """Store one callback in the caller's transaction; what cannot be used raises an alarm."""
    now = programme.clock.now()
    if kind == "ussd-end":
        body = without_typed(body, content_type)
    parsed = parse_safely(programme.gateway_named(gateway), kind, body, content_type)
    dedupe, content = _keys(parsed, body)
    callback = Callback(
        gateway=gateway,
        kind=kind,
        dedupe=dedupe,
        content=content,
        body=body.decode("latin-1"),
        content_type=content_type,
    )
    reason = parsed.reason if isinstance(parsed, Quarantine) else None
    stored = inbox.store(session, callback, at=now, quarantine=reason)
    if stored.verdict is Verdict.CONFLICT:
        raise_alarm(session, "callback_conflict", at=now)
    elif reason is not None and stored.verdict is Verdict.NEW:
        raise_alarm(session, "callback_quarantined", at=now)
    return stored


def parse(gateway: Gateway, kind: str, body: bytes, content_type: str) -> Parsed:
    """Return what a callback says, by its kind."""
    parsers: dict[str, Callable[[bytes, str], Parsed]] = {
        "sms": gateway.parse_inbound,
        "receipt": gateway.parse_receipt,
        "opt-out": gateway.parse_opt_out,
        "subscription": gateway.parse_subscription,
        "ussd-end": gateway.parse_ussd_end,
    }
    return parsers[kind](body, content_type)


def parse_safely(gateway: Gateway, kind: str, body: bytes, content_type: str) -> Parsed | None:
    """Return what a callback says, or None where the parser broke: it is stored all the same."""
    try:
        return parse(gateway, kind, body, content_type)
    except Exception:
        log.exception("callback_parser_failed", gateway=gateway.name, kind=kind)
        return None


def _keys(parsed: Parsed | None, body: bytes) -> tuple[str, str]:
    """Return what makes a callback the same one, and the content that must then match."""
    match parsed:
        case InboundSms():
            content = f"{parsed.from_number}\0{parsed.text}"
            return parsed.dedupe(lambda text: sha256(text.encode()).hexdigest()), content
        case Receipt():
            key = f"{parsed.gateway_message_id}\0{parsed.status}\0{parsed.reason}"
            return key, parsed.phone
        case UssdEnd():
            return f"{parsed.session_id}\0{parsed.outcome}\0{parsed.phone}", ""
        case OptOut() | Subscription():
            return new_id(), ""
        case _:
            return sha256(body).hexdigest(), ""
