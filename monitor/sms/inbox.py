"""What came in, committed before anybody tries to understand it.

A callback that comes again is recognised by its key; the same key with other content is kept beside
the first as evidence and never overwrites it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from monitor.core.ids import new_id
from monitor.privacy import vault
from monitor.sms.models import RawCallback

MOST_TRIES = 3
_NEW = (
    select(RawCallback.id)
    .where(RawCallback.state == "new")
    .order_by(RawCallback.received_at, RawCallback.id)
    .limit(bindparam("most"))
)


class Verdict(StrEnum):
    """What a callback is to those that came before."""

    NEW = "new"
    REPEAT = "repeat"
    CONFLICT = "conflict"


@dataclass(frozen=True, kw_only=True)
class Callback:
    """A callback as it came: raw, with the key that makes it one and the content it must match."""

    gateway: str
    kind: str
    dedupe: str
    content: str
    body: str
    content_type: str


@dataclass(frozen=True)
class Stored:
    """Where a callback lies now, and what it was."""

    raw_id: str
    verdict: Verdict


@dataclass(frozen=True)
class Waiting:
    """A stored callback that has not been read."""

    raw_id: str
    gateway: str
    kind: str
    body: bytes
    content_type: str
    received_at: datetime


def store(
    session: Session, callback: Callback, *, at: datetime, quarantine: str | None = None
) -> Stored:
    """Store a callback once; a reason for quarantine keeps it for a person to look at."""
    dedupe = vault.lookup(session, callback.dedupe, use=f"dedupe:{callback.kind}")
    content = vault.lookup(session, callback.content, use=f"content:{callback.kind}")
    known = _find(session, callback, dedupe)
    if known is None:
        state = "new" if quarantine is None else "quarantined"
        raw = _add(session, callback, dedupe, content, at=at, state=state, reason=quarantine)
        return Stored(raw.id, Verdict.NEW)
    if known.content_hash == content:
        return Stored(known.id, Verdict.REPEAT)
    dedupe = vault.lookup(session, dedupe + content, use="conflict")
    known = _find(session, callback, dedupe)
    if known is not None:
        return Stored(known.id, Verdict.REPEAT)
    raw = _add(session, callback, dedupe, content, at=at, state="quarantined", reason="conflict")
    return Stored(raw.id, Verdict.CONFLICT)


def list_new(session: Session, *, limit: int) -> tuple[str, ...]:
    """Return the ids of callbacks nobody has read, oldest first."""
    return tuple(session.scalars(_NEW, {"most": limit}))


def claim(session: Session, raw_id: str) -> Waiting | None:
    """Take a callback for reading in this transaction; None where another already read it."""
    query = (
        update(RawCallback)
        .where(RawCallback.id == raw_id, RawCallback.state == "new")
        .values(state="read")
        .returning(RawCallback)
    )
    raw = session.scalar(query, execution_options={"populate_existing": True})
    if raw is None:
        return None
    return Waiting(
        raw_id=raw.id,
        gateway=raw.gateway,
        kind=raw.kind,
        body=_body(session, raw),
        content_type=raw.content_type,
        received_at=raw.received_at,
    )


def count_failure(session: Session, raw_id: str) -> bool:
    """Count a failed reading; after three the callback is set aside. Return whether it was."""
    raw = session.get_one(RawCallback, raw_id)
    raw.attempts += 1
    if raw.attempts < MOST_TRIES:
        return False
    raw.state, raw.reason = "set_aside", "unreadable"
    return True


def quarantine(session: Session, raw_id: str, reason: str) -> None:
    """Keep a callback for a person, with the reason."""
    raw = session.get_one(RawCallback, raw_id)
    raw.state, raw.reason = "quarantined", reason[:40]


def give_to(session: Session, raw_id: str, person_id: str | None) -> None:
    """Name whose callback it is, and drop the body: everything in it is stored under her key."""
    raw = session.get_one(RawCallback, raw_id)
    raw.person_id, raw.body_sealed = person_id, None


def _find(session: Session, callback: Callback, dedupe: str) -> RawCallback | None:
    query = select(RawCallback).where(
        RawCallback.gateway == callback.gateway,
        RawCallback.kind == callback.kind,
        RawCallback.dedupe == dedupe,
    )
    return session.scalar(query)


def _add(
    session: Session,
    callback: Callback,
    dedupe: str,
    content: str,
    *,
    at: datetime,
    state: str,
    reason: str | None,
) -> RawCallback:
    raw_id = new_id()
    raw = RawCallback(
        id=raw_id,
        gateway=callback.gateway,
        kind=callback.kind,
        dedupe=dedupe,
        content_hash=content,
        body_sealed=vault.seal(
            session,
            callback.body,
            owner=None,
            table="raw_callbacks",
            column="body_sealed",
            row_id=raw_id,
        ),
        content_type=callback.content_type[:80],
        received_at=at,
        state=state,
        reason=None if reason is None else reason[:40],
        attempts=0,
    )
    session.add(raw)
    session.flush()
    return raw


def _body(session: Session, raw: RawCallback) -> bytes:
    if raw.body_sealed is None:
        return b""
    text = vault.unseal(
        session, raw.body_sealed, table="raw_callbacks", column="body_sealed", row_id=raw.id
    )
    return text.encode("latin-1")
