"""End the task to ask by voice once nothing it asks for is due any more."""

from sqlalchemy.orm import Session

from monitor.schedule import measures
from monitor.triage import casework, store
from monitor.triage.work import Worker

ASK_BY_VOICE = ("ask_by_voice",)


def settle_interview_tasks(
    session: Session, worker: Worker, person_id: str, *, but: str | None = None
) -> int:
    """Close it where every survey that joined it was done, declined or has passed.

    Somebody must have done something with her: where she ended the last one on her own phone, or
    time ended it, the case says so and waits for a person.
    """
    cases = store.list_open_cases(session, person_id, reasons=ASK_BY_VOICE)
    if not cases or not all(nothing_is_left(session, case.id) for case in cases):
        return 0
    return casework.settle_tasks(session, person_id, worker, reasons=ASK_BY_VOICE, but=but)


def nothing_is_left(session: Session, case_id: str) -> bool:
    """Tell whether a task to ask by voice has nothing left to ask."""
    events = store.list_events(session, case_id)
    asked = {event.source_id for event in events if event.rule in ASK_BY_VOICE}
    known = {measure_id for measure_id in asked if measure_id is not None}
    return bool(known) and not measures.any_due(session, known)
