"""One case in full: what happened, what was done, with notes opened and her words still sealed.

Her words open one event at a time, when somebody asks for them; whoever asks has it audited.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from monitor.core.errors import NotFound
from monitor.privacy import vault
from monitor.sms import replies
from monitor.staff.permissions import Reach
from monitor.triage import queue_store, store
from monitor.triage.graver import CALL_AT
from monitor.triage.models import CaseAction, CaseEvent
from monitor.triage.queue import QueueRow, find_row

WORDS = "inbound"


@dataclass(frozen=True, kw_only=True)
class EventView:
    """One thing that happened."""

    event_id: str
    rule: str
    severity: int
    source_type: str
    source_id: str | None
    details: Mapping[str, Any]
    silent: bool
    arrived_at: datetime
    read_by: datetime | None
    read_at: datetime | None
    act_by: datetime
    acted_at: datetime | None

    @property
    def has_words(self) -> bool:
        """Tell whether there is a text of hers to open."""
        return self.source_type == WORDS and self.source_id is not None

    @property
    def call_at(self) -> datetime | None:
        """Return when she wishes to be called, where she said so without doubt."""
        wished = self.details.get(CALL_AT)
        return None if wished is None else datetime.fromisoformat(wished)


@dataclass(frozen=True, kw_only=True)
class ActionView:
    """One thing somebody did; `by` is none for the system."""

    action_id: str
    kind: str
    by: str | None
    at: datetime
    details: Mapping[str, Any]
    note: str | None = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """One case. Whoever shows it records that it was seen."""

    row: QueueRow
    reason: str
    outcome: str | None
    opened_at: datetime
    acted_at: datetime | None
    closed_at: datetime | None
    next_step_at: datetime | None
    events: tuple[EventView, ...]
    """In order of arrival."""
    actions: tuple[ActionView, ...]
    """Latest first."""


@dataclass(frozen=True, kw_only=True)
class HerWords:
    """One text, how it was read, and which words decided."""

    message_id: str
    text: str = field(repr=False)
    because: str = field(repr=False)
    label: str
    severity: int
    topics: tuple[str, ...]
    flags: tuple[str, ...]
    corrected_label: str | None
    received_at: datetime


def case_view(
    session: Session, reach: Reach, case_id: str, *, now: datetime, wall_now: datetime
) -> CaseView:
    """Return one case; one out of reach looks as if it did not exist."""
    row = find_row(session, reach, case_id, now=now, wall_now=wall_now)
    if row is None:
        raise NotFound("there is no such case")
    case = store.find_case(session, case_id)
    return CaseView(
        row=row,
        reason=case.reason,
        outcome=case.outcome,
        opened_at=case.opened_at,
        acted_at=case.acted_at,
        closed_at=case.closed_at,
        next_step_at=case.next_step_at,
        events=tuple(_event(event) for event in store.list_events(session, case_id)),
        actions=_actions(session, case_id, case.person_id),
    )


def words_of(session: Session, case_id: str, event_id: str) -> HerWords:
    """Open the text behind one event of a case, exactly as she sent it."""
    event, case = store.get_event(session, event_id)
    if case.id != case_id or event.source_type != WORDS or event.source_id is None:
        raise NotFound("there are no words to open")
    message = replies.get(session, event.source_id)
    return HerWords(
        message_id=message.id,
        text=replies.text_of(session, message),
        because=replies.because_of(session, message),
        label=message.label,
        severity=message.severity,
        topics=tuple(message.topics),
        flags=tuple(message.flags),
        corrected_label=message.corrected_label,
        received_at=message.received_at,
    )


def _event(event: CaseEvent) -> EventView:
    return EventView(
        event_id=event.id,
        rule=event.rule,
        severity=event.severity,
        source_type=event.source_type,
        source_id=event.source_id,
        details=MappingProxyType(dict(event.details)),
        silent=event.silent,
        arrived_at=event.arrived_at,
        read_by=event.read_by,
        read_at=event.read_at,
        act_by=event.act_by,
        acted_at=event.acted_at,
    )


def _actions(session: Session, case_id: str, person_id: str | None) -> tuple[ActionView, ...]:
    found: Sequence[tuple[CaseAction, str | None]] = queue_store.list_actions(session, case_id)
    owners = [vault.PROGRAMME if person_id is None else person_id]
    keys = queue_store.load_keys(session, owners)
    return tuple(
        ActionView(
            action_id=action.id,
            kind=action.kind,
            by=username,
            at=action.at,
            details=MappingProxyType(dict(action.details)),
            note=_note(session, action) if keys else None,
        )
        for action, username in found
    )


def _note(session: Session, action: CaseAction) -> str | None:
    if action.note_sealed is None:
        return None
    place = {"table": "case_actions", "column": "note_sealed", "row_id": action.id}
    return vault.unseal(session, action.note_sealed, **place)
