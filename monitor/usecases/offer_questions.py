"""Find which questions may be put to her now on a screen, and where an interrupted survey goes on.

No survey is offered to somebody who is watched, who chose another way or none, or who said stop: a
screen of questions in the wrong hands tells too much.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core.clock import to_local
from monitor.core.language import wording_hash
from monitor.people.contact_facts import ContactFacts, may_be_minor
from monitor.schedule import measures
from monitor.sms.approvals import approved_hashes
from monitor.surveys import service as surveys
from monitor.surveys.definition import Channel, Survey, wordings
from monitor.surveys.loader import load_survey
from monitor.surveys.service import RunView
from monitor.usecases.programme import Programme

FORBIDDEN = frozenset({"freeze", "opt_out", "kill"})


@dataclass(frozen=True)
class Offer:
    """A survey she may answer now; `run` where she has begun it."""

    definition: Survey
    language: str
    measure_id: str | None
    exit_id: str | None
    run: RunView | None
    resumes: bool
    """She broke it off within the last day."""


def offer_questions(
    session: Session, programme: Programme, contact: ContactFacts, *, at: datetime
) -> Offer | None:
    """Return the survey to put to her: one just broken off first, else what is due longest."""
    if not may_be_asked(contact, at):
        return None
    broken_off = surveys.find_open(session, contact.person_id, channel=Channel.USSD)
    if broken_off is not None and broken_off.may_resume(at):
        definition = definition_of(programme, broken_off)
        if definition is not None and is_usable(
            session, programme, definition, broken_off.language
        ):
            return _of_run(definition, broken_off, resumes=True)
    return _due(session, programme, contact, at)


def may_be_asked(contact: ContactFacts, at: datetime) -> bool:
    """Tell whether any survey may be shown to her on a screen."""
    plan = contact.plan
    minor = may_be_minor(contact.birth_year, to_local(at).date())
    return (
        contact.survey_channel == Channel.USSD
        and not contact.monitored
        and "surveys" in contact.consents
        and not FORBIDDEN & contact.restrictions
        and (plan is None or plan.ussd_ok)
        and (not minor or contact.guardian_consent)
    )


def definition_of(programme: Programme, run: RunView) -> Survey | None:
    """Return the definition a run began with, or None where that version is gone."""
    newest = programme.surveys.get(run.survey)
    if newest is not None and newest.version == run.version:
        return newest
    file = programme.settings.config_dir / "surveys" / f"{run.survey}.v{run.version}.yaml"
    return load_survey(file) if file.is_file() else None


def _due(
    session: Session, programme: Programme, contact: ContactFacts, at: datetime
) -> Offer | None:
    today = to_local(at).date()
    for due in measures.due_surveys(session, contact.person_id, on=today):
        if due.channel != Channel.USSD:
            continue
        run = surveys.find_open(session, contact.person_id, measure_id=due.measure_id)
        begun = None if run is None else definition_of(programme, run)
        if run is not None and begun is not None:
            if is_usable(session, programme, begun, run.language):
                return _of_run(begun, run, resumes=False)
            continue
        definition = programme.surveys.get(due.survey)
        if definition is not None and is_usable(session, programme, definition, contact.language):
            return Offer(
                definition, contact.language, due.measure_id, due.exit_id, None, resumes=False
            )
    return None


def _of_run(definition: Survey, run: RunView, *, resumes: bool) -> Offer:
    return Offer(definition, run.language, run.measure_id, run.exit_id, run, resumes)


def is_usable(session: Session, programme: Programme, definition: Survey, language: str) -> bool:
    """Tell whether a survey may be shown on a screen in a language: every wording is approved."""
    if not definition.may_use(Channel.USSD) or definition.needs_plan_for(Channel.USSD):
        return False
    if language not in definition.languages:
        return False
    if programme.unapproved_ok:
        return True
    approved = approved_hashes(session)
    return all(
        (wording.place, language, wording_hash(wording.text)) in approved
        for wording in wordings(definition)
        if wording.language == language
    )
