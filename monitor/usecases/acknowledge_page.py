"""Acknowledge pages: by looking into the system, or by answering 1 from the phone paged."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core import facts
from monitor.triage import page_store
from monitor.triage.alarms import close_alarm
from monitor.usecases.programme import Programme

YES = "1"


def acknowledge_page(
    session: Session, programme: Programme, *, staff_id: str, case_id: str | None = None
) -> int:
    """Acknowledge the open pages of a member of staff, or all of one case she took up.

    One answer stops the ladder for everybody paged about the same event. Returns how many pages.
    """
    now = programme.clock.now()
    pages = (
        page_store.list_open_pages_of(session, staff_id)
        if case_id is None
        else page_store.list_open_pages_on(session, case_id)
    )
    events = tuple(dict.fromkeys(page.event_id for page in pages if page.event_id is not None))
    stopped = [
        page
        for page in page_store.list_pages(session, event_ids=events)
        if not page.acknowledged_at
    ]
    for page in stopped:
        page.acknowledged_at, page.acknowledged_by, page.next_at = now, staff_id, None
        page.held = None
    session.flush()
    if not stopped:
        return 0
    _record(session, programme, staff_id, tuple(page.case_id for page in stopped), now)
    if not page_store.count_open_pages(session):
        close_alarm(session, "page_unanswered", at=now)
    return len(stopped)


def acknowledge_by_sms(
    session: Session, programme: Programme, staff_id: str, *, answer: str | None
) -> int:
    """Take a 1 from a staff phone as an answer to all her pages; anything else is only kept."""
    if answer != YES:
        return 0
    return acknowledge_page(session, programme, staff_id=staff_id)


def _record(
    session: Session,
    programme: Programme,
    staff_id: str,
    case_ids: tuple[str | None, ...],
    now: datetime,
) -> None:
    for case_id in dict.fromkeys(case_ids):
        facts.record(
            session, "page_acknowledged", happened_at=now, recorded_at=now, subject_id=case_id,
            recorded_by=staff_id,
        )  # fmt: skip
        record(
            session, AuditEventKind.PAGE_ACKNOWLEDGED, at=programme.wall.now(), actor_id=staff_id,
            object_type="case", object_id=case_id,
        )  # fmt: skip
