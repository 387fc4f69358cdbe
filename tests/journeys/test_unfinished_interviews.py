"""A page that is shut in the middle of an interview: somebody is asked to finish it."""

from datetime import timedelta

import pytest

from monitor.audit.models import AuditEvent
from monitor.surveys.models import SurveyAnswer, SurveyRun
from monitor.surveys.unfinished import NOBODY_AFTER
from tests.factories.web import Browser
from tests.journeys.story import Story
from tests.journeys.test_interviews import begin, give

TASK = "unfinished_interview"


def break_off(story: Story, survey: str, *entries: str) -> tuple[Browser, str]:
    """Begin an interview on an ordinary day and shut its page after some answers."""
    story.duty()
    person_id = story.enrol(plan_expires="2026-12-31")
    story.on("2026-03-10 10:00")
    njeri = story.browse("njeri")
    address = begin(njeri, person_id, survey)
    give(njeri, address, *entries)
    return njeri, address


@pytest.mark.parametrize(
    ("survey", "entries"),
    [
        pytest.param("phq9", ("1", "1", "1"), id="a critical item is still to come"),
        pytest.param("cssrs", ("2",), id="a gate is still to come"),
        pytest.param("cssrs", ("2", "1"), id="what a gate opened is still to come"),
        pytest.param("phq9", (), id="nothing was answered at all"),
    ],
)
def test_a_page_shut_before_the_question_that_matters_leaves_a_task(
    story: Story, survey: str, entries: tuple[str, ...]
) -> None:
    break_off(story, survey, *entries)
    story.later(minutes=59)
    assert TASK not in story.cases()
    story.later(minutes=2)
    assert (story.case(TASK).severity, story.case(TASK).state) == (2, "open")
    story.later(days=5)
    assert len(story.events(TASK)) == 1
    assert len(story.rows(SurveyAnswer)) == len(entries), "nothing is lost"


def test_where_nothing_that_matters_is_left_no_task_comes(story: Story) -> None:
    break_off(story, "k6", "5")
    story.later(days=1)
    assert TASK not in story.cases()


def test_the_clock_knows_when_nobody_goes_on_any_more(story: Story) -> None:
    break_off(story, "phq9", "1")
    began = story.now
    stops = [story.now for _ in story.moments(began + timedelta(hours=2))]
    assert began + NOBODY_AFTER in stops


def test_what_was_answered_asks_for_the_talk_though_the_page_was_shut(story: Story) -> None:
    break_off(story, "cssrs", "1", "1")
    assert "talk" not in story.cases()
    story.later(hours=2)
    assert story.case("talk").severity == 3


def test_going_on_puts_the_hour_off_and_the_end_ends_the_task(story: Story) -> None:
    _njeri, address = break_off(story, "phq9", "1")
    story.later(minutes=50)
    give(story.browse("njeri"), address, "1")
    story.later(minutes=50)
    assert TASK not in story.cases()
    story.later(minutes=20)
    assert story.case(TASK).state == "open"
    njeri = story.browse("njeri")
    give(njeri, begin(njeri, story.person(), "phq9"), *["1"] * 7)
    assert story.case(TASK).state == "closed"
    assert len(story.rows(SurveyRun)) == 1


def test_an_interview_that_breaks_off_again_is_told_again(story: Story) -> None:
    break_off(story, "phq9", "1")
    story.later(hours=2)
    njeri = story.browse("njeri")
    give(njeri, begin(njeri, story.person(), "phq9"), "1")
    story.later(hours=2)
    assert len(story.events(TASK)) == 2


def test_why_it_was_not_finished_is_written_down_and_ends_the_task(story: Story) -> None:
    _njeri, address = break_off(story, "phq9", "1")
    story.later(hours=2)
    njeri = story.browse("njeri")
    page = njeri.get(f"/cases/{story.case(TASK).id}").text
    assert f'href="{address}#stop"' in page
    njeri.get(address)
    assert njeri.post(f"{address}/stop", {"because": "too_hard"}).status_code == 303
    assert story.case(TASK).state == "closed"
    (run,) = story.rows(SurveyRun)
    assert run.state == "stopped"
    (ended,) = story.rows(AuditEvent, AuditEvent.event == "interview_ended")
    assert ended.details == {"because": "too_hard"}


def test_the_same_questions_asked_anew_to_their_end_end_the_task(story: Story) -> None:
    break_off(story, "cssrs", "2")
    story.later(days=2)
    njeri = story.browse("njeri")
    give(njeri, begin(njeri, story.person(), "cssrs"), "2", "2", "1")
    assert len(story.rows(SurveyRun)) == 2
    assert story.case(TASK).state == "closed"
