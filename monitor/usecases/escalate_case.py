"""Ask a supervisor to look at a case now."""

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.triage import casework, store
from monitor.usecases.case_worker import case_worker
from monitor.usecases.page_staff import PageTarget, page_rung
from monitor.usecases.programme import Programme

SUPERVISOR_RUNG = 2
LEAST_SEVERITY = 3


def escalate_case(session: Session, programme: Programme, *, case_id: str, staff_id: str) -> int:
    """Page the team's supervisors about a case; return how many."""
    worker = case_worker(session, programme, staff_id=staff_id, case_id=case_id)
    case = casework.escalate(session, case_id, worker)
    record(
        session, AuditEventKind.CASE_ASSIGNED, at=worker.wall_now, actor_id=staff_id,
        object_type="case", object_id=case_id, details={"to": "supervisor"},
    )  # fmt: skip
    event = store.list_events(session, case_id)[-1]
    target = PageTarget(
        case_id=case_id,
        event_id=event.id,
        severity=max(case.severity, LEAST_SEVERITY),
        arrived_at=event.arrived_at,
        shelter_id=case.shelter_id,
        holder_id=case.holder_id,
    )
    return page_rung(session, programme, target, SUPERVISOR_RUNG, next_at=None, now=worker.at)
