"""Show where an interview stands: the question to read to her, or what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlalchemy.orm import Session

from monitor.core.errors import Conflict
from monitor.surveys import engine
from monitor.surveys import service as surveys
from monitor.surveys.answers import restore
from monitor.surveys.definition import Answer, Channel, State, Survey
from monitor.surveys.engine import Finished, Screen, Turn
from monitor.surveys.interviewing import CHANNELS, Way
from monitor.surveys.remaining import is_put
from monitor.surveys.scoring import Scores
from monitor.surveys.service import RunView
from monitor.triage import store as triage
from monitor.triage.work import Worker
from monitor.usecases.interview_worker import TRAINED_ONLY, interview_worker, may_ask_trained
from monitor.usecases.offer_questions import definition_of
from monitor.usecases.programme import Programme
from monitor.usecases.raise_screen import RULE, scores_of

CRITICAL = "critical_answer"


@dataclass(frozen=True, kw_only=True)
class InterviewView:
    """One interview as its page needs it."""

    definition: Survey
    run: RunView
    turn: Turn
    answers: Mapping[str, Answer] = field(repr=False)
    asked: tuple[str, ...]
    """The questions answered so far, in the order they are put."""
    left: int
    """How many are still to be put, as far as the gates tell."""
    scores: Scores = field(default_factory=lambda: MappingProxyType({}), repr=False)
    critical: int = 0
    """How many answers needed somebody at once."""
    talk: bool = False
    """A task to talk with her was opened."""

    @property
    def screen(self) -> Screen | None:
        """Return the question to read, or None at the end."""
        return None if isinstance(self.turn.show, Finished) else self.turn.show

    @property
    def is_whole(self) -> bool:
        """Tell whether all was asked and answered: only then can nothing be missing."""
        skipped = any(answer.state is State.SKIPPED for answer in self.answers.values())
        return self.screen is None and self.run.state != "stopped" and not skipped

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is to be asked any more."""
        return self.screen is None or self.run.state != "open"


def show_interview(
    session: Session, programme: Programme, run_id: str, *, staff_id: str
) -> tuple[InterviewView, Worker]:
    """Return one interview within reach, and as whom it is seen."""
    run = surveys.get(session, run_id)
    worker = interview_worker(session, programme, staff_id=staff_id, person_id=run.person_id)
    definition = definition_of(programme, run)
    if definition is None or run.under_duress or not _is_led(session, run, staff_id):
        raise Conflict("this interview cannot be shown")
    answers = restore(definition, run.answers)
    turn = engine.start(
        definition, run.language, channel=channel_of(run), answers=answers, block=None
    )
    put = [
        question.id for question in definition.questions if is_put(definition, question, answers)
    ]
    return (
        InterviewView(
            definition=definition,
            run=run,
            turn=turn,
            answers=answers,
            asked=tuple(each for each in put if each in answers),
            left=sum(each not in answers for each in put),
            scores=scores_of(session, definition, run, answers, at=worker.at),
            critical=len(triage.list_raised_for(session, run.id, rule=CRITICAL)),
            talk=bool(triage.list_raised_for(session, run.id, rule=RULE)),
        ),
        worker,
    )


def channel_of(run: RunView) -> Channel:
    """Return what a definition calls the way an interview is held."""
    return CHANNELS[Way(run.channel)]


def _is_led(session: Session, run: RunView, staff_id: str) -> bool:
    """Tell whether a run is an interview that this member of staff may look at."""
    if run.channel not in tuple(Way):
        return False
    return run.survey not in TRAINED_ONLY or may_ask_trained(session, staff_id)
