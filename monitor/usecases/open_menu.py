"""Show her own menu: how she is, what is due, pause or stop, and a call."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.people.contact_facts import ContactFacts
from monitor.sms.her_screens import MENU, body_at, words_in
from monitor.sms.ussd_step import Shown, Step, shown
from monitor.usecases.offer_questions import offer_questions
from monitor.usecases.programme import Programme

HELD = frozenset({"opt_out", "pause"})


def open_menu(
    session: Session,
    programme: Programme,
    step: Step,
    *,
    at: datetime,
    notice: str | None = None,
    contact: ContactFacts | None = None,
) -> Shown:
    """Return the menu of whoever the step belongs to, with what is due for her now.

    `contact` is what holds for her, where it was asked for in this turn and nothing changed since.
    """
    contact = contact or people.contact_facts(session, step.person_id or "", now=at)
    place = {"screen": MENU, "items": _items(session, programme, contact, at), "notice": notice}
    words = words_in(programme.languages, step.place.get("language", contact.language))
    return shown(step, body_at(words, place), place)


def _items(
    session: Session, programme: Programme, contact: ContactFacts, at: datetime
) -> list[str]:
    offer = offer_questions(session, programme, contact, at=at)
    asked = [] if offer is None else ["resume" if offer.resumes else "questions"]
    held = HELD & contact.restrictions
    return ["how", *asked, *(["restart"] if held else ["pause", "stop"])]
