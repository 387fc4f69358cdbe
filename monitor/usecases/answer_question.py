"""Take her answer to the question on the screen: written down before the next is asked.

An answer that cannot wait raises its case at once, whatever the rest says; so do grave words typed
in its place.
"""

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.reading.reading import Label, Reading
from monitor.sms.her_screens import Words
from monitor.sms.ussd_input import keepable
from monitor.sms.ussd_step import Shown, Step, ended
from monitor.surveys import engine
from monitor.surveys import service as surveys
from monitor.surveys.answers import restore
from monitor.surveys.definition import State
from monitor.surveys.engine import Finished, Notice, Run, Screen, Turn
from monitor.surveys.service import RunView
from monitor.surveys.store import OPEN
from monitor.triage import service as triage
from monitor.triage.asks_for_more import asks_for_more, ends_the_asking
from monitor.triage.flag import Flag
from monitor.usecases.answer_flags import answer_flags
from monitor.usecases.call_back import call_back
from monitor.usecases.heed_words import heed_words
from monitor.usecases.keep_words import keep_words
from monitor.usecases.offer_questions import definition_of, is_usable
from monitor.usecases.open_menu import open_menu
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from monitor.usecases.read_answer import read_answer, stops
from monitor.usecases.show_question import Asking, question_pages, show_question
from monitor.usecases.thank_for_block import thank_for_block

UNREAD = Reading(Label.UNCLEAR, 1, (), (), (("survey", "not understood"),))


def answer_question(
    session: Session,
    programme: Programme,
    step: Step,
    words: Words,
    *,
    at: datetime,
) -> Shown:
    """Take one entry; the words in it, where there are any, are read like a text of hers."""
    asking = _asking(session, programme, step)
    if asking is None:
        return open_menu(session, programme, step, at=at)
    run = _state(asking, step)
    pages = question_pages(words, _screen(asking, run), asking.promise)
    turn = engine.answer(asking.definition, run, step.typed, pages=len(pages))
    person_id = asking.run.person_id
    question = asking.definition.question(run.pending or "")
    reading = read_answer(question, step.typed, lexicon=programme.lexicon)
    heeded = reading is not None and _is_more(session, step, reading)
    if reading is not None and heeded:
        heed_words(session, programme, step, reading, person_id=person_id, at=at)
        if stops(reading):
            return ended(step, words["ussd_end"])
    _save(session, asking, turn, at=at)
    for raised in _left_to_raise(asking, turn, heeded=heeded):
        _raise(session, programme, step, asking.run, raised, at=at)
    asking = replace(asking, asked=asking.asked + (turn.saved is not None))
    if turn.call_me:
        promise = call_back(
            session, programme, step, person_id=person_id, screen=asking.run.survey, at=at
        )  # fmt: skip
        asking = replace(asking, promise=promise)
    if _closes(reading, heeded=heeded):
        return ended(step, words["ussd_end"])
    return _show_next(session, programme, step, words, asking, turn, at=at)


def _show_next(
    session: Session,
    programme: Programme,
    step: Step,
    words: Words,
    asking: Asking,
    turn: Turn,
    *,
    at: datetime,
) -> Shown:
    """Return the next question, the last screen, or her menu where no question may be shown."""
    next_screen = show_question(session, step, words, asking, turn, at=at)
    if isinstance(turn.show, Finished):
        thank_for_block(session, programme, step, asking.run, turn.show.block, at=at)
    if not next_screen.ends and not is_usable(
        session, programme, asking.definition, asking.run.language
    ):
        return open_menu(session, programme, step, at=at)
    return next_screen


def _asking(session: Session, programme: Programme, step: Step) -> Asking | None:
    """Return the survey on her screen, or None where it ended in another session meanwhile."""
    place = step.place
    run = surveys.get(session, place["run"])
    definition = definition_of(programme, run)
    if definition is None or run.state != OPEN:
        return None
    base = None if place["base"] is None else surveys.get(session, place["base"])
    return Asking(
        definition=definition, run=run, base=base, asked=int(place["asked"]),
        promise=place["promise"],
    )  # fmt: skip


def _state(asking: Asking, step: Step) -> Run:
    given = asking.run.answers if asking.base is None else asking.base.answers + asking.run.answers
    place, notice = step.place, step.place["notice"]
    return Run(
        survey_id=asking.definition.id, version=asking.definition.version,
        language=asking.run.language, block=place["block"],
        answers=MappingProxyType(dict(restore(asking.definition, given))),
        pending=place["pending"], misunderstood=int(place["misunderstood"]),
        page=int(place["page"]), notice=None if notice is None else Notice(notice),
    )  # fmt: skip


def _screen(asking: Asking, run: Run) -> Screen:
    question = asking.definition.question(run.pending or "")
    return engine.screen_of(
        asking.definition, question, run.language, page=run.page, notice=run.notice
    )


def _left_to_raise(asking: Asking, turn: Turn, *, heeded: bool) -> list[Flag]:
    """Return the flags of an answer; words that were heeded are with a person already."""
    found = answer_flags(asking.run.survey, turn)
    return [raised for raised in found if not (heeded and raised.to_read)]


def _closes(reading: Reading | None, *, heeded: bool) -> bool:
    """Danger and duress show what an answer shows, as somebody may look on; the rest ends here."""
    if reading is None or not heeded:
        return False
    return ends_the_asking(reading) and Label.DISTRESS not in (reading.label, *reading.also)


def _is_more(session: Session, step: Step, reading: Reading) -> bool:
    """Tell whether words in a survey's answer ask for more than the survey can give."""
    if asks_for_more(reading):
        return True
    return people.duress_meaning(session, step.person_id or "", step.typed) is not None


def _save(session: Session, asking: Asking, turn: Turn, *, at: datetime) -> None:
    if turn.saved is None:
        return
    question = asking.definition.question(turn.saved.question)
    answer = turn.saved.answer
    in_words = question.type == "short_text" and answer.state is State.GIVEN
    surveys.save_answer(
        session, asking.run.id, question=question.id, value=str(answer.stored),
        text=keepable(str(answer.value)) if in_words else None, at=at,
    )  # fmt: skip


def _raise(
    session: Session, programme: Programme, step: Step, run: RunView, raised: Flag, *, at: datetime
) -> None:
    """Raise a flag of an answer; words that nobody could read are kept for a person to read."""
    source_type, source_id = "survey", run.id
    if raised.to_read:
        source_type = "inbound"
        source_id = keep_words(
            session, step, UNREAD, person_id=run.person_id, matched="person", at=at
        )
    case = triage.raise_flag(
        session, raised, person_id=run.person_id, source_type=source_type, source_id=source_id,
        arrived_at=at, now=at,
    )  # fmt: skip
    page_for(session, programme, case, now=at)
