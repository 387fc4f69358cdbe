"""Runs of surveys: begun, answered one question at a time, resumed, finished or stopped.

An answer is written down when it arrives, so a broken session loses nothing. What is entered under
a duress PIN is kept in a run of its own and leaves no fact: it never counts in a score or a rate.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.errors import Conflict
from monitor.core.ids import new_id
from monitor.privacy import vault
from monitor.surveys import store
from monitor.surveys.models import SurveyAnswer, SurveyRun
from monitor.surveys.soundness import refuse_screen

RESUMED_WITHIN = timedelta(hours=24)
"""How long an interrupted survey is offered at its next question (S20)."""

FINISHED, STOPPED = "finished", "stopped"
STOPPED_BY_HER = "survey_stopped"
"""The fact that a stop of hers ended a run, whoever asked it."""
TEXT = "text"
"""Stored value of an answer in her own words; the words themselves are sealed."""


@dataclass(frozen=True, kw_only=True)
class RunView:
    """One run of one survey, with what was answered so far."""

    id: str
    person_id: str
    survey: str
    version: int
    language: str
    channel: str
    state: str
    measure_id: str | None
    exit_id: str | None
    pending: str | None
    misunderstood: int
    under_duress: bool
    started_at: datetime
    last_at: datetime
    answers: tuple[tuple[str, str], ...]
    """Question and stored value, in the order given."""

    def may_resume(self, now: datetime) -> bool:
        """Tell whether it is unfinished and was touched no longer than a day ago."""
        return self.state == store.OPEN and now - self.last_at <= RESUMED_WITHIN


def start(
    session: Session,
    *,
    person_id: str,
    survey: str,
    version: int,
    channel: str,
    language: str,
    at: datetime,
    measure_id: str | None = None,
    exit_id: str | None = None,
    under_duress: bool = False,
) -> RunView:
    """Begin a run; it finishes on this version of the definition.

    A survey that may never stand on a phone screen is refused here too, whatever a definition says.
    """
    refuse_screen(survey, channel)
    row = SurveyRun(
        id=new_id(), person_id=person_id, exit_id=exit_id, measure_id=measure_id, survey=survey,
        version=version, channel=channel, language=language, misunderstood=0, state=store.OPEN,
        under_duress=under_duress, started_at=at, last_at=at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _record(session, "survey_started", row, at=at, survey=survey)
    return _view(session, row)


def find_open(
    session: Session, person_id: str, *, under_duress: bool = False, measure_id: str | None = None,
    channel: str | None = None,
) -> RunView | None:  # fmt: skip
    """Return a person's latest unfinished run, of one measure or channel where named, or None."""
    row = store.find_open_run(
        session, person_id, under_duress=under_duress, measure_id=measure_id, channel=channel
    )
    return None if row is None else _view(session, row)


def list_going_on(
    session: Session, person_id: str, channel: str, *, since: datetime
) -> tuple[RunView, ...]:
    """Return a person's unfinished runs over a channel that were touched since an instant."""
    rows = store.list_open_runs(session, person_id)
    return tuple(
        _view(session, row) for row in rows if row.channel == channel and row.last_at > since
    )


def get(session: Session, run_id: str) -> RunView:
    """Return a run."""
    return _view(session, store.get_run(session, run_id))


def save_answer(
    session: Session, run_id: str, *, question: str, value: str, at: datetime,
    text: str | None = None,
) -> bool:  # fmt: skip
    """Write down one answer; say whether it is new. A second one to the same question is refused
    by keeping the first: the engine never asks twice.
    """
    row = store.get_run(session, run_id)
    if row.state != store.OPEN:
        raise Conflict("this survey is over")
    if store.find_answer(session, run_id, question) is not None:
        return False
    answer = SurveyAnswer(
        id=new_id(), run_id=run_id, question=question, value=TEXT if text is not None else value,
        channel=row.channel, answered_at=at,
    )  # fmt: skip
    if text is not None:
        answer.text_sealed = vault.seal(
            session, text, owner=row.person_id, table="survey_answers", column="text_sealed",
            row_id=answer.id,
        )  # fmt: skip
    session.add(answer)
    row.last_at = at
    session.flush()
    _record(
        session, "survey_answered", row, at=at, survey=row.survey, question=question,
        value=answer.value,
    )  # fmt: skip
    return True


def wait_at(
    session: Session, run_id: str, *, pending: str | None, misunderstood: int, at: datetime
) -> None:
    """Remember the question now open; None between two blocks."""
    row = store.get_run(session, run_id)
    row.pending, row.misunderstood, row.last_at = pending, misunderstood, at
    session.flush()


def finish(session: Session, run_id: str, *, at: datetime) -> None:
    """End a run in which nothing is left to ask."""
    row = store.get_run(session, run_id)
    if row.state != store.OPEN:
        return
    row.state, row.pending, row.finished_at, row.last_at = FINISHED, None, at, at
    session.flush()
    _record(session, "survey_finished", row, at=at, survey=row.survey, run=run_id)


def stop(session: Session, run_id: str, *, at: datetime) -> None:
    """End a run before its end: what was answered is kept."""
    row = store.get_run(session, run_id)
    if row.state == store.OPEN:
        row.state, row.pending, row.last_at = STOPPED, None, at
        session.flush()


def stop_all(session: Session, person_id: str, *, at: datetime) -> tuple[RunView, ...]:
    """End every open run of a person, because she said stop; return what was ended."""
    rows = store.list_open_runs(session, person_id)
    for row in rows:
        stop(session, row.id, at=at)
        _record(session, STOPPED_BY_HER, row, at=at, survey=row.survey)
    return tuple(_view(session, row) for row in rows)


def was_interrupted(session: Session, person_id: str, *, since: datetime) -> bool:
    """Tell whether a run of hers was touched since an instant and is not finished."""
    return any(row.last_at >= since for row in store.list_open_runs(session, person_id))


def list_open_by(session: Session, channel: str) -> tuple[RunView, ...]:
    """Return every unfinished run that goes over a channel, whoever is asked."""
    return tuple(_view(session, row) for row in store.list_open_by(session, channel))


def list_runs(session: Session, person_id: str) -> tuple[RunView, ...]:
    """Return all runs of a person, earliest first."""
    return tuple(_view(session, row) for row in store.list_runs(session, person_id))


def _record(session: Session, kind: str, row: SurveyRun, *, at: datetime, **data: Any) -> None:
    if row.under_duress:
        return
    facts.record(
        session, kind, happened_at=at, recorded_at=at, person_id=row.person_id,
        exit_id=row.exit_id, subject_id=row.id, data=data,
    )  # fmt: skip


def _view(session: Session, row: SurveyRun) -> RunView:
    return RunView(
        id=row.id, person_id=row.person_id, survey=row.survey, version=row.version,
        language=row.language, channel=row.channel, state=row.state, measure_id=row.measure_id,
        exit_id=row.exit_id, pending=row.pending, misunderstood=row.misunderstood,
        under_duress=row.under_duress,
        started_at=row.started_at, last_at=row.last_at,
        answers=store.list_answers(session, row.id),
    )  # fmt: skip
