"""Open her words because somebody tapped them: every view of a text is in the trail."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.sms import replies
from monitor.staff.permissions import Reach
from monitor.triage import casework
from monitor.triage.case_page import CaseView, case_view
from monitor.usecases.programme import Programme


@dataclass(frozen=True, kw_only=True)
class Words:
    """One text as it was sent, how it was read, and what a caseworker made of it."""

    texts: tuple[str, ...] = field(repr=False)
    """The text itself; with those it was read together with, in order of arrival."""
    because: tuple[str, ...] = field(repr=False)
    label: str
    severity: int
    topics: tuple[str, ...]
    flags: tuple[str, ...]
    corrected_label: str | None
    corrected_severity: int | None


@dataclass(frozen=True, slots=True)
class _Texts:
    """The text of an event, and all that were read together with it."""

    message_id: str
    all: tuple[str, ...]


def show_words(
    session: Session, programme: Programme, *, case_id: str, reach: Reach, staff_id: str
) -> dict[str, Words]:
    """Return the words of a case by event; what was unread counts as read from now on."""
    now, wall_now = programme.clock.now(), programme.wall.now()
    view = case_view(session, reach, case_id, now=now, wall_now=wall_now)
    messages = _messages(view)
    opened = dict.fromkeys(text for texts in messages.values() for text in texts.all)
    casework.mark_read(session, case_id, at=now)
    record(
        session, AuditEventKind.TEXT_SEEN, at=wall_now, actor_id=staff_id, object_type="case",
        object_id=case_id, details={"messages": list(opened)},
    )  # fmt: skip
    return {event_id: _open(session, found) for event_id, found in messages.items()}


def _open(session: Session, found: _Texts) -> Words:
    row = replies.get(session, found.message_id)
    return Words(
        texts=tuple(replies.text_of(session, replies.get(session, each)) for each in found.all),
        because=tuple(replies.because_of(session, row).splitlines()),
        label=row.label,
        severity=row.severity,
        topics=tuple(row.topics),
        flags=tuple(row.flags),
        corrected_label=row.corrected_label,
        corrected_severity=row.corrected_severity,
    )


def _messages(view: CaseView) -> dict[str, _Texts]:
    return {
        event.event_id: _Texts(
            event.source_id, tuple(event.details.get("texts", ())) or (event.source_id,)
        )
        for event in view.events
        if event.has_words and event.source_id is not None
    }
