"""Climb the ladders nobody answered, try held pages again, and tell who missed a case."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.triage import store
from monitor.triage.moves import State
from monitor.triage.rules import MISSED_RUNG
from monitor.usecases.page_staff import PageTarget, climb_ladder, page_rung, send_page
from monitor.usecases.programme import Programme


def escalate_pages(session: Session, programme: Programme) -> int:
    """Do what is due on every ladder; return how many steps were taken."""
    now = programme.clock.now()
    held = store.list_held_pages(session)
    retried = sum(send_page(session, programme, page, now=now) for page in held)
    climbed = _climb_due(session, programme, now)
    return retried + climbed + _tell_missed(session, programme, now)


def _climb_due(session: Session, programme: Programme, now: datetime) -> int:
    due = store.list_due_pages(session, now)
    for page in due:
        page.next_at = None
    session.flush()
    for event_id in _distinct(page.event_id for page in due):
        target = _open_target(session, event_id)
        if target is not None:
            paged = max(page.rung for page in store.list_pages(session, event_ids=[event_id]))
            climb_ladder(session, programme, target, paged=paged, now=now)
    return len(due)


def _open_target(session: Session, event_id: str) -> PageTarget | None:
    """Return what a ladder is about, or None once somebody acted on it."""
    event, case = store.get_event(session, event_id)
    if event.acted_at is not None or case.state == State.CLOSED:
        return None
    return PageTarget(
        case_id=case.id,
        event_id=event.id,
        severity=event.severity,
        arrived_at=event.arrived_at,
        shelter_id=case.shelter_id,
        holder_id=case.holder_id,
    )


def _tell_missed(session: Session, programme: Programme, now: datetime) -> int:
    """Page who stands above when the time to act has passed, whether or not a page was answered."""
    told = 0
    for severity, rung in MISSED_RUNG.items():
        for event in store.list_missed_events(session, now, severity=severity):
            target = _open_target(session, event.id)
            if target is not None:
                told += page_rung(session, programme, target, rung, next_at=None, now=now)
    return told


def _distinct(event_ids: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event_id for event_id in event_ids if event_id is not None))
