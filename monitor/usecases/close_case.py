"""Close a case with its outcome; at severity 4 a supervisor has the last word."""

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core import facts
from monitor.triage import casework, store
from monitor.triage.casework import Closed
from monitor.triage.moves import Outcome
from monitor.triage.work import Plan, Worker
from monitor.usecases.acknowledge_page import acknowledge_page
from monitor.usecases.case_worker import case_worker
from monitor.usecases.programme import Programme


def close_case(
    session: Session,
    programme: Programme,
    *,
    case_id: str,
    staff_id: str,
    outcome: Outcome,
    plan: Plan,
    note: str = "",
) -> Closed:
    """Close a case, or ask for approval; a supervisor approves by closing it.

    Confirmed exploitation after the exit becomes a fact of its own: it decides her status in every
    report, and a later recovery does not remove it.
    """
    worker = case_worker(session, programme, staff_id=staff_id, case_id=case_id)
    closed = casework.close(session, case_id, worker, outcome=outcome, plan=plan, note=note)
    acknowledge_page(session, programme, staff_id=staff_id, case_id=case_id)
    if outcome is Outcome.RE_EXPLOITED and not closed.needs_approval:
        _confirm_re_exploitation(session, case_id, closed.person_id, worker)
    kind = AuditEventKind.CASE_WAITING if closed.needs_approval else AuditEventKind.CASE_CLOSED
    record(
        session, kind, at=worker.wall_now, actor_id=staff_id, object_type="case",
        object_id=case_id, details={"outcome": outcome.value},
    )  # fmt: skip
    return closed


def _confirm_re_exploitation(
    session: Session, case_id: str, person_id: str | None, worker: Worker
) -> None:
    if person_id is None:
        return
    facts.record(
        session,
        "re_exploitation_confirmed",
        happened_at=store.get_case(session, case_id).arrived_at,
        recorded_at=worker.at,
        person_id=person_id,
        exit_id=store.find_exit_id(session, person_id),
        subject_id=case_id,
        recorded_by=worker.staff_id,
    )
