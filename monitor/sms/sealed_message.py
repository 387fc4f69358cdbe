"""Seal and open what of a message must not be read in the database: its number and its words."""

from sqlalchemy.orm import Session

from monitor.privacy import vault
from monitor.sms.models import OutboundMessage
from monitor.sms.store import get_message
from monitor.sms.text import measure, plain

TABLE = OutboundMessage.__tablename__


def seal_into(session: Session, row: OutboundMessage, *, number: str, body: str) -> None:
    """Seal number and words into a new row, for its own place only; look-alikes are made plain."""
    body = plain(body)
    sealed = {
        column: vault.seal(
            session, value, owner=row.person_id, table=TABLE, column=column, row_id=row.id
        )
        for column, value in (("to_sealed", number), ("body_sealed", body))
    }
    row.to_sealed, row.body_sealed = sealed["to_sealed"], sealed["body_sealed"]
    row.to_lookup = vault.lookup(session, number, use="phone")
    row.parts = measure(body).parts


def open_message(session: Session, row: OutboundMessage) -> tuple[str, str]:
    """Return number and words of a row; `SealBroken` once the person was erased."""
    number = vault.unseal(session, row.to_sealed, table=TABLE, column="to_sealed", row_id=row.id)
    body = vault.unseal(session, row.body_sealed, table=TABLE, column="body_sealed", row_id=row.id)
    return number, body


def number_of(session: Session, message_id: str) -> str:
    """Return the number a message went to (E.164)."""
    return open_message(session, get_message(session, message_id))[0]
