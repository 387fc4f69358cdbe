"""Open the task to talk with her where her answers say so, ended or not, once for each run."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core.clock import to_local
from monitor.people import service as people
from monitor.surveys.answers import restore
from monitor.surveys.definition import Answer, Survey
from monitor.surveys.scoring import About, Scores, proven, score
from monitor.surveys.service import RunView
from monitor.triage import service as triage
from monitor.triage import store
from monitor.triage.flag import Flag
from monitor.triage.flags.screen import positive_screen

RULE = "positive_screen"


def raise_screen(session: Session, definition: Survey, run: RunView, *, at: datetime) -> bool:
    """Raise the task for a positive screen; tell whether it is new. Nothing entered under duress
    raises one. A run that goes on and turns out graver raises it again.
    """
    if run.under_duress:
        return False
    found = _found(session, definition, run, at=at)
    before = store.list_raised_for(session, run.id, rule=RULE)
    if found is None or any(event.severity >= found.severity for event in before):
        return False
    triage.raise_flag(
        session, found, person_id=run.person_id, source_type="survey", source_id=run.id,
        arrived_at=at, now=at,
    )  # fmt: skip
    return True


def scores_of(
    session: Session, definition: Survey, run: RunView, answers: Mapping[str, Answer], *,
    at: datetime,
) -> Scores:  # fmt: skip
    """Return the scores of a run, by the cut-offs that are for her."""
    return score(definition, answers, _about(session, run, at=at))


def _found(session: Session, definition: Survey, run: RunView, *, at: datetime) -> Flag | None:
    """Return what the answers ask for: by their score, or by what no missing answer can undo."""
    answers, about = restore(definition, run.answers), _about(session, run, at=at)
    for scores in (score(definition, answers, about), proven(definition, answers, about)):
        found = positive_screen(definition.id, _text(scores, "screen"), _text(scores, "band"))
        if found is not None:
            return found
    return None


def _about(session: Session, run: RunView, *, at: datetime) -> About:
    her = people.identity(session, run.person_id, now=at)
    age = None if her.birth_year is None else to_local(at).year - her.birth_year
    return About(gender=her.gender, age=age)


def _text(scores: Scores, name: str) -> str | None:
    found = scores.get(name)
    return found if isinstance(found, str) else None
