"""Take one answer of an interview: written down, and acted on, before the next is read out."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from monitor.core.errors import Conflict, Invalid
from monitor.surveys import engine, interviewing
from monitor.surveys import service as surveys
from monitor.surveys.answers import critical_answers
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


def answer_interview(
    session: Session, programme: Programme, run_id: str, heard: Heard, *, staff_id: str
) -> bool:
    """Keep an answer to the open question; tell whether it is new.

    The same form sent twice keeps the first: a question is answered once, and corrected knowingly.
    """
    store.lock_person(session, surveys.get(session, run_id).person_id)
    view, worker = show_interview(session, programme, run_id, staff_id=staff_id)
    if heard.question in view.answers:
        return False
    if view.run.state != OPEN or view.turn.run.pending != heard.question:
        raise Conflict("this question is not open")
    answer = read(view, heard)
    surveys.save_answer(
        session, run_id, question=heard.question, value=str(answer.stored), at=worker.at
    )
    if heard.skipped_as is not None:
        interviewing.note_skip(session, run_id, heard.question, heard.skipped_as)
    act_on(session, programme, view, heard.question, answer, worker)
    go_on(session, programme, run_id, worker)
    return True


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
    """Raise what cannot wait, once for each question of a run."""
    raised = {
        event.details.get("question")
        for event in store.list_raised_for(session, view.run.id, rule=CRITICAL)
    }
    for critical in critical_answers(view.definition, {question: answer}):
        flag = critical_answer(view.run.survey, critical.question, critical.severity)
        if flag is None or critical.question in raised:
            continue
        case = triage.raise_flag(
            session, flag, person_id=view.run.person_id, source_type="survey",
            source_id=view.run.id, arrived_at=worker.at, now=worker.at,
        )  # fmt: skip
        page_for(session, programme, case, now=worker.at)


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
