"""The one list staff work from: worst first, then by time left, each with why it is there.

Reasons are codes, never words of hers; a silent event (a duress word) looks like any other danger
until the case itself is opened. The number of statements does not grow with the number of rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from monitor.people import views as people
from monitor.staff.permissions import Reach
from monitor.triage import queue_store as store
from monitor.triage import rota
from monitor.triage.models import Case, CaseEvent
from monitor.triage.moves import State
from monitor.triage.rules import DISTRESS_REASONS

SHOWN_REASON = "distress"
WHY_PARTS = 3


class Tab(StrEnum):
    """Which part of the list is shown."""

    MINE = "mine"
    TEAM = "team"
    WATCHING = "watching"
    """Waits for a step that is not due yet."""


@dataclass(frozen=True, kw_only=True)
class WhyPart:
    """One thing that happened, for the line of why."""

    rule: str
    severity: int
    details: Mapping[str, Any]
    arrived_at: datetime


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """One case in the list."""

    case_id: str
    person_id: str | None
    code_name: str | None = field(repr=False)
    reason: str
    severity: int
    state: str
    why: tuple[WhyPart, ...]
    arrived_at: datetime
    due_at: datetime | None
    """When somebody must act, or else when the next step is due."""
    left: timedelta | None
    """Time until then; below zero it is over."""
    next_step: str | None
    holder_id: str | None
    holder: str | None
    held: bool
    """Somebody's hold is running: others are refused."""
    unread: int


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One page of the list, and how many cases each tab holds."""

    rows: tuple[QueueRow, ...]
    counts: Mapping[Tab, int]


def list_queue(
    session: Session,
    reach: Reach,
    *,
    tab: Tab,
    now: datetime,
    wall_now: datetime,
    limit: int = 50,
    offset: int = 0,
) -> Queue:
    """Return one page of a tab within reach, worst first, then least time left."""
    on_duty = is_on_duty(session, reach.staff_id, now)
    conditions = {name: store.in_tab(name, reach, on_duty=on_duty, now=now) for name in Tab}
    found = store.list_cases(session, conditions[tab], limit=limit, offset=offset)
    counts = store.count_cases(session, conditions)
    return Queue(rows=_rows(session, found, now, wall_now), counts=MappingProxyType(dict(counts)))


def find_row(
    session: Session, reach: Reach, case_id: str, *, now: datetime, wall_now: datetime
) -> QueueRow | None:
    """Return one case as it stands in the list, closed ones too, or None out of reach."""
    on_duty = is_on_duty(session, reach.staff_id, now)
    found = store.list_cases(
        session, store.is_case(case_id, reach, on_duty=on_duty), limit=1, offset=0
    )
    rows = _rows(session, found, now, wall_now)
    return rows[0] if rows else None


def list_of_person(
    session: Session, person_id: str, *, now: datetime, wall_now: datetime
) -> tuple[QueueRow, ...]:
    """Return every case of one person, for her page; whoever shows it has checked the reach."""
    found = store.list_cases(session, store.is_about(person_id), limit=100, offset=0)
    return _rows(session, found, now, wall_now)


def is_on_duty(session: Session, staff_id: str, now: datetime) -> bool:
    """Tell whether somebody is on duty, or stands behind."""
    duty = rota.on_duty(session, now)
    return duty is not None and staff_id in (duty.staff_id, duty.backup_id)


def _rows(
    session: Session,
    found: Sequence[tuple[Case, str | None]],
    now: datetime,
    wall_now: datetime,
) -> tuple[QueueRow, ...]:
    events = store.events_by_case(session, [case.id for case, _ in found])
    person_ids = [case.person_id for case, _ in found if case.person_id is not None]
    keys = store.load_keys(session, person_ids)
    names = people.code_names(session, person_ids) if keys else {}
    return tuple(
        _row(case, holder, events.get(case.id, ()), names, now, wall_now) for case, holder in found
    )


def _row(
    case: Case,
    holder: str | None,
    events: Sequence[CaseEvent],
    names: Mapping[str, str],
    now: datetime,
    wall_now: datetime,
) -> QueueRow:
    due_at = None if case.state == State.CLOSED else case.act_by or case.next_step_at
    held = case.claimed_until is not None and case.claimed_until > wall_now
    return QueueRow(
        case_id=case.id,
        person_id=case.person_id,
        code_name=None if case.person_id is None else names[case.person_id],
        reason=SHOWN_REASON if case.reason in DISTRESS_REASONS else case.reason,
        severity=case.severity,
        state=case.state,
        why=_why(events),
        arrived_at=case.arrived_at,
        due_at=due_at,
        left=None if due_at is None else due_at - now,
        next_step=case.next_step,
        holder_id=case.holder_id,
        holder=holder,
        held=held,
        unread=sum(event.read_by is not None and event.read_at is None for event in events),
    )


def _why(events: Sequence[CaseEvent]) -> tuple[WhyPart, ...]:
    """Return the worst events first, those nobody acted on before the others, latest first."""
    latest_first = sorted(events, key=lambda event: event.arrived_at, reverse=True)
    worst = sorted(latest_first, key=lambda event: (event.acted_at is not None, -event.severity))
    return tuple(
        WhyPart(
            rule=SHOWN_REASON if event.silent else event.rule,
            severity=event.severity,
            details=MappingProxyType({} if event.silent else dict(event.details)),
            arrived_at=event.arrived_at,
        )
        for event in worst[:WHY_PARTS]
    )
