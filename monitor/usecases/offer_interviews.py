"""Find what may be asked of her by voice or face to face: what is due first, then the rest."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from monitor.core.clock import to_local
from monitor.core.language import wording_hash
from monitor.schedule import measures
from monitor.schedule.measures import DueSurvey
from monitor.sms.approvals import approved_hashes
from monitor.surveys import interviewing
from monitor.surveys.definition import Survey, wordings
from monitor.surveys.interviewing import CHANNELS, Way
from monitor.surveys.service import RESUMED_WITHIN, RunView
from monitor.usecases.interview_worker import TRAINED_ONLY, may_ask_trained
from monitor.usecases.offer_questions import definition_of
from monitor.usecases.programme import Programme

NOT_HERE = frozenset({"checkin"})
"""A caseworker who speaks with her logs a contact instead."""


@dataclass(frozen=True, kw_only=True)
class Interview:
    """One instrument that may be asked now."""

    definition: Survey
    languages: tuple[str, ...]
    ways: tuple[Way, ...]
    trained_only: bool
    measure: DueSurvey | None
    """What it settles; none where it is asked beside the schedule."""
    begun: RunView | None
    """Where it goes on."""

    @property
    def due_on(self) -> date | None:
        """Return the date of the protocol."""
        return None if self.measure is None else self.measure.due_on


def offer_interviews(
    session: Session, programme: Programme, person_id: str, *, staff_id: str, at: datetime
) -> tuple[Interview, ...]:
    """Return what this member of staff may ask her, what is due first."""
    due = {
        found.survey: found
        for found in reversed(measures.due_surveys(session, person_id, on=to_local(at).date()))
    }
    trained = may_ask_trained(session, staff_id)
    offered = [
        _interview(session, programme, definition, person_id, due.get(definition.id), at)
        for definition in programme.surveys.values()
        if definition.id not in NOT_HERE and (trained or definition.id not in TRAINED_ONLY)
    ]
    usable = [found for found in offered if found.ways and found.languages]
    return tuple(sorted(usable, key=lambda found: (found.due_on or date.max, found.definition.id)))


def _interview(
    session: Session, programme: Programme, definition: Survey, person_id: str,
    measure: DueSurvey | None, at: datetime,
) -> Interview:  # fmt: skip
    begun = interviewing.find_begun(
        session, person_id, survey=definition.id, since=at - RESUMED_WITHIN,
        measure_id=None if measure is None else measure.measure_id,
    )  # fmt: skip
    began_with = None if begun is None else definition_of(programme, begun)
    asked = definition if began_with is None else began_with
    return Interview(
        definition=asked,
        languages=_languages(session, programme, asked),
        ways=tuple(way for way, channel in CHANNELS.items() if asked.may_use(channel)),
        trained_only=definition.id in TRAINED_ONLY,
        measure=measure,
        begun=None if began_with is None else begun,
    )


def _languages(session: Session, programme: Programme, definition: Survey) -> tuple[str, ...]:
    """Return the languages whose every wording may be read to her."""
    if programme.unapproved_ok:
        return definition.languages
    approved = approved_hashes(session)
    missing = {
        wording.language
        for wording in wordings(definition)
        if (wording.place, wording.language, wording_hash(wording.text)) not in approved
    }
    return tuple(code for code in definition.languages if code not in missing)
