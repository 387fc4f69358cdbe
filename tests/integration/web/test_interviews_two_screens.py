"""An old screen, a second tab and a correction: nothing that was tapped is dropped in silence."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.core.clock import to_local
from monitor.core.db import Database
from monitor.people import service as people
from monitor.people.models import Contact
from monitor.schedule.models import Measure
from monitor.surveys import service as surveys
from monitor.surveys.models import SurveyAnswer
from monitor.triage.models import Case, CaseEvent
from monitor.usecases.programme import Programme
from tests.factories.web import Browser, Stage, browse, set_stage

START = {"language": "en", "way": "voice", "identified": "yes", "agreed": "yes", "trained": "yes"}
OTHERWISE = "This question has another answer already"


@pytest.fixture
def stage(programme: Programme) -> Stage:
    return set_stage(programme)


@pytest.fixture
def njeri(app: Flask, stage: Stage) -> Browser:
    return browse(app, "njeri")


def begin(browser: Browser, stage: Stage, survey: str, **changes: str) -> str:
    """Begin an interview; return its address."""
    values = {**START, "survey": survey, **changes}
    sent = browser.post(f"/people/{stage.person_id}/questions", values)
    assert sent.status_code == 303, browser.page
    return str(sent.location)


def give(browser: Browser, address: str, **entries: str) -> None:
    """Tap answers to named questions."""
    for question, entry in entries.items():
        browser.post(address, {"question": question, "entry": entry})


def put_right(browser: Browser, address: str, question: str, entry: str, step: str) -> None:
    browser.post(f"{address}/back", {"question": question, "entry": entry, "step": step})


def raised(database: Database) -> list[Any]:
    with database.reading() as session:
        query = select(CaseEvent).where(CaseEvent.rule == "critical_answer")
        return list(session.scalars(query.order_by(CaseEvent.id)))


def answers(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {row.question: row.value for row in session.scalars(select(SurveyAnswer))}


def close(database: Database, case_id: str) -> None:
    with database.transaction() as session:
        session.get_one(Case, case_id).state = "closed"


def test_another_answer_from_an_old_screen_is_told_and_the_first_stands(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage, "phq2")
    give(njeri, address, q1="1")
    give(njeri, address, q1="4")
    assert OTHERWISE in njeri.get(address).text
    assert answers(database) == {"q1": "0"}


def test_the_same_answer_sent_twice_is_no_news(njeri: Browser, stage: Stage) -> None:
    address = begin(njeri, stage, "phq2")
    give(njeri, address, q1="2")
    give(njeri, address, q1="2")
    assert OTHERWISE not in njeri.get(address).text


def test_a_worrying_answer_from_an_old_screen_is_acted_on_once(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage, "cssrs")
    give(njeri, address, q1="1", q2="1", q3="1", q4="2")
    assert raised(database) == []
    give(njeri, address, q4="1")
    give(njeri, address, q4="1")
    assert [event.details["question"] for event in raised(database)] == ["q4"]
    assert answers(database)["q4"] == "no"


def test_a_worrying_answer_to_a_question_that_was_shut_meanwhile_is_acted_on(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage, "cssrs")
    give(njeri, address, q1="1", q2="1")
    put_right(njeri, address, "q2", "2", "1")
    give(njeri, address, q4="1")
    assert [event.details["question"] for event in raised(database)] == ["q4"]
    assert "q4" not in answers(database)


def test_a_worrying_answer_is_raised_again_once_its_case_was_closed(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage, "phq9")
    give(njeri, address, **{f"q{at}": "1" for at in range(1, 9)}, q9="2")
    put_right(njeri, address, "q9", "1", "1")
    put_right(njeri, address, "q9", "3", "1")
    (first,) = raised(database)
    close(database, first.case_id)
    put_right(njeri, address, "q9", "1", "1")
    put_right(njeri, address, "q9", "4", "1")
    assert [event.case_id == first.case_id for event in raised(database)] == [True, False]


def test_beginning_twice_at_once_is_one_contact(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    assert begin(njeri, stage, "who5") == begin(njeri, stage, "who5")
    with database.reading() as session:
        assert len(session.scalars(select(Contact)).all()) == 1


def test_beginning_again_later_or_another_way_is_another_contact(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    begin(njeri, stage, "who5")
    begin(njeri, stage, "who5", way="visit")
    with database.reading() as session:
        methods = {row.method for row in session.scalars(select(Contact))}
    assert methods == {"voice", "visit"}


@pytest.mark.parametrize(("minutes", "status"), [(2, 400), (10, 303)])
def test_what_stands_on_her_own_screen_is_not_taken_over(
    njeri: Browser, stage: Stage, programme: Programme, minutes: int, status: int
) -> None:
    now = programme.clock.now()
    with programme.database.transaction() as session:
        exit_id = people.open_exits(session, stage.person_id)[0]
        measure = session.scalars(select(Measure).where(Measure.survey == "who5")).first()
        assert measure is not None
        measure.window_from, measure.window_to = to_local(now).date(), to_local(now).date()
        surveys.start(
            session, person_id=stage.person_id, survey="who5", version=1, channel="ussd",
            language="sw", at=now - timedelta(minutes=minutes), measure_id=measure.id,
            exit_id=exit_id,
        )  # fmt: skip
    values = {**START, "survey": "who5"}
    sent = njeri.post(f"/people/{stage.person_id}/questions", values)
    assert sent.status_code == status
    assert ("on her own phone now" in njeri.page) is (status == 400)
