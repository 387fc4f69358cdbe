"""Whether a gateway may be handed messages: an account-wide error pauses it, a trial ends that."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from monitor.sms.models import GatewayState

PROBE_AFTER = timedelta(minutes=20)
"""A paused gateway is tried with one message after this long: a new key can take 20 minutes."""


def gateway_state(session: Session, gateway: str) -> GatewayState:
    """Return a gateway's row, made where it was never used."""
    row = session.get(GatewayState, gateway)
    if row is None:
        row = GatewayState(gateway=gateway)
        session.add(row)
        session.flush()
    return row


def paused_since(session: Session, gateway: str) -> datetime | None:
    """Return since when a gateway is paused."""
    row = session.get(GatewayState, gateway)
    return None if row is None else row.paused_at


def is_gateway_up(session: Session, gateway: str, *, now: datetime) -> bool:
    """Tell whether a gateway may be handed messages, be it only one to try it."""
    since = paused_since(session, gateway)
    return since is None or now - since >= PROBE_AFTER


def is_on_trial(session: Session, gateway: str, *, now: datetime) -> bool:
    """Tell whether a paused gateway is to be tried with one message."""
    since = paused_since(session, gateway)
    return since is not None and now - since >= PROBE_AFTER
