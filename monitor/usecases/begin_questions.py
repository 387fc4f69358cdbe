"""Begin the survey that is due, or go on with one that broke off, at its next question."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people.contact_facts import ContactFacts
from monitor.sms.her_screens import Words
from monitor.sms.ussd_step import Shown, Step
from monitor.surveys import engine
from monitor.surveys import service as surveys
from monitor.surveys.answers import restore
from monitor.surveys.definition import Channel
from monitor.surveys.engine import Run
from monitor.surveys.service import RunView
from monitor.usecases.offer_questions import Offer, offer_questions
from monitor.usecases.open_menu import open_menu
from monitor.usecases.programme import Programme
from monitor.usecases.show_question import Asking, show_question


def begin_questions(
    session: Session,
    programme: Programme,
    step: Step,
    words: Words,
    contact: ContactFacts,
    *,
    at: datetime,
) -> Shown:
    """Show the first question still to be put; where none is due any more, her menu."""
    offer = offer_questions(session, programme, contact, at=at)
    if offer is None:
        return open_menu(session, programme, step, at=at, contact=contact)
    base = offer.run if step.under_duress else None
    given = () if offer.run is None else offer.run.answers
    run = _run_of(session, step, offer, contact.person_id, at=at)
    turn = engine.start(
        offer.definition, offer.language, channel=Channel.USSD,
        answers=restore(offer.definition, given),
    )  # fmt: skip
    turn = replace(turn, run=replace(turn.run, misunderstood=_asked_again(offer, turn.run)))
    asking = Asking(definition=offer.definition, run=run, base=base)
    return show_question(session, step, words, asking, turn, at=at)


def _asked_again(offer: Offer, run: Run) -> int:
    """Return how often the question was misread already, in whatever session: it is put twice."""
    before = offer.run
    return before.misunderstood if before is not None and before.pending == run.pending else 0


def _run_of(session: Session, step: Step, offer: Offer, person_id: str, *, at: datetime) -> RunView:
    """Return the run her answers go to; under duress one of its own, whatever was begun before."""
    if offer.run is not None and not step.under_duress:
        return offer.run
    return surveys.start(
        session, person_id=person_id, survey=offer.definition.id,
        version=offer.definition.version, channel=Channel.USSD.value, language=offer.language,
        at=at, measure_id=offer.measure_id, exit_id=offer.exit_id,
        under_duress=step.under_duress,
    )  # fmt: skip
