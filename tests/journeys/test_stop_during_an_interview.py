"""She says stop on her phone while a caseworker asks her: the page says so, and what to do."""

from collections.abc import Callable

import pytest

from monitor.surveys.models import SurveyAnswer, SurveyRun
from monitor.triage.models import CaseEvent
from tests.factories.web import Browser
from tests.journeys.story import Story
from tests.journeys.test_interviews import begin, give

TOLD = "A stop came from her phone"
STOPS: list[object] = [
    pytest.param(lambda story: story.text("ACHA"), id="by text"),
    pytest.param(lambda story: story.handset().dial("4821", "acha"), id="on her screen"),
]


def ask(story: Story, survey: str, *entries: str) -> tuple[Browser, str]:
    """Begin an interview on an ordinary day and take down some answers."""
    story.duty()
    person_id = story.enrol(plan_expires="2026-12-31")
    story.on("2026-03-10 10:00")
    njeri = story.browse("njeri")
    address = begin(njeri, person_id, survey)
    give(njeri, address, *entries)
    return njeri, address


def run_of(story: Story) -> SurveyRun:
    (found,) = story.rows(SurveyRun)
    assert isinstance(found, SurveyRun)
    return found


@pytest.mark.parametrize("stop", STOPS)
def test_the_next_answer_meets_a_page_that_says_what_happened_and_what_to_do(
    story: Story, stop: Callable[[Story], object]
) -> None:
    njeri, address = ask(story, "k6", "1")
    stop(story)
    assert "opt_out" in story.restrictions(story.person())
    sent = njeri.post(address, {"question": "q2", "entry": "5"}, follow_redirects=True)
    assert sent.status_code == 200
    assert TOLD in njeri.page
    assert "Ask her now whether she sent it." in njeri.page
    assert "not open any more" not in njeri.page
    assert run_of(story).state == "stopped"
    assert [row.question for row in story.rows(SurveyAnswer)] == ["q1"], "nothing half-written"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        pytest.param("/stop", {"because": "too_hard"}, id="ending it"),
        pytest.param("/back", {"question": "q1", "entry": "2", "step": "1"}, id="correcting"),
    ],
)
def test_whatever_else_is_sent_meets_the_same_page(
    story: Story, path: str, fields: dict[str, str]
) -> None:
    njeri, address = ask(story, "k6", "1")
    story.text("ACHA")
    sent = njeri.post(address + path, fields, follow_redirects=True)
    assert sent.status_code == 200
    assert TOLD in njeri.page
    assert [row.value for row in story.rows(SurveyAnswer)] == ["0"]


def test_an_answer_that_cannot_wait_is_acted_on_all_the_same(story: Story) -> None:
    njeri, address = ask(story, "phq9", *["1"] * 8)
    story.text("ACHA")
    njeri.post(address, {"question": "q9", "entry": "3"}, follow_redirects=True)
    assert TOLD in njeri.page
    (event,) = story.rows(CaseEvent, CaseEvent.rule == "critical_answer")
    assert event.details["question"] == "q9"


def test_what_she_had_answered_still_asks_for_the_talk(story: Story) -> None:
    ask(story, "cssrs", "1", "1")
    assert "talk" not in story.cases()
    story.text("ACHA")
    assert story.case("talk").severity == 3


def test_an_interview_that_staff_ended_is_not_told_as_a_stop_of_hers(story: Story) -> None:
    njeri, address = ask(story, "k6", "1")
    njeri.post(f"{address}/stop", {"because": "no_time"})
    assert TOLD not in njeri.get(address).text
    assert njeri.post(f"{address}/stop", {"because": "no_time"}).status_code == 409


def test_whoever_says_she_wants_to_go_on_is_asked_anew(story: Story) -> None:
    njeri, _address = ask(story, "k6", "1")
    story.text("ACHA")
    again = begin(njeri, story.person(), "k6")
    assert "Question 1 of 6" in njeri.get(again).text
