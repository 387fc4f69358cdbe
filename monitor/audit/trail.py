"""Writes the trail of who saw, changed or was refused what, and proves that it is whole.

A line is written in the transaction of the deed itself, so that neither exists without the other.
Later the lines are numbered and chained: each link is an HMAC over its line and the link before it,
so whoever edits or removes a line breaks the chain at that place.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from monitor.audit import store
from monitor.audit.models import AuditEvent
from monitor.privacy import vault

FIRST_LINK = "0" * 64
BATCH = 500


class AuditEventKind(StrEnum):
    """Everything the trail knows; a new deed is one more member."""

    LOGGED_IN = "logged_in"
    LOGIN_FAILED = "login_failed"
    LOGIN_LOCKED = "login_locked"
    LOGGED_OUT = "logged_out"
    ACCESS_REFUSED = "access_refused"
    LOGIN_SET_UP = "login_set_up"
    STAFF_ADDED = "staff_added"
    STAFF_RESET = "staff_reset"
    STAFF_DISABLED = "staff_disabled"
    SHELTER_ADDED = "shelter_added"
    PEOPLE_LISTED = "people_listed"
    PERSON_SEEN = "person_seen"
    PERSON_ENROLLED = "person_enrolled"
    PERSON_CHANGED = "person_changed"
    EXIT_RECORDED = "exit_recorded"
    EXIT_ENDED = "exit_ended"
    PLAN_AGREED = "plan_agreed"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONTACT_RESTRICTED = "contact_restricted"
    CONTACT_LIFTED = "contact_lifted"
    CONTACT_RECORDED = "contact_recorded"
    INTERVIEW_BEGUN = "interview_begun"
    INTERVIEW_SEEN = "interview_seen"
    INTERVIEW_ENDED = "interview_ended"
    MEASURE_DECLINED = "measure_declined"
    NUMBER_CHANGED = "number_changed"
    PINS_CHANGED = "pins_changed"
    TEST_MESSAGE_SENT = "test_message_sent"
    SENDING_STOPPED = "sending_stopped"
    SENDING_STARTED = "sending_started"
    QUEUE_SEEN = "queue_seen"
    CASE_SEEN = "case_seen"
    CASE_CLAIMED = "case_claimed"
    CASE_RELEASED = "case_released"
    CASE_ASSIGNED = "case_assigned"
    CASE_NOTED = "case_noted"
    CASE_WAITING = "case_waiting"
    CASE_CLOSED = "case_closed"
    CASE_REOPENED = "case_reopened"
    TEXT_SEEN = "text_seen"
    TEXT_MATCHED = "text_matched"
    READING_CORRECTED = "reading_corrected"
    CALLBACK_QUARANTINED = "callback_quarantined"
    CALLBACK_SET_ASIDE = "callback_set_aside"
    PAGE_ACKNOWLEDGED = "page_acknowledged"
    DUTY_CHANGED = "duty_changed"
    TEXT_APPROVED = "text_approved"
    REPORT_SEEN = "report_seen"
    KEYS_MADE = "keys_made"
    DATABASE_UPGRADED = "database_upgraded"
    CLOCK_MOVED = "clock_moved"


@dataclass(frozen=True)
class ChainState:
    """What a check of the chain found; `broken_at` is the place of the first bad link."""

    links: int
    waiting: int
    broken_at: int | None = None


def record(
    session: Session,
    event: AuditEventKind,
    *,
    at: datetime,
    actor_id: str | None,
    object_type: str | None = None,
    object_id: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Append one line to the transaction at hand; ids and field names only."""
    store.add(
        session,
        AuditEvent(
            at=at,
            actor_id=actor_id,
            event=event.value,
            object_type=object_type,
            object_id=object_id,
            details=dict(details or {}),
        ),
    )


def seal_chain(session: Session) -> int:
    """Number and chain the lines that wait for it; return how many."""
    waiting = store.lock_unchained(session, limit=BATCH)
    if not waiting:
        return 0
    last = store.last_link(session)
    position, link = (last.position or 0, last.link or FIRST_LINK) if last else (0, FIRST_LINK)
    key = vault.keyring_of(session).audit
    for event in waiting:
        position += 1
        link = link_after(link, canonical(event, position=position), key=key)
        event.position, event.link = position, link
    session.flush()
    return len(waiting)


def verify(session: Session, *, since: datetime | None = None) -> ChainState:
    """Check every link, or those from an instant on; name the first one that is broken.

    Lines cut off at the very end leave no trace in the chain itself; the count of links, kept
    elsewhere after each check, shows them.
    """
    key = vault.keyring_of(session).audit
    first = store.first_position_since(session, since) if since else 1
    before = store.link_at(session, first - 1)
    link, expected = (before or FIRST_LINK), first
    for event in store.iterate_chain(session, from_position=first):
        link = link_after(link, canonical(event, position=expected), key=key)
        if event.position != expected or not hmac.compare_digest(link, event.link or ""):
            return ChainState(expected - first, store.count_unchained(session), expected)
        expected += 1
    return ChainState(expected - first, store.count_unchained(session))


def link_after(link: str, line: str, *, key: bytes) -> str:
    """Return the link of a line that follows another link.

    >>> link_after(FIRST_LINK, "a", key=b"k") == link_after(FIRST_LINK, "b", key=b"k")
    False
    """
    return hmac.new(key, f"{link}\n{line}".encode(), sha256).hexdigest()


def canonical(event: AuditEvent, *, position: int) -> str:
    """Return everything a line says, always in the same bytes."""
    return json.dumps(
        {
            "position": position,
            "id": event.id,
            "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor_id": event.actor_id,
            "event": event.event,
            "object_type": event.object_type,
            "object_id": event.object_id,
            "details": event.details,
        },
        sort_keys=True,
        ensure_ascii=True,
        separators=(",", ":"),
    )
