"""Every query on the trail."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from monitor.audit.models import AuditEvent

PAGE = 500


def add(session: Session, event: AuditEvent) -> None:
    """Add one line."""
    session.add(event)


def lock_unchained(session: Session, *, limit: int) -> tuple[AuditEvent, ...]:
    """Return the oldest lines that are not in the chain yet, so that nobody else chains them."""
    query = select(AuditEvent).where(AuditEvent.position.is_(None)).order_by(AuditEvent.id)
    return tuple(session.scalars(query.limit(limit).with_for_update()))


def count_unchained(session: Session) -> int:
    """Return how many lines wait for the chain."""
    query = select(func.count()).where(AuditEvent.position.is_(None))
    return session.scalar(query) or 0


def last_link(session: Session) -> AuditEvent | None:
    """Return the last line of the chain."""
    query = select(AuditEvent).where(AuditEvent.position.is_not(None))
    return session.scalar(query.order_by(AuditEvent.position.desc()).limit(1))


def link_at(session: Session, position: int) -> str | None:
    """Return the link at a place in the chain, or None."""
    return session.scalar(select(AuditEvent.link).where(AuditEvent.position == position))


def first_position_since(session: Session, since: datetime) -> int:
    """Return the first place in the chain whose line is not older, or the one after the last."""
    found = session.scalar(
        select(func.min(AuditEvent.position)).where(
            AuditEvent.position.is_not(None), AuditEvent.at >= since
        )
    )
    if found is not None:
        return found
    last = last_link(session)
    return 1 if last is None or last.position is None else last.position + 1


def iterate_chain(session: Session, *, from_position: int) -> Iterator[AuditEvent]:
    """Yield the chained lines in order, read a page at a time, so that no cursor stays open."""
    position = from_position
    while True:
        query = select(AuditEvent).where(AuditEvent.position >= position)
        page = session.scalars(query.order_by(AuditEvent.position).limit(PAGE)).all()
        yield from page
        if len(page) < PAGE:
            return
        position = (page[-1].position or position) + 1
