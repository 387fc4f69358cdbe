"""Take a case, so that no two people answer it."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.triage import casework
from monitor.usecases.acknowledge_page import acknowledge_page
from monitor.usecases.case_worker import case_worker
from monitor.usecases.programme import Programme


def claim_case(session: Session, programme: Programme, *, case_id: str, staff_id: str) -> datetime:
    """Claim a case and stop its pages; return until when it is hers, by the wall clock.

    Refused with `Conflict` while another holds it; a supervisor may take it over.
    """
    worker = case_worker(session, programme, staff_id=staff_id, case_id=case_id)
    until = worker.wall_now + programme.settings.claim_lasts
    casework.claim(session, case_id, worker, until=until)
    acknowledge_page(session, programme, staff_id=staff_id, case_id=case_id)
    record(
        session, AuditEventKind.CASE_CLAIMED, at=worker.wall_now, actor_id=staff_id,
        object_type="case", object_id=case_id,
    )  # fmt: skip
    return until
