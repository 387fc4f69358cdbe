"""Hand one claimed message, or airtime, to a gateway: the only place that does.

No transaction is open meanwhile, and whatever a gateway does, an outcome comes back. A gateway
that breaks its promise and raises leaves the message uncertain: it may be on its way.
"""

import structlog

from monitor.sms.claiming import ClaimedMessage
from monitor.sms.gateway import (
    Airtime,
    Gateway,
    Outgoing,
    SendKind,
    SendOutcome,
    SendsAirtime,
)

log = structlog.get_logger(__name__)


def attempt(gateway: Gateway, claimed: ClaimedMessage) -> SendOutcome:
    """Hand the message over and return what is known afterwards."""
    outgoing = Outgoing(
        message_id=claimed.message_id, to=claimed.to, text=claimed.text, sender=claimed.sender
    )
    try:
        return gateway.send(outgoing)
    except Exception as error:
        # Only the kind of error is logged: its words may hold the number or the text.
        log.exception("gateway_raised", message_id=claimed.message_id, exc_info=False)
        return _unknown(error)


def credit(gateway: SendsAirtime, airtime: Airtime) -> SendOutcome:
    """Hand airtime over and return what is known afterwards."""
    try:
        return gateway.send_airtime(airtime)
    except Exception as error:
        log.exception("gateway_raised", thanks_id=airtime.thanks_id, exc_info=False)
        return _unknown(error)


def _unknown(error: Exception) -> SendOutcome:
    return SendOutcome(
        kind=SendKind.AMBIGUOUS,
        code=type(error).__name__[:40],
        reason="The gateway failed in a way it should not.",
    )
