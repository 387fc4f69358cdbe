"""See to it that an interview which broke off is finished, or that it is written down why not.

A shut page tells nobody anything: after an hour without an answer what was answered is judged as at
a stop, and where a question that others hang on was still to come, a caseworker is asked.
"""

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from monitor.core.apart import done_apart
from monitor.surveys import unfinished
from monitor.surveys.answers import restore
from monitor.surveys.remaining import has_weight_left
from monitor.surveys.service import RunView
from monitor.triage import service as triage
from monitor.triage import store
from monitor.triage.alarms import WORK_FAILED, raise_alarm
from monitor.triage.flags.interview import unfinished_interview
from monitor.usecases.offer_questions import definition_of
from monitor.usecases.programme import Programme
from monitor.usecases.raise_screen import raise_screen

BATCH = 50


def chase_interviews(programme: Programme) -> int:
    """Look at a batch of interviews that nobody goes on with; return how many."""
    now, failed = programme.clock.now(), 0
    with programme.database.transaction() as session:
        runs = unfinished.claim(session, now=now, limit=BATCH)
        for run in runs:
            chase = partial(_chase, session, programme, run, now)
            if not done_apart(session, chase, what="interview_not_chased", subject_id=run.id):
                unfinished.put_back(session, run.id)
                raise_alarm(session, WORK_FAILED, at=now)
                failed += 1
    return len(runs) - failed


def _chase(session: Session, programme: Programme, run: RunView, now: datetime) -> None:
    """Raise what the answers ask for, then the task; the task alone where its version is gone."""
    store.lock_person(session, run.person_id)
    definition = definition_of(programme, run)
    if definition is not None:
        raise_screen(session, definition, run, at=now)
        if not has_weight_left(definition, restore(definition, run.answers)):
            return
    triage.raise_flag(
        session, unfinished_interview(run.survey), person_id=run.person_id, source_type="survey",
        source_id=run.id, arrived_at=now, now=now,
    )  # fmt: skip
