"""Page whoever must look now: a fixed text without name, number, words or case (S37).

Who is paged, and who next, is decided by the pure ladder of `triage/pages`. Where no message can be
queued the page is kept and tried again, and an alarm is raised.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.apart import done_apart
from monitor.core.ids import new_id
from monitor.sms.outbox import Held
from monitor.staff.roles import Role
from monitor.triage import rota, store
from monitor.triage.alarms import raise_alarm
from monitor.triage.models import Page
from monitor.triage.pages import Roster, addressees, climb
from monitor.triage.service import Raised
from monitor.usecases.programme import Programme
from monitor.usecases.text_staff import text_staff

URGENCY = {4: "NOW", 3: "TODAY"}
NOBODY_YET = -1
FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class PageTarget:
    """What somebody is paged about."""

    case_id: str
    event_id: str
    severity: int
    arrived_at: datetime
    shelter_id: str | None
    holder_id: str | None


def page_for(session: Session, programme: Programme, raised: Raised, *, now: datetime) -> int:
    """Page about a flag just raised, where it asks for that; return how many people."""
    if not raised.page:
        return 0
    target = PageTarget(
        case_id=raised.case_id,
        event_id=raised.event_id,
        severity=raised.severity,
        arrived_at=raised.arrived_at,
        shelter_id=raised.shelter_id,
        holder_id=raised.holder_id,
    )
    return climb_ladder(session, programme, target, paged=NOBODY_YET, now=now)


def climb_ladder(
    session: Session, programme: Programme, target: PageTarget, *, paged: int, now: datetime
) -> int:
    """Page every rung that is due after the one paged last; raise an alarm at the end."""
    due = climb(target.severity, target.arrived_at, paged=paged, now=now)
    if due.unanswered:
        raise_alarm(session, "page_unanswered", at=now)
    last = due.rungs[-1] if due.rungs else None
    return sum(
        page_rung(
            session, programme, target, rung, next_at=due.next_at if rung == last else None, now=now
        )
        for rung in due.rungs
    )


def page_rung(
    session: Session,
    programme: Programme,
    target: PageTarget,
    rung: int,
    *,
    next_at: datetime | None,
    now: datetime,
) -> int:
    """Page everybody on one rung; return how many."""
    staff_ids = addressees(target.severity, rung, _roster(session, target, now))
    if not staff_ids:
        raise_alarm(session, "nobody_to_page", at=now)
    for staff_id in staff_ids:
        page = Page(
            id=new_id(), case_id=target.case_id, event_id=target.event_id, staff_id=staff_id,
            rung=rung, severity=target.severity, sent_at=now, next_at=next_at,
        )  # fmt: skip
        session.add(page)
        send_page(session, programme, page, now=now)
    return len(staff_ids)


def send_page(session: Session, programme: Programme, page: Page, *, now: datetime) -> bool:
    """Send a page, or keep it to be tried again; say whether it will go out.

    One phone that cannot be read keeps nobody else from being paged.
    """
    session.flush()
    send = partial(_queue_page, session, programme, page, now=now)
    if not done_apart(session, send, what="page_failed", subject_id=page.id):
        page.held = FAILED
        raise_alarm(session, "page_held", at=now)
    session.flush()
    return page.held is None


def _queue_page(session: Session, programme: Programme, page: Page, *, now: datetime) -> None:
    """Queue the message of a page; where the gate holds it, keep why."""
    result = text_staff(
        session, programme, page.staff_id, template="page", now=now, case_id=page.case_id,
        values={"severity": URGENCY.get(page.severity, URGENCY[3])},
    )  # fmt: skip
    if isinstance(result, Held):
        page.held = result.reason.value
        raise_alarm(session, "page_held", at=now)
    else:
        page.held = None
        facts.record(
            session, "page_sent", happened_at=now, recorded_at=now, subject_id=page.case_id,
            data={"severity": page.severity, "rung": page.rung},
        )  # fmt: skip
        programme.bell.ring("deliver_outbox")
    session.flush()


def _roster(session: Session, target: PageTarget, now: datetime) -> Roster:
    supervisors = store.list_staff_ids(
        session, role=Role.SUPERVISOR, shelter_id=target.shelter_id
    ) or store.list_staff_ids(session, role=Role.SUPERVISOR)
    return Roster(
        duty=rota.on_duty(session, now),
        holder_id=_if_active(session, target.holder_id),
        supervisors=supervisors,
        heads=store.list_staff_ids(session, role=Role.MANAGER, whole_programme=True),
    )


def _if_active(session: Session, staff_id: str | None) -> str | None:
    active = staff_id is not None and store.is_active(session, staff_id)
    return staff_id if active else None
