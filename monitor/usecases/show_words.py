"""Open her words because somebody tapped them: every view of a text is in the trail."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core.errors import NotFound
from monitor.reading.reading import Label
from monitor.sms import replies
from monitor.staff.permissions import Reach
from monitor.triage import casework
from monitor.triage.case_page import CaseView, case_view
from monitor.usecases.programme import Programme


@dataclass(frozen=True, kw_only=True)
class Words:
    """One text as it was sent, how it was read, and what a caseworker made of it."""

    text: str = field(repr=False)
    because: tuple[str, ...] = field(repr=False)
    label: str
    severity: int
    topics: tuple[str, ...]
    flags: tuple[str, ...]
    corrected_label: str | None


def show_words(
    session: Session, programme: Programme, *, case_id: str, reach: Reach, staff_id: str
) -> dict[str, Words]:
    """Return the words of a case by event; what was unread counts as read from now on."""
    now, wall_now = programme.clock.now(), programme.wall.now()
    view = case_view(session, reach, case_id, now=now, wall_now=wall_now)
    messages = _messages(view)
    casework.mark_read(session, case_id, at=now)
    record(
        session, AuditEventKind.TEXT_SEEN, at=wall_now, actor_id=staff_id, object_type="case",
        object_id=case_id, details={"messages": list(messages.values())},
    )  # fmt: skip
    return {event_id: open_words(session, found) for event_id, found in messages.items()}


def correct_reading(
    session: Session,
    programme: Programme,
    *,
    case_id: str,
    event_id: str,
    label: Label,
    reach: Reach,
    staff_id: str,
) -> None:
    """Keep what a caseworker says a text means; how it was read stays beside it."""
    now, wall_now = programme.clock.now(), programme.wall.now()
    view = case_view(session, reach, case_id, now=now, wall_now=wall_now)
    message_id = _messages(view).get(event_id)
    if message_id is None:
        raise NotFound("there are no words to correct")
    replies.correct(session, message_id, label=label.value, by=staff_id)
    record(
        session, AuditEventKind.READING_CORRECTED, at=wall_now, actor_id=staff_id,
        object_type="inbound", object_id=message_id, details={"label": label.value},
    )  # fmt: skip


def open_words(session: Session, message_id: str) -> Words:
    """Return one text opened; whoever calls this has written down that it was seen."""
    row = replies.get(session, message_id)
    return Words(
        text=replies.text_of(session, row),
        because=tuple(replies.because_of(session, row).splitlines()),
        label=row.label,
        severity=row.severity,
        topics=tuple(row.topics),
        flags=tuple(row.flags),
        corrected_label=row.corrected_label,
    )


def _messages(view: CaseView) -> dict[str, str]:
    return {
        event.event_id: event.source_id
        for event in view.events
        if event.has_words and event.source_id is not None
    }
