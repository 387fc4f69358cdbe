"""Take a text as the answer to the question that the last text to her asked.

It is written down before the next is asked. Her words are read as well: a stop stops, danger pages,
and what nobody could read twice goes to a person.
"""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.reading.lexicon import Lexicon
from monitor.reading.reading import Label, Reading
from monitor.schedule import measures
from monitor.sms.message_state import Purpose, Recipient
from monitor.sms.outbox import SendRequest
from monitor.surveys import service as surveys
from monitor.surveys.answers import restore
from monitor.surveys.definition import Question, State, Survey
from monitor.surveys.engine import Finished, Run, Turn, answer
from monitor.surveys.service import RunView
from monitor.triage import service as triage
from monitor.triage.asks_for_more import asks_for_more, ends_the_asking
from monitor.usecases.act_on_reply import Reply, act_on_reply, act_on_words
from monitor.usecases.answer_flags import answer_flags
from monitor.usecases.ask_by_sms import ask_by_sms, asked_by_sms
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from monitor.usecases.queue_message import queue_message
from monitor.usecases.read_answer import read_answer, stops


@dataclass(frozen=True)
class Answering:
    """A text that answers a question: where the survey stood, and what the text leads to."""

    definition: Survey
    run: RunView
    turn: Turn
    reading: Reading


def find_answering(
    session: Session, programme: Programme, person_id: str | None, *, words: str, at: datetime
) -> Answering | None:
    """Return what a text leads to where it answers an open question, else None."""
    found = None if person_id is None else asked_by_sms(session, programme, person_id, at=at)
    if found is None:
        return None
    run, definition = found
    question = definition.question(run.pending or "")
    turn = answer(definition, _state(run, definition), words)
    reading = _reading(question, turn, words, lexicon=programme.lexicon, survey=run.survey)
    return Answering(definition, run, turn, reading)


def answer_by_sms(
    session: Session, programme: Programme, answering: Answering, reply: Reply
) -> None:
    """Do what the text asks besides, write the answer down, and ask on."""
    now = programme.clock.now()
    if stops(reply.reading):
        act_on_reply(session, programme, reply)
        return
    _save(session, answering, at=now)
    _raise(session, programme, answering, reply, now=now)
    if ends_the_asking(reply.reading):
        surveys.wait_at(session, answering.run.id, pending=None, misunderstood=0, at=now)
        act_on_reply(session, programme, reply)
        _end(session, answering, at=now)
        return
    if reply.duress is not None or any(asks_for_more(each) for each in reply.readings):
        act_on_words(session, programme, reply)
    if _end(session, answering, at=now) or _is_held(session, answering, at=now):
        _thank(session, programme, reply, now=now)
    else:
        _ask_on(session, programme, answering, at=now)


def _state(run: RunView, definition: Survey) -> Run:
    return Run(
        survey_id=definition.id, version=definition.version, language=run.language, block=None,
        answers=MappingProxyType(dict(restore(definition, run.answers))), pending=run.pending,
        misunderstood=run.misunderstood,
    )  # fmt: skip


def _reading(
    question: Question, turn: Turn, words: str, *, lexicon: Lexicon, survey: str
) -> Reading:
    """Read the words beside the answer; an answer alone asks for nothing."""
    said = read_answer(question, words, lexicon=lexicon)
    if said is not None and asks_for_more(said):
        return said
    because = (("survey", f"{survey}.{question.id}"),)
    if turn.call_me:
        return Reading(Label.CALLBACK, 2, (), (), because)
    if turn.needs_person:
        return Reading(Label.UNCLEAR, 1, (), (), because)
    return Reading(Label.OTHER, 0, (), (), because)


def _save(session: Session, answering: Answering, *, at: datetime) -> None:
    saved = answering.turn.saved
    if saved is None:
        return
    question = answering.definition.question(saved.question)
    in_words = question.type == "short_text" and saved.answer.state is State.GIVEN
    surveys.save_answer(
        session, answering.run.id, question=saved.question, value=str(saved.answer.stored),
        text=str(saved.answer.value) if in_words else None, at=at,
    )  # fmt: skip


def _raise(
    session: Session, programme: Programme, answering: Answering, reply: Reply, *, now: datetime
) -> None:
    for raised in answer_flags(answering.run.survey, answering.turn):
        case = triage.raise_flag(
            session, raised, person_id=reply.person_id,
            source_type="inbound" if raised.to_read else "survey",
            source_id=reply.message_id if raised.to_read else answering.run.id,
            arrived_at=reply.arrived_at, now=now,
        )  # fmt: skip
        page_for(session, programme, case, now=now)


def _end(session: Session, answering: Answering, *, at: datetime) -> bool:
    """End the run where nothing is left to ask; say whether it is over."""
    if not isinstance(answering.turn.show, Finished):
        return False
    run = answering.run
    surveys.finish(session, run.id, at=at)
    if run.measure_id is not None:
        measures.settle_measure(session, run.measure_id, state="done", at=at)
    return True


def _is_held(session: Session, answering: Answering, *, at: datetime) -> bool:
    """Ask nothing while a grave case is open, whichever way it came; later it goes on."""
    if not triage.has_grave_case(session, answering.run.person_id):
        return False
    surveys.wait_at(session, answering.run.id, pending=None, misunderstood=0, at=at)
    return True


def _ask_on(session: Session, programme: Programme, answering: Answering, *, at: datetime) -> None:
    turn, run = answering.turn, answering.run
    pending = turn.run.pending or ""
    asked = ask_by_sms(
        session, programme, answering.definition, person_id=run.person_id, question=pending,
        language=run.language, again=turn.not_understood and turn.saved is None, at=at,
    )  # fmt: skip
    surveys.wait_at(
        session, run.id, pending=pending if asked else None,
        misunderstood=turn.run.misunderstood if asked else 0, at=at,
    )  # fmt: skip


def _thank(session: Session, programme: Programme, reply: Reply, *, now: datetime) -> None:
    """Answer the last one as any text of hers, where her plan wants that."""
    contact = people.contact_facts(session, reply.person_id, now=now)
    if contact.plan is None or not contact.plan.acknowledge:
        return
    request = SendRequest(
        recipient=Recipient.PERSON, purpose=Purpose.ANSWER, template="ack",
        language=contact.language, person_id=reply.person_id, due_at=now,
        answers_id=reply.message_id,
    )  # fmt: skip
    queue_message(session, programme, request, now=now)
