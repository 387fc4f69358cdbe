"""End the tasks to ask her once nothing they ask for is left."""

from sqlalchemy.orm import Session

from monitor.schedule import measures
from monitor.surveys import unfinished
from monitor.triage import casework, store
from monitor.triage.work import Worker

ASK_BY_VOICE, UNFINISHED = "ask_by_voice", "unfinished_interview"
ASKS = (ASK_BY_VOICE, UNFINISHED)
"""Tasks to ask what is due, and to finish what broke off; rule and reason have one name."""


def settle_interview_tasks(
    session: Session, worker: Worker, person_id: str, *, but: str | None = None
) -> int:
    """Close each where all that joined it was asked, declined, stopped with a reason or has passed.

    Somebody must have done something with her: where she ended the last one on her own phone, or
    time ended it, the case says so and waits for a person.
    """
    return sum(_settle(session, worker, person_id, reason=reason, but=but) for reason in ASKS)


def nothing_is_left(session: Session, case_id: str) -> bool:
    """Tell whether a task to ask her has nothing left to ask."""
    due, begun = (_asked(session, case_id, rule) for rule in ASKS)
    if not due and not begun:
        return False
    return not measures.any_due(session, due) and not unfinished.any_to_finish(session, begun)


def has_idle_task(session: Session, person_id: str) -> bool:
    """Tell whether a task to ask her is open that has nothing left to ask."""
    cases = store.list_open_cases(session, person_id, reasons=ASKS)
    return any(nothing_is_left(session, case.id) for case in cases)


def _asked(session: Session, case_id: str, rule: str) -> frozenset[str]:
    """Return what one rule has asked for in a case: measures, or interviews that broke off."""
    events = store.list_events(session, case_id)
    sources = (event.source_id for event in events if event.rule == rule)
    return frozenset(each for each in sources if each is not None)


def _settle(
    session: Session, worker: Worker, person_id: str, *, reason: str, but: str | None
) -> int:
    cases = store.list_open_cases(session, person_id, reasons=(reason,))
    if not cases or not all(nothing_is_left(session, case.id) for case in cases):
        return 0
    return casework.settle_tasks(session, person_id, worker, reasons=(reason,), but=but)
