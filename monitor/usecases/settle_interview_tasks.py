"""End the task to ask by voice once nothing it asks for is due any more."""

from sqlalchemy.orm import Session

from monitor.schedule import measures
from monitor.triage import casework, store
from monitor.triage.work import Worker

ASK_BY_VOICE = ("ask_by_voice",)


def settle_interview_tasks(session: Session, worker: Worker, person_id: str) -> int:
    """Close it where every survey that joined it was done, declined or has passed."""
    cases = store.list_open_cases(session, person_id, reasons=ASK_BY_VOICE)
    asked = {
        event.source_id
        for case in cases
        for event in store.list_events(session, case.id)
        if event.source_id is not None
    }
    if not cases or measures.any_due(session, asked):
        return 0
    return casework.settle_tasks(session, person_id, worker, reasons=ASK_BY_VOICE, but=None)
