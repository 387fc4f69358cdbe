"""Climb the ladders nobody answered, try held pages again, and tell who missed a case.

Each ladder is climbed apart: one that cannot be climbed stays due, and stops no other.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from monitor.core.apart import done_apart
from monitor.triage import page_store, store
from monitor.triage.alarms import WORK_FAILED, close_alarm, raise_alarm
from monitor.triage.models import Page
from monitor.triage.moves import State
from monitor.triage.rules import MISSED_RUNG
from monitor.usecases.page_staff import PageTarget, climb_ladder, page_rung, send_page
from monitor.usecases.programme import Programme


def escalate_pages(session: Session, programme: Programme) -> int:
    """Do what is due on every ladder; return how many steps were taken."""
    now = programme.clock.now()
    held = page_store.list_held_pages(session)
    retried = sum(send_page(session, programme, page, now=now) for page in held)
    if retried == len(held):
        close_alarm(session, "page_held", at=now)
    climbed = _climb_due(session, programme, now)
    return retried + climbed + _tell_missed(session, programme, now)


def _climb_due(session: Session, programme: Programme, now: datetime) -> int:
    due = page_store.list_due_pages(session, now)
    climbed = 0
    for event_id in _distinct(page.event_id for page in due):
        pages = [page for page in due if page.event_id == event_id]
        climb = partial(_climb, session, programme, event_id, pages, now)
        if done_apart(session, climb, what="ladder_not_climbed", subject_id=event_id):
            climbed += len(pages)
        else:
            raise_alarm(session, WORK_FAILED, at=now)
    return climbed


def _climb(
    session: Session, programme: Programme, event_id: str, pages: Sequence[Page], now: datetime
) -> None:
    for page in pages:
        page.next_at = None
    target = _open_target(session, event_id)
    if target is not None:
        paged = max(page.rung for page in page_store.list_pages(session, event_ids=[event_id]))
        climb_ladder(session, programme, target, paged=paged, now=now)


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
        for event in page_store.list_missed_events(session, now, severity=severity):
            target = _open_target(session, event.id)
            if target is not None:
                told += page_rung(session, programme, target, rung, next_at=None, now=now)
    return told


def _distinct(event_ids: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event_id for event_id in event_ids if event_id is not None))
