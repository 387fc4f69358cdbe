"""Queries of the triage room: pages, and what was missed so that somebody must be paged."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from monitor.triage.models import Case, CaseEvent, Page
from monitor.triage.rules import MISSED_RUNG
from monitor.triage.store import CLOSED

_HELD_PAGES = (
    select(Page)
    .where(Page.held.is_not(None), Page.acknowledged_at.is_(None))
    .order_by(Page.sent_at, Page.id)
    .with_for_update(skip_locked=True)
)
_DUE_PAGES = (
    select(Page)
    .where(Page.acknowledged_at.is_(None), Page.next_at <= bindparam("now"))
    .order_by(Page.next_at, Page.id)
    .with_for_update(skip_locked=True)
)


def list_due_pages(session: Session, now: datetime) -> Sequence[Page]:
    """Return the unanswered pages whose next rung is due, locked against other workers."""
    return session.scalars(_DUE_PAGES, {"now": now}).all()


def list_pages(session: Session, *, event_ids: Collection[str]) -> Sequence[Page]:
    """Return the pages of some events, in order."""
    query = select(Page).where(Page.event_id.in_(event_ids))
    return session.scalars(query.order_by(Page.sent_at, Page.id)).all()


def list_open_pages_of(session: Session, staff_id: str) -> Sequence[Page]:
    """Return the pages of one member of staff that nobody acknowledged."""
    query = select(Page).where(Page.staff_id == staff_id, Page.acknowledged_at.is_(None))
    return session.scalars(query.order_by(Page.sent_at, Page.id)).all()


def list_open_pages_on(session: Session, case_id: str) -> Sequence[Page]:
    """Return the pages about one case that nobody acknowledged."""
    query = select(Page).where(Page.case_id == case_id, Page.acknowledged_at.is_(None))
    return session.scalars(query.order_by(Page.sent_at, Page.id)).all()


def list_held_pages(session: Session) -> Sequence[Page]:
    """Return the unanswered pages for which no message could be queued, locked."""
    return session.scalars(_HELD_PAGES).all()


def count_open_pages(session: Session) -> int:
    """Count the pages that nobody acknowledged."""
    query = select(func.count()).select_from(Page).where(Page.acknowledged_at.is_(None))
    return session.scalar(query) or 0


def list_missed_events(session: Session, now: datetime, *, severity: int) -> Sequence[CaseEvent]:
    """Return the events not acted on in time of which nobody above was told, locked."""
    return session.scalars(_MISSED[severity], {"now": now}).all()


def next_page_at(session: Session) -> datetime | None:
    """Return when the next page is due: a ladder climbs, or a case is missed."""
    climbs = session.scalar(select(func.min(Page.next_at)).where(Page.acknowledged_at.is_(None)))
    missed = session.scalar(_FIRST_MISSED)
    return min((at for at in (climbs, missed) if at is not None), default=None)


def _is_untold(severity: int, rung: int) -> ColumnElement[bool]:
    """Return the condition for events nobody acted on and of which nobody on a rung was told."""
    paged = select(Page.event_id).where(Page.event_id.is_not(None), Page.rung >= rung)
    return and_(
        CaseEvent.acted_at.is_(None),
        CaseEvent.severity == severity,
        Case.state != CLOSED,
        CaseEvent.id.not_in(paged),
    )


_MISSED = {
    severity: (
        select(CaseEvent)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.act_by <= bindparam("now"), _is_untold(severity, rung))
        .order_by(CaseEvent.act_by, CaseEvent.id)
        .with_for_update(of=CaseEvent, skip_locked=True)
    )
    for severity, rung in MISSED_RUNG.items()
}
_FIRST_MISSED = (
    select(func.min(CaseEvent.act_by))
    .join(Case, Case.id == CaseEvent.case_id)
    .where(or_(*(_is_untold(severity, rung) for severity, rung in MISSED_RUNG.items())))
)
