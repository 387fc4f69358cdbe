"""Texts whose writer is not known, and callbacks nobody could read, as staff see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from monitor.core.errors import NotFound
from monitor.sms import replies
from monitor.sms.models import InboundMessage, RawCallback

UNREAD = ("quarantined", "set_aside")
UNMATCHED = ("unknown", "shared", "withheld")


@dataclass(frozen=True, kw_only=True)
class UnmatchedText:
    """One text, without its words and its number."""

    message_id: str
    matched: str
    label: str
    severity: int
    received_at: datetime
    corrected_label: str | None


@dataclass(frozen=True, kw_only=True)
class UnreadCallbacks:
    """How many callbacks lie aside for one reason, and since when."""

    kind: str
    reason: str
    count: int
    last_at: datetime


def list_texts(session: Session, *, limit: int) -> tuple[UnmatchedText, ...]:
    """Return the texts nobody has dealt with, newest first."""
    rows = replies.list_unmatched(session, limit=limit)
    return tuple(_text(row) for row in rows)


def get_text(session: Session, message_id: str) -> UnmatchedText:
    """Return one text that nobody has dealt with; another's text looks as if it did not exist."""
    row = replies.get(session, message_id)
    if row.matched not in UNMATCHED or row.handled_at is not None:
        raise NotFound("there is no such text")
    return _text(row)


def list_unread_callbacks(session: Session) -> Sequence[UnreadCallbacks]:
    """Return what lies aside, by kind and reason."""
    last_at = func.max(RawCallback.received_at)
    query = (
        select(RawCallback.kind, RawCallback.reason, func.count(), last_at)
        .where(RawCallback.state.in_(UNREAD))
        .group_by(RawCallback.kind, RawCallback.reason)
        .order_by(last_at.desc())
    )
    return [
        UnreadCallbacks(kind=kind, reason=reason or "", count=count, last_at=last)
        for kind, reason, count, last in session.execute(query)
    ]


def _text(row: InboundMessage) -> UnmatchedText:
    return UnmatchedText(
        message_id=row.id,
        matched=row.matched,
        label=row.label,
        severity=row.severity,
        received_at=row.received_at,
        corrected_label=row.corrected_label,
    )
