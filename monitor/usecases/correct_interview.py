"""Put right an answer that was taken down wrongly, and what follows from it."""

from datetime import timedelta

from sqlalchemy.orm import Session

from monitor.core.errors import Conflict
from monitor.surveys import interviewing
from monitor.surveys import service as surveys
from monitor.surveys.remaining import is_put
from monitor.surveys.service import FINISHED
from monitor.surveys.store import OPEN
from monitor.triage import store
from monitor.triage.work import Worker
from monitor.usecases.answer_interview import Heard, act_on, go_on, read
from monitor.usecases.programme import Programme
from monitor.usecases.show_interview import InterviewView, show_interview

CORRECTABLE = timedelta(hours=24)
"""After this the answers are history; a new interview is held instead."""


def correct_interview(
    session: Session, programme: Programme, run_id: str, heard: Heard, *, staff_id: str
) -> None:
    """Keep another answer in the place of the first.

    What it asks for at once is raised; what the first one raised stays, for a person to close.
    Answers behind a gate that is shut now are taken back.
    """
    store.lock_person(session, surveys.get(session, run_id).person_id)
    view, worker = show_interview(session, programme, run_id, staff_id=staff_id)
    if not may_correct(session, view, worker):
        raise Conflict("this interview is over")
    answer = read(view, heard)
    interviewing.correct_answer(
        session, run_id, question=heard.question, value=str(answer.stored),
        skipped_as=heard.skipped_as, staff_id=staff_id, at=worker.at,
    )  # fmt: skip
    answers = {**view.answers, heard.question: answer}
    stray = [
        question.id
        for question in view.definition.questions
        if question.id in answers and not is_put(view.definition, question, answers)
    ]
    interviewing.withdraw_answers(session, run_id, stray, staff_id=staff_id, at=worker.at)
    act_on(session, programme, view, heard.question, answer, worker)
    _go_on(session, programme, run_id, worker)


def may_correct(session: Session, view: InterviewView, worker: Worker) -> bool:
    """Tell whether an answer may still be put right: while it runs, and for a day after."""
    if view.run.state == OPEN:
        return True
    ended_at = interviewing.finished_at(session, view.run.id)
    return (
        view.run.state == FINISHED and ended_at is not None and worker.at - ended_at <= CORRECTABLE
    )


def _go_on(session: Session, programme: Programme, run_id: str, worker: Worker) -> None:
    view, _worker = show_interview(session, programme, run_id, staff_id=worker.staff_id)
    if view.screen is not None and view.run.state == FINISHED:
        interviewing.reopen(session, run_id)
    go_on(session, programme, run_id, worker)
