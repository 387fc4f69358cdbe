"""Take one answer of an interview: written down, and acted on, before the next is read out."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from monitor.core.errors import Invalid
from monitor.surveys import engine, interviewing
from monitor.surveys import service as surveys
from monitor.surveys.answers import CriticalAnswer, critical_answers
from monitor.surveys.definition import Answer, State
from monitor.surveys.engine import Finished
from monitor.surveys.interviewing import SkippedAs
from monitor.surveys.service import RunView
from monitor.surveys.store import OPEN
from monitor.triage import service as triage
from monitor.triage import store
from monitor.triage.flags.critical_answer import critical_answer
from monitor.triage.work import Worker
from monitor.usecases.conclude_interview import conclude_interview
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from monitor.usecases.show_interview import CRITICAL, InterviewView, show_interview


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What the interviewer took down: the number of an option, a number, or a skip."""

    question: str
    entry: str
    skipped_as: SkippedAs | None = None


class Kept(StrEnum):
    """What became of a tap."""

    KEPT = "kept"
    SAME = "same"
    """It stands already: the same form was sent twice."""
    ANSWERED_OTHERWISE = "answered_otherwise"
    """Another answer stands, and stays until somebody corrects it knowingly."""
    NOT_OPEN = "not_open"


def answer_interview(
    session: Session, programme: Programme, run_id: str, heard: Heard, *, staff_id: str
) -> Kept:
    """Keep an answer to the open question; tell what became of the tap.

    The same form sent twice keeps the first: a question is answered once, and corrected knowingly.
    An answer that cannot wait is acted on even where it comes from an old screen.
    """
    store.lock_person(session, surveys.get(session, run_id).person_id)
    view, worker = show_interview(session, programme, run_id, staff_id=staff_id)
    answer = read(view, heard)
    kept = _what_becomes(view, heard.question, answer)
    if kept is not Kept.SAME:
        act_on(session, programme, view, heard.question, answer, worker)
    if kept is not Kept.KEPT:
        return kept
    surveys.save_answer(
        session, run_id, question=heard.question, value=str(answer.stored), at=worker.at
    )
    if heard.skipped_as is not None:
        interviewing.note_skip(session, run_id, heard.question, heard.skipped_as)
    go_on(session, programme, run_id, worker)
    return kept


def _what_becomes(view: InterviewView, question: str, answer: Answer) -> Kept:
    if question in view.answers:
        same = view.answers[question].stored == answer.stored
        return Kept.SAME if same else Kept.ANSWERED_OTHERWISE
    is_open = view.run.state == OPEN and view.turn.run.pending == question
    return Kept.KEPT if is_open else Kept.NOT_OPEN


def read(view: InterviewView, heard: Heard) -> Answer:
    """Return what was taken down as an answer; what cannot be one is refused, never guessed."""
    if heard.skipped_as is not None:
        return Answer(State.SKIPPED)
    question = view.definition.question(heard.question)
    found = engine.interpret(question, heard.entry, view.run.language)
    if not isinstance(found, Answer) or found.state is State.SKIPPED:
        raise Invalid("this is no answer to the question", field="entry")
    return found


def act_on(
    session: Session, programme: Programme, view: InterviewView, question: str, answer: Answer,
    worker: Worker,
) -> None:  # fmt: skip
    """Raise what cannot wait, once for each question while somebody still works on it.

    A case that was closed is no answer to what she says after it, nor is a milder one.
    """
    for critical in critical_answers(view.definition, {question: answer}):
        flag = critical_answer(view.run.survey, critical.question, critical.severity)
        if flag is None or _is_worked_on(session, view.run.id, critical):
            continue
        case = triage.raise_flag(
            session, flag, person_id=view.run.person_id, source_type="survey",
            source_id=view.run.id, arrived_at=worker.at, now=worker.at,
        )  # fmt: skip
        page_for(session, programme, case, now=worker.at)


def _is_worked_on(session: Session, run_id: str, critical: CriticalAnswer) -> bool:
    return any(
        event.details.get("question") == critical.question
        and event.severity >= critical.severity
        and store.find_case(session, event.case_id).state != store.CLOSED
        for event in store.list_raised_for(session, run_id, rule=CRITICAL)
    )


def go_on(session: Session, programme: Programme, run_id: str, worker: Worker) -> RunView:
    """Remember the next question, or end the run where none is left."""
    view, _worker = show_interview(session, programme, run_id, staff_id=worker.staff_id)
    if isinstance(view.turn.show, Finished):
        conclude_interview(session, worker, view.definition, run_id)
    else:
        surveys.wait_at(
            session, run_id, pending=view.turn.run.pending, misunderstood=0, at=worker.at
        )
    return surveys.get(session, run_id)
