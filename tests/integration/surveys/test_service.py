"""Runs of surveys: every answer is written down at once, and what counts leaves a fact."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.errors import Conflict, Forbidden, NotFound
from monitor.core.facts import Fact
from monitor.privacy import vault
from monitor.surveys import interviewing
from monitor.surveys import service as surveys
from monitor.surveys.interviewing import Way
from monitor.surveys.models import SurveyAnswer
from monitor.surveys.service import RunView
from tests.factories.people import a_person


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def person_id(session: Session, clock: FixedClock) -> str:
    return a_person(session, at=clock.now()).person_id


def begin(session: Session, person_id: str, clock: FixedClock, *, duress: bool = False) -> RunView:
    return surveys.start(
        session, person_id=person_id, survey="core14", version=1, channel="ussd", language="sw",
        at=clock.now(), under_duress=duress,
    )  # fmt: skip


def facts_of(session: Session, person_id: str) -> list[tuple[str, dict[str, object]]]:
    query = select(Fact).where(Fact.person_id == person_id, Fact.kind.like("survey%"))
    return [(fact.kind, fact.data) for fact in session.scalars(query.order_by(Fact.seq))]


def test_an_answer_is_there_as_soon_as_it_is_saved(
    session: Session, person_id: str, clock: FixedClock
) -> None:
    run = begin(session, person_id, clock)
    surveys.save_answer(session, run.id, question="c1", value="5", at=clock.now())
    assert surveys.get(session, run.id).answers == (("c1", "5"),)


def test_each_answer_keeps_the_way_it_came_when_staff_go_on(
    session: Session, person_id: str, clock: FixedClock
) -> None:
    run = begin(session, person_id, clock)
    surveys.save_answer(session, run.id, question="c1", value="5", at=clock.now())
    interviewing.lead(
        session, run.id, way=Way.VOICE, language="sw", asked_by="staff", trained=False,
        at=clock.now(),
    )  # fmt: skip
    surveys.save_answer(session, run.id, question="c2", value="1", at=clock.now())
    found = session.execute(select(SurveyAnswer.question, SurveyAnswer.channel))
    assert {row.question: row.channel for row in found} == {"c1": "ussd", "c2": "voice"}


def test_the_first_answer_to_a_question_stays(
    session: Session, person_id: str, clock: FixedClock
) -> None:
    run = begin(session, person_id, clock)
    assert surveys.save_answer(session, run.id, question="c1", value="5", at=clock.now())
    assert not surveys.save_answer(session, run.id, question="c1", value="1", at=clock.now())
    assert surveys.get(session, run.id).answers == (("c1", "5"),)


def test_begun_answered_and_finished_are_facts(
    session: Session, person_id: str, clock: FixedClock
) -> None:
    run = begin(session, person_id, clock)
    surveys.save_answer(session, run.id, question="c1", value="5", at=clock.now())
    surveys.finish(session, run.id, at=clock.now())
    surveys.finish(session, run.id, at=clock.now())
    assert facts_of(session, person_id) == [
        ("survey_started", {"survey": "core14"}),
        ("survey_answered", {"survey": "core14", "question": "c1", "value": "5"}),
        ("survey_finished", {"survey": "core14", "run": run.id}),
    ]


def test_what_is_entered_under_duress_is_kept_and_counts_nowhere(
    session: Session, person_id: str, clock: FixedClock
) -> None:
    run = begin(session, person_id, clock, duress=True)
    surveys.save_answer(session, run.id, question="c1", value="1", at=clock.now())
    surveys.finish(session, run.id, at=clock.now())
    assert surveys.get(session, run.id).answers == (("c1", "1"),)
    assert surveys.get(session, run.id).under_duress
    assert facts_of(session, person_id) == []


def test_a_run_under_duress_is_never_taken_for_her_own(
    session: Session, person_id: str, clock: FixedClock
) -> None:
    begin(session, person_id, clock, duress=True)
    assert surveys.find_open(session, person_id) is None
    own = begin(session, person_id, clock)
    found = surveys.find_open(session, person_id)
    assert found is not None
    assert found.id == own.id


def test_her_own_words_are_sealed_under_her_key(
    session: Session, person_id: str, clock: FixedClock
) -> None:
    run = begin(session, person_id, clock)
    surveys.save_answer(
        session, run.id, question="q9", value="nataka kuongea", at=clock.now(),
        text="nataka kuongea",
    )  # fmt: skip
    row = session.scalars(select(SurveyAnswer)).one()
    assert row.value == "text"
    assert row.text_sealed is not None
    assert "kuongea" not in row.text_sealed
    place = {"table": "survey_answers", "column": "text_sealed", "row_id": row.id}
    assert vault.unseal(session, row.text_sealed, **place) == "nataka kuongea"


def test_a_run_may_be_resumed_for_a_day(
    session: Session, person_id: str, clock: FixedClock
) -> None:
    run = begin(session, person_id, clock)
    assert run.may_resume(clock.now() + timedelta(hours=24))
    assert not run.may_resume(clock.now() + timedelta(hours=24, seconds=1))


def test_nothing_is_added_to_a_run_that_is_over(
    session: Session, person_id: str, clock: FixedClock
) -> None:
    run = begin(session, person_id, clock)
    surveys.stop(session, run.id, at=clock.now())
    with pytest.raises(Conflict, match="over"):
        surveys.save_answer(session, run.id, question="c1", value="1", at=clock.now())
    assert not surveys.get(session, run.id).may_resume(clock.now())


def test_a_stop_ends_every_open_run_and_keeps_the_answers(
    session: Session, person_id: str, clock: FixedClock
) -> None:
    first = begin(session, person_id, clock)
    surveys.save_answer(session, first.id, question="c1", value="2", at=clock.now())
    begin(session, person_id, clock)
    assert len(surveys.stop_all(session, person_id, at=clock.now())) == 2
    assert surveys.stop_all(session, person_id, at=clock.now()) == ()
    assert [run.state for run in surveys.list_runs(session, person_id)] == ["stopped", "stopped"]
    assert surveys.get(session, first.id).answers == (("c1", "2"),)


def test_a_run_counts_as_interrupted_from_when_it_was_touched_last(
    session: Session, person_id: str, clock: FixedClock
) -> None:
    dialled_at = clock.now()
    run = begin(session, person_id, clock)
    assert surveys.was_interrupted(session, person_id, since=dialled_at)
    assert not surveys.was_interrupted(session, person_id, since=dialled_at + timedelta(minutes=1))
    surveys.finish(session, run.id, at=clock.now())
    assert not surveys.was_interrupted(session, person_id, since=dialled_at)


def test_an_unknown_run_is_said_to_be_unknown(session: Session) -> None:
    with pytest.raises(NotFound, match="no such survey run"):
        surveys.get(session, "none")


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize(
    "survey", ["phq9", "cssrs", "pcptsd5", "k6", "hits", "ehits", "rss", "aso"]
)
def test_a_survey_for_a_trained_voice_is_never_begun_on_a_phone_screen(
    session: Session, person_id: str, clock: FixedClock, survey: str, channel: str
) -> None:
    with pytest.raises(Forbidden, match=f"{survey} may not be asked by {channel}"):
        surveys.start(
            session, person_id=person_id, survey=survey, version=1, channel=channel,
            language="sw", at=clock.now(),
        )  # fmt: skip
    assert surveys.list_runs(session, person_id) == ()


def test_core14_is_never_begun_by_sms(session: Session, person_id: str, clock: FixedClock) -> None:
    with pytest.raises(Forbidden):
        surveys.start(
            session, person_id=person_id, survey="core14", version=1, channel="sms",
            language="sw", at=clock.now(),
        )  # fmt: skip
