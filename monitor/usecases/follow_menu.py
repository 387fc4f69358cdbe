"""Take an entry on one of her own screens, and show the next."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.people.contact_facts import ContactFacts
from monitor.reading.reader import read
from monitor.reading.reading import Label, Reading
from monitor.sms.her_screens import (
    ANSWERS,
    CONFIRMED,
    HOW,
    MENU,
    NO,
    YES,
    Words,
    body_at,
    turned,
    words_in,
)
from monitor.sms.ussd_input import CALL_ME, choice_of, has_words
from monitor.sms.ussd_step import Place, Shown, Step, ended, shown
from monitor.usecases.answer_question import answer_question
from monitor.usecases.begin_questions import begin_questions
from monitor.usecases.call_back import call_back
from monitor.usecases.change_by_ussd import change_by_ussd
from monitor.usecases.heed_words import heed_words
from monitor.usecases.her_language import speaking, unshown
from monitor.usecases.open_menu import open_menu
from monitor.usecases.programme import Programme
from monitor.usecases.read_answer import read_entry
from monitor.usecases.show_question import SURVEY

CHECKIN = "checkin"


def follow_menu(session: Session, programme: Programme, step: Step, *, at: datetime) -> Shown:
    """Act on an entry in the open menu of one person."""
    contact = people.contact_facts(session, step.person_id or "", now=at)
    step, may_be_shown = speaking(session, programme, step, contact)
    following = _follow(session, programme, step, contact, at=at)
    return following if may_be_shown else unshown(session, programme, following, at=at)


def _follow(
    session: Session, programme: Programme, step: Step, contact: ContactFacts, *, at: datetime
) -> Shown:
    person_id = step.person_id or ""
    words = words_in(programme.languages, step.place["language"])
    screen = step.place.get("screen")
    if screen not in (MENU, HOW, SURVEY, *CONFIRMED):
        return open_menu(session, programme, step, at=at)
    if screen == SURVEY:
        return answer_question(session, programme, step, words, at=at)
    reading = _read(programme, step)
    if reading is not None:
        return _heed(session, programme, step, words, reading, at=at)
    choice = choice_of(step.typed)
    if choice == CALL_ME:
        notice = call_back(session, programme, step, person_id=person_id, screen=str(screen), at=at)
        return _again(step, words, notice)
    return _choose(session, programme, step, words, contact, choice or "", at=at)


def _choose(
    session: Session,
    programme: Programme,
    step: Step,
    words: Words,
    contact: ContactFacts,
    choice: str,
    *,
    at: datetime,
) -> Shown:
    place = turned(words, step.place, choice)
    if place is not None:
        return _show(step, words, place)
    screen = step.place["screen"]
    if screen == MENU:
        return _choose_item(session, programme, step, words, contact, choice, at=at)
    if screen == HOW and choice in {str(key + 1) for key in range(len(ANSWERS))}:
        reading = read(choice, lexicon=programme.lexicon, prompt=CHECKIN)
        return _heed(session, programme, step, words, reading, at=at)
    if screen in CONFIRMED and choice == NO:
        return open_menu(session, programme, step, at=at, contact=contact)
    if screen in CONFIRMED and choice == YES:
        return change_by_ussd(session, programme, step, words, at=at)
    return _again(step, words, "ask_again")


def _choose_item(
    session: Session,
    programme: Programme,
    step: Step,
    words: Words,
    contact: ContactFacts,
    choice: str,
    *,
    at: datetime,
) -> Shown:
    items = step.place["items"]
    item = items[int(choice) - 1] if choice in {str(key + 1) for key in range(len(items))} else None
    if item is None:
        return _again(step, words, "ask_again")
    if item in ("questions", "resume"):
        return begin_questions(session, programme, step, words, contact, at=at)
    return _show(step, words, {"screen": item})


def _heed(
    session: Session,
    programme: Programme,
    step: Step,
    words: Words,
    reading: Reading,
    *,
    at: datetime,
) -> Shown:
    """Act on her words or her answer; after a stop the dialogue ends, else the menu comes back."""
    person_id = step.person_id or ""
    notice = heed_words(session, programme, step, reading, person_id=person_id, at=at)
    if Label.STOP in (reading.label, *reading.also):
        return ended(step, words["ussd_end"])
    return open_menu(session, programme, step, at=at, notice=notice)


def _read(programme: Programme, step: Step) -> Reading | None:
    """Return what an entry says, where it has words at all."""
    if not has_words(step.typed):
        return None
    if step.place["screen"] == HOW:
        return read(step.typed, lexicon=programme.lexicon, prompt=CHECKIN)
    return read_entry(step.typed, lexicon=programme.lexicon)


def _again(step: Step, words: Words, notice: str) -> Shown:
    return _show(step, words, {**step.place, "page": 0, "notice": notice})


def _show(step: Step, words: Words, place: Place) -> Shown:
    return shown(step, body_at(words, place), place)
