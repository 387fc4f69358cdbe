"""Numbers that refused our messages at a provider: nobody of ours writes to them, by any way.

Only a caseworker who has spoken with her ends it (safety rule 30).
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core.ids import new_id
from monitor.privacy import vault
from monitor.sms.models import Suppression


def is_suppressed(session: Session, phone_lookup: str) -> bool:
    """Tell whether a number has refused any of our senders."""
    query = select(Suppression.id).where(
        Suppression.phone_lookup == phone_lookup, Suppression.lifted_at.is_(None)
    )
    return session.scalar(query.limit(1)) is not None


def suppress(session: Session, *, sender: str, number: str, at: datetime) -> bool:
    """Note that a number (E.164) refused a sender; return whether that is news."""
    name = sender.upper()
    phone_lookup = vault.lookup(session, number, use="phone")
    row = session.scalar(
        select(Suppression).where(
            Suppression.sender == name, Suppression.phone_lookup == phone_lookup
        )
    )
    if row is not None and row.lifted_at is None:
        return False
    if row is None:
        row = Suppression(id=new_id(), phone_lookup=phone_lookup, sender=name, since=at)
        session.add(row)
    row.since, row.lifted_at = at, None
    session.flush()
    return True


def lift(session: Session, number: str, *, at: datetime) -> None:
    """End every suppression of a number (E.164): a caseworker has spoken with her."""
    phone_lookup = vault.lookup(session, number, use="phone")
    query = select(Suppression).where(
        Suppression.phone_lookup == phone_lookup, Suppression.lifted_at.is_(None)
    )
    for row in session.scalars(query):
        row.lifted_at = at
    session.flush()
