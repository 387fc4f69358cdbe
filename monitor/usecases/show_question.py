"""Show what a survey asks next on her screen, or end the session when the block is done."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.schedule import measures
from monitor.sms.her_screens import Words
from monitor.sms.ussd import screen
from monitor.sms.ussd_step import Shown, Step, ended, shown
from monitor.surveys import service as surveys
from monitor.surveys.definition import Survey
from monitor.surveys.engine import LONGEST_BLOCK, Finished, Notice, Screen, Turn
from monitor.surveys.presentation import body_of
from monitor.surveys.service import RunView
from monitor.usecases.raise_screen import raise_screen

SURVEY = "survey"


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A survey being put to her in this session."""

    definition: Survey
    run: RunView
    base: RunView | None
    """Under duress: the run of her own that this one starts from and never touches."""
    asked: int = 0
    """Answers taken in this session."""
    promise: str = "ack_later"
    """Wording that acknowledges her wish for a call."""


def show_question(
    session: Session, step: Step, words: Words, asking: Asking, turn: Turn, *, at: datetime
) -> Shown:
    """Remember where the run stands and show it: the next question, or the neutral last screen."""
    run_id = asking.run.id
    if isinstance(turn.show, Finished):
        _end_block(session, asking, turn.show, at=at)
        return ended(step, words["ussd_end"])
    surveys.wait_at(
        session, run_id, pending=turn.run.pending, misunderstood=turn.run.misunderstood, at=at
    )
    if asking.asked >= LONGEST_BLOCK:
        return ended(step, words["ussd_end"])
    pages = question_pages(words, turn.show, asking.promise)
    place = {
        "screen": SURVEY, "run": run_id, "base": None if asking.base is None else asking.base.id,
        "block": turn.run.block, "pending": turn.run.pending,
        "misunderstood": turn.run.misunderstood, "page": turn.run.page,
        "notice": turn.run.notice, "asked": asking.asked, "promise": asking.promise,
    }  # fmt: skip
    return shown(step, pages[min(turn.run.page, len(pages) - 1)], place)


def question_pages(words: Words, shown_screen: Screen, promise: str) -> tuple[str, ...]:
    """Return the pages of one question with its options, its notice and the fixed keys."""
    notices = {Notice.CALL_ME: promise, Notice.NOT_UNDERSTOOD: "ask_again"}
    notice = "" if shown_screen.notice is None else words[notices[shown_screen.notice]]
    return screen(
        body_of(shown_screen, notice), shown_screen.options, words["survey_keys"],
        words.language, paging=words.paging,
    )  # fmt: skip


def _end_block(session: Session, asking: Asking, finished: Finished, *, at: datetime) -> None:
    """End the run where nothing is left; what was entered under duress settles nothing."""
    run = asking.run
    if finished.remaining_blocks:
        surveys.wait_at(session, run.id, pending=None, misunderstood=0, at=at)
        return
    surveys.finish(session, run.id, at=at)
    raise_screen(session, asking.definition, surveys.get(session, run.id), at=at)
    if run.measure_id is not None and not run.under_duress:
        measures.settle_measure(session, run.measure_id, state="done", at=at)
