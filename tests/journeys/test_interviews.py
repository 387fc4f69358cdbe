"""A caseworker asks by voice: what is due ends, and what cannot wait is heard at once."""

import re

from monitor.audit.models import AuditEvent
from monitor.surveys.models import SurveyAnswer, SurveyRun
from tests.factories.web import Browser
from tests.journeys.story import NJERI, PAGE_NOW, Story

START = {"language": "en", "way": "voice", "identified": "yes", "agreed": "yes", "trained": "yes"}
NOT_AT_ALL, EVERY_DAY = "1", "4"
YES, NO = "1", "2"


def begin(browser: Browser, person_id: str, survey: str, **changes: str) -> str:
    """Begin an interview; return its address."""
    browser.get(f"/people/{person_id}/questions")
    sent = browser.post(f"/people/{person_id}/questions", {**START, "survey": survey, **changes})
    assert sent.status_code == 303, browser.page
    browser.get(sent.location)
    return sent.location


def give(browser: Browser, address: str, *entries: str) -> None:
    """Tap one answer after another, as the pages offer them."""
    browser.get(address)
    for entry in entries:
        question = browser.hidden("question")
        sent = browser.post(address, {"question": question, "entry": entry})
        assert sent.status_code == 303, browser.page
        browser.get(address)


def test_a_ninth_answer_above_none_opens_a_case_before_the_interview_ends(story: Story) -> None:
    story.duty()
    person_id = story.enrol()
    story.on("2026-03-10 10:00")
    njeri = story.browse("njeri")
    address = begin(njeri, person_id, "phq9")
    assert "Question 1 of 9" in njeri.page
    give(njeri, address, *[NOT_AT_ALL] * 8)
    assert "critical_answer" not in story.cases()
    give(njeri, address, "2")
    story.settle()
    case = story.case("critical_answer")
    assert (case.severity, case.person_id) == (4, person_id)
    assert story.got(NJERI).count(PAGE_NOW) == 1
    assert "Stay with her" in njeri.page
    assert "minimal" in njeri.page
    (run,) = story.rows(SurveyRun)
    assert (run.state, run.channel, run.trained) == ("finished", "voice", "confirmed")
    assert run.asked_by == story.staff_ids["njeri"]


def test_a_high_risk_pages_the_person_on_duty_once_for_each_answer(story: Story) -> None:
    story.duty()
    person_id = story.enrol()
    story.on("2026-03-10 10:00")
    wanjiku = story.browse("wanjiku")
    address = begin(wanjiku, person_id, "cssrs", way="visit")
    give(wanjiku, address, YES, YES, NO, YES)
    story.settle()
    assert story.case("critical_answer").severity == 4
    assert story.got(NJERI).count(PAGE_NOW) == 1
    for _ in range(2):
        wanjiku.post(address, {"question": "q4", "entry": YES})
    assert len(story.events("critical_answer")) == 1
    give(wanjiku, address, NO, NO)
    assert "high" in wanjiku.page
    assert story.got(NJERI).count(PAGE_NOW) == 1


def test_what_is_due_is_done_by_voice_and_the_task_ends(story: Story) -> None:
    story.duty()
    person_id = story.enrol(survey_channel="voice", plan_expires="2026-12-31")
    story.on("2026-04-14 10:00")
    task = story.case("ask_by_voice")
    assert (task.state, task.severity) == ("open", 1)
    njeri = story.browse("njeri")
    assert f"/people/{person_id}/questions" in njeri.get(f"/cases/{task.id}").text
    for survey, answers in (("who5", 5), ("phq2", 2), ("gad2", 2), ("hhs", 3), ("core14", 14)):
        assert story.case("ask_by_voice").state == "open"
        address = begin(njeri, person_id, survey)
        give(njeri, address, *["1"] * answers)
    month_1 = [row for row in story.measures() if row.month == 1]
    assert {row.state for row in month_1 if row.what == "survey"} == {"done_by_voice"}
    assert {row.state for row in month_1 if row.what == "human_contact"} == {"done"}
    assert story.case("ask_by_voice").state == "closed"


def test_what_she_does_not_want_to_be_asked_ends_as_declined(story: Story) -> None:
    story.duty()
    person_id = story.enrol(survey_channel="voice", plan_expires="2026-12-31")
    story.on("2026-04-14 10:00")
    njeri = story.browse("njeri")
    njeri.get(f"/people/{person_id}/questions")
    for survey in ("who5", "phq2", "gad2", "hhs"):
        sent = njeri.post(
            f"/people/{person_id}/questions/declined", {"declined": survey, "because": "too_hard"}
        )
        assert sent.status_code == 303
    assert story.case("ask_by_voice").state == "open"
    address = begin(njeri, person_id, "core14")
    give(njeri, address, "1", "1", "1")
    sent = njeri.post(f"{address}/stop", {"because": "no_wish"})
    assert sent.status_code == 303
    month_1 = [row for row in story.measures() if row.month == 1 and row.what == "survey"]
    assert {row.state for row in month_1} == {"declined"}
    assert {row.survey: row.declined_because for row in month_1}["core14"] == "no_wish"
    told = {fact.data.get("because") for fact in story.facts("measure_settled")}
    assert told >= {"too_hard", "no_wish"}
    assert story.case("ask_by_voice").state == "closed"
    assert len(story.rows(SurveyAnswer)) == 3


def test_an_interview_that_broke_off_goes_on_at_its_next_question(story: Story) -> None:
    story.duty()
    person_id = story.enrol(plan_expires="2026-12-31")
    story.on("2026-04-01 10:00")
    begin(njeri := story.browse("njeri"), person_id, "who5")
    give(njeri, begin(njeri, person_id, "who5"), "1", "2")
    later = story.browse("njeri")
    assert "begun, goes on" in later.get(f"/people/{person_id}/questions").text
    address = begin(later, person_id, "who5")
    assert "Question 3 of 5" in later.page
    give(later, address, "3", "4", "5")
    assert len(story.rows(SurveyRun)) == 1
    scored = re.findall(r'<dd class="num">([^<]*)</dd>', later.page)
    assert scored[:2] == ["10", "40"]


def test_no_page_and_no_line_of_the_trail_holds_what_she_answered(story: Story) -> None:
    story.duty()
    person_id = story.enrol()
    story.on("2026-03-10 10:00")
    njeri = story.browse("njeri")
    address = begin(njeri, person_id, "phq9")
    assert "<title>Baada</title>" in njeri.page
    assert "phq" not in address.lower()
    give(njeri, address, *[EVERY_DAY] * 9)
    assert "<title>Baada</title>" in njeri.page
    told = [str(row.details) for row in story.rows(AuditEvent) if row.actor_id is not None]
    assert not any("phq9" in line or "q9" in line for line in told)


def test_whoever_is_asked_by_voice_is_asked_from_the_day_it_is_due(story: Story) -> None:
    story.duty()
    story.enrol(survey_channel="voice", plan_expires="2026-12-31")
    story.on("2026-04-01 23:00")
    assert "ask_by_voice" not in story.cases()
    story.on("2026-04-02 08:00")
    assert {event.details["survey"] for event in story.events("ask_by_voice")} == {
        "core14", "gad2", "hhs", "phq2", "who5",
    }  # fmt: skip


def test_whoever_dials_is_asked_by_voice_ten_days_before_the_window_closes(story: Story) -> None:
    story.duty()
    story.enrol(survey_channel="ussd", plan_expires="2026-12-31")
    story.on("2026-04-12 23:00")
    assert "ask_by_voice" not in story.cases()
    story.on("2026-04-13 08:00")
    assert len(story.events("ask_by_voice")) == 5


def test_what_nobody_asked_in_time_ends_as_passed(story: Story) -> None:
    story.duty()
    story.enrol(survey_channel="voice", plan_expires="2026-12-31")
    story.on("2026-04-24 08:00")
    month_1 = [row for row in story.measures() if row.month == 1]
    assert {row.state for row in month_1} == {"window_passed"}
    assert len(month_1) == 6


def test_a_task_with_nothing_left_to_ask_says_so_and_ends_with_the_next_contact(
    story: Story,
) -> None:
    story.duty()
    person_id = story.enrol(survey_channel="voice", plan_expires="2026-12-31")
    story.on("2026-04-23 08:00")
    njeri = story.browse("njeri")
    task = story.case("ask_by_voice")
    pages = (f"/cases/{task.id}", f"/people/{person_id}/questions", f"/people/{person_id}")
    assert not any("Nothing is left to ask" in njeri.get(page).text for page in pages)
    story.on("2026-04-24 08:00")
    njeri = story.browse("njeri")
    assert all("Nothing is left to ask" in njeri.get(page).text for page in pages)
    assert story.case("ask_by_voice").state == "open", "time alone closes no case"
    begin(njeri, person_id, "k6")
    assert story.case("ask_by_voice").state == "closed"


def test_a_positive_screen_opens_the_task_to_talk_once_and_shows_no_label(story: Story) -> None:
    story.duty()
    person_id = story.enrol(plan_expires="2026-12-31")
    story.on("2026-04-01 10:00")
    njeri = story.browse("njeri")
    address = begin(njeri, person_id, "phq2")
    give(njeri, address, EVERY_DAY, EVERY_DAY)
    assert "A task to talk with her." in njeri.page
    assert (story.case("talk").severity, len(story.events("talk"))) == (2, 1)
    njeri.get(f"{address}/back")
    njeri.post(f"{address}/back", {"question": "q2", "entry": "3", "step": "1"})
    assert len(story.events("talk")) == 1
    assert story.got(NJERI).count(PAGE_NOW) == 0


def test_the_same_screen_asks_for_a_talk_when_she_dials(story: Story) -> None:
    story.duty()
    person_id = story.enrol(plan_expires="2026-12-31")
    story.on("2026-04-01 10:00")
    njeri = story.browse("njeri")
    for survey, answers in (("core14", 14), ("gad2", 2), ("hhs", 3)):
        give(njeri, begin(njeri, person_id, survey), *["1"] * answers)
    assert "talk" not in story.cases()
    phone = story.handset()
    phone.dial("4821", "2", "4", "4")
    assert story.case("talk").person_id == person_id
