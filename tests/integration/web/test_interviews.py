"""Interviews through the pages: who may hold one, what is refused, what is kept."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.db import Database
from monitor.core.errors import Invalid
from monitor.core.facts import Fact
from monitor.people.models import Contact
from monitor.surveys.interviewing import Way
from monitor.surveys.models import SurveyAnswer, SurveyRun
from monitor.triage.models import CaseEvent
from monitor.usecases.begin_interview import InterviewStart, begin_interview
from monitor.usecases.programme import Programme
from tests.factories.web import Browser, Stage, browse, raise_case, set_stage

START = {"language": "en", "way": "voice", "identified": "yes", "agreed": "yes", "trained": "yes"}


@pytest.fixture
def stage(programme: Programme) -> Stage:
    return set_stage(programme)


@pytest.fixture
def njeri(app: Flask, stage: Stage) -> Browser:
    return browse(app, "njeri")


def begin(browser: Browser, stage: Stage, survey: str = "who5", **changes: str) -> str:
    """Begin an interview; return its address."""
    values = {**START, "survey": survey, **changes}
    sent = browser.post(f"/people/{stage.person_id}/questions", values)
    assert sent.status_code == 303, browser.page
    browser.get(sent.location)
    return str(sent.location)


def give(browser: Browser, address: str, *entries: str) -> None:
    """Tap one answer after another."""
    browser.get(address)
    for entry in entries:
        values = {"question": browser.hidden("question"), "entry": entry}
        assert browser.post(address, values).status_code == 303
        browser.get(address)


def rows(database: Database, model: type[Any], *where: Any) -> list[Any]:
    with database.reading() as session:
        return list(session.scalars(select(model).where(*where)))


def answers(database: Database) -> dict[str, str]:
    return {row.question: row.value for row in rows(database, SurveyAnswer)}


@pytest.mark.parametrize(
    ("username", "status"),
    [
        pytest.param("njeri", 200, id="her-own-caseworker"),
        pytest.param("wanjiku", 200, id="her-supervisor"),
        pytest.param("otieno", 404, id="a-colleague"),
        pytest.param("pwani", 404, id="another-team"),
        pytest.param("mwangi", 403, id="a-manager"),
        pytest.param("data", 403, id="the-data-officer"),
        pytest.param("fundi", 403, id="a-technician"),
    ],
)
def test_only_who_may_see_her_may_ask_her(
    app: Flask, njeri: Browser, stage: Stage, username: str, status: int
) -> None:
    address = begin(njeri, stage)
    somebody = browse(app, username)
    assert somebody.get(f"/people/{stage.person_id}/questions").status_code == status
    assert somebody.get(address).status_code == status
    sent = somebody.post(address, {"question": "q1", "entry": "1"})
    assert sent.status_code == (303 if status == 200 else status)


def test_a_colleague_who_holds_a_case_of_hers_may_ask_her(app: Flask, stage: Stage) -> None:
    otieno = browse(app, "otieno")
    assert otieno.get(f"/people/{stage.person_id}/questions").status_code == 404
    otieno.post(f"/cases/{stage.case_id}/claim")
    assert otieno.get(f"/people/{stage.person_id}/questions").status_code == 200
    begin(otieno, stage)
    otieno.post(f"/cases/{stage.case_id}/release")
    assert otieno.get(f"/people/{stage.person_id}/questions").status_code == 404


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"identified": ""}, "First make sure that it is she.", id="not-identified"),
        pytest.param({"agreed": ""}, "Ask her first.", id="not-agreed"),
        pytest.param({"survey": "phq9", "trained": ""}, "Only somebody trained", id="untrained"),
        pytest.param({"survey": "cssrs", "trained": ""}, "Only somebody trained", id="untrained-c"),
        pytest.param({"survey": ""}, "Choose one.", id="nothing-chosen"),
        pytest.param({"way": "sms"}, "Choose one.", id="no-such-way"),
        pytest.param({"language": "xx"}, "Choose one.", id="no-such-language"),
    ],
)
def test_an_interview_does_not_begin(
    njeri: Browser, stage: Stage, database: Database, changes: dict[str, str], says: str
) -> None:
    values = {**START, "survey": "who5", **changes}
    sent = njeri.post(f"/people/{stage.person_id}/questions", values)
    assert sent.status_code == 400
    assert says in njeri.page
    assert rows(database, SurveyRun) == []
    assert rows(database, Contact) == []


@pytest.mark.parametrize("survey", ["checkin", "nothing", "../who5"])
def test_what_is_not_asked_here_looks_as_if_it_did_not_exist(
    njeri: Browser, stage: Stage, survey: str
) -> None:
    sent = njeri.post(f"/people/{stage.person_id}/questions", {**START, "survey": survey})
    assert sent.status_code == 404


@pytest.mark.parametrize(
    "survey",
    ["aso", "core14", "cssrs", "ehits", "gad2", "hhs", "hits", "k6", "osss3", "pcptsd5", "phq2",
     "phq9", "rss", "who5"],
)  # fmt: skip
def test_every_instrument_can_be_asked_to_its_end(
    njeri: Browser, stage: Stage, database: Database, survey: str
) -> None:
    address = begin(njeri, stage, survey, way="visit")
    for _ in range(40):
        if 'id="next"' in njeri.page:
            break
        give(njeri, address, "1")
    assert 'id="next"' in njeri.page
    (run,) = rows(database, SurveyRun)
    assert (run.state, run.channel, run.asked_by) == ("finished", "visit", stage.staff["njeri"])
    assert (run.trained == "confirmed") is (survey in ("cssrs", "phq9"))


def test_questions_without_wordings_in_her_language_are_not_begun(
    programme: Programme, stage: Stage
) -> None:
    aso = replace(programme.surveys["aso"], languages=("en",))
    only_english = replace(programme, surveys={**programme.surveys, "aso": aso})
    start = InterviewStart(
        survey="aso", language="sw", way=Way.VISIT, identified=True, agreed=True, trained=True
    )
    with (
        pytest.raises(Invalid, match="language"),
        programme.database.transaction() as session,
    ):
        begin_interview(
            session, only_english, stage.person_id, start, staff_id=stage.staff["njeri"]
        )


def test_the_questions_are_shown_in_the_language_she_speaks(njeri: Browser, stage: Stage) -> None:
    begin(njeri, stage, "phq2", language="sw")
    assert 'lang="sw">Wiki 2, siku ngapi' in njeri.page
    assert "Question 1 of 2" in njeri.page


def test_beginning_is_a_verified_contact(njeri: Browser, stage: Stage, database: Database) -> None:
    begin(njeri, stage)
    (contact,) = rows(database, Contact)
    assert (contact.verified, contact.method, contact.reached) == (True, "voice", "her")
    assert contact.recorded_by == stage.staff["njeri"]


def test_each_answer_is_kept_when_it_is_given(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage)
    give(njeri, address, "1", "2")
    assert answers(database) == {"q1": "0", "q2": "1"}


def test_the_same_form_sent_twice_keeps_the_first(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage)
    for entry in ("2", "5"):
        njeri.post(address, {"question": "q1", "entry": entry})
    assert answers(database) == {"q1": "1"}


def test_an_answer_to_a_question_that_is_not_open_is_not_kept(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage)
    assert njeri.post(address, {"question": "q4", "entry": "1"}).status_code == 303
    assert "not open any more" in njeri.get(address).text
    assert answers(database) == {}


@pytest.mark.parametrize("entry", ["", "9", "0", "99", "maybe", "1 or 2", "x" * 50])
def test_what_is_no_answer_is_refused(
    njeri: Browser, stage: Stage, database: Database, entry: str
) -> None:
    address = begin(njeri, stage)
    assert njeri.post(address, {"question": "q1", "entry": entry}).status_code == 400
    assert answers(database) == {}


def test_leaving_out_and_not_wanting_are_told_apart_and_neither_is_a_zero(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage, "phq2")
    njeri.post(address, {"question": "q1", "skip": "passed"})
    njeri.post(address, {"question": "q2", "skip": "refused"})
    found = {row.question: (row.value, row.skipped_as) for row in rows(database, SurveyAnswer)}
    assert found == {"q1": ("skipped", "passed"), "q2": ("skipped", "refused")}
    assert "not enough answers" in njeri.get(address).text


def test_a_wrong_tap_is_put_right_and_both_stay_known(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage, "phq2")
    give(njeri, address, "4")
    assert "Taken down:" in njeri.get(f"{address}/back").text
    values = {"question": "q1", "entry": "1", "step": "1"}
    assert njeri.post(f"{address}/back", values).status_code == 303
    assert answers(database) == {"q1": "0"}
    first, second = rows(database, Fact, Fact.kind == "survey_answered")
    assert (first.data["value"], second.data["value"]) == ("3", "0")
    assert second.corrects == first.seq
    give(njeri, address, "1")
    assert "Nothing that cannot wait." in njeri.page


def test_a_gate_that_shuts_again_takes_back_what_stood_behind_it(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage, "cssrs")
    give(njeri, address, "1", "1", "1", "1")
    assert set(answers(database)) == {"q1", "q2", "q3", "q4"}
    values = {"question": "q2", "entry": "2", "step": "3"}
    assert njeri.post(f"{address}/back", values).status_code == 303
    assert answers(database) == {"q1": "yes", "q2": "no"}
    assert "Any act or preparation?" in njeri.get(address).text
    events = rows(database, CaseEvent, CaseEvent.rule == "critical_answer")
    assert [event.details["question"] for event in events] == ["q4"]


def test_a_correction_that_leaves_something_to_ask_goes_on(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage, "cssrs")
    give(njeri, address, "2", "2", "1")
    assert 'id="next"' in njeri.page
    njeri.post(f"{address}/back", {"question": "q2", "entry": "1", "step": "2"})
    assert "Thinking how?" in njeri.get(address).text
    (run,) = rows(database, SurveyRun)
    assert run.state == "open"


def test_a_correction_to_a_worrying_answer_raises_it_once(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage, "phq9")
    give(njeri, address, *["1"] * 9)
    for entry in ("2", "1", "4"):
        njeri.post(f"{address}/back", {"question": "q9", "entry": entry, "step": "1"})
    assert len(rows(database, CaseEvent, CaseEvent.rule == "critical_answer")) == 1


@pytest.mark.parametrize("step", ["0", "2", "-1", "999999999999", "x"])
def test_there_is_nothing_to_go_back_to(njeri: Browser, stage: Stage, step: str) -> None:
    address = begin(njeri, stage)
    give(njeri, address, "1")
    status = njeri.get(f"{address}/back?step={step}").status_code
    assert status == (200 if step == "x" else 404)


def test_what_was_asked_to_its_end_is_not_asked_again_that_day(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    give(njeri, begin(njeri, stage, "gad2"), "1", "1")
    sent = njeri.post(f"/people/{stage.person_id}/questions", {**START, "survey": "gad2"})
    assert sent.status_code == 409
    assert "asked to its end today" in njeri.page
    assert len(rows(database, SurveyRun)) == 1


def test_the_risk_screener_can_be_asked_twice_a_day(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    for _ in range(2):
        give(njeri, begin(njeri, stage, "cssrs"), "2", "2", "1")
    assert len(rows(database, SurveyRun)) == 2


def test_an_answer_after_the_session_ended_is_not_lost(
    app: Flask, njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage)
    fields = {"question": "q1", "entry": "3", "author": njeri.hidden("author")}
    njeri.client.delete_cookie("s")
    njeri.get("/login")
    sent = njeri.post(address, fields)
    assert sent.status_code == 401
    draft = njeri.hidden("draft")
    again = {"username": "njeri", "password": "mvua ya asubuhi", "draft": draft}
    njeri.post("/login", again, follow_redirects=True)
    assert "Nothing was lost." in njeri.page
    assert re.search(r'class="wide option main" name="entry" value="3"', njeri.page)


def test_stopping_for_later_keeps_the_interview_open(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage, "k6")
    give(njeri, address, "1")
    assert njeri.post(f"{address}/stop", {"because": "later"}).status_code == 303
    assert [run.state for run in rows(database, SurveyRun)] == ["open"]
    assert njeri.post(f"{address}/stop", {"because": "no_time"}).status_code == 303
    assert [run.state for run in rows(database, SurveyRun)] == ["stopped"]
    assert njeri.post(f"{address}/stop", {"because": "no_time"}).status_code == 409
    assert answers(database) == {"q1": "0"}
    assert "Stopped before the end." in njeri.get(address).text


@pytest.mark.parametrize(
    ("survey", "entries", "severity"),
    [
        pytest.param("cssrs", ("1", "1", "1", "2", "2", "refused"), 3, id="suicide-last-refused"),
        pytest.param("cssrs", ("1", "2", "passed"), 3, id="a-wish-last-left-out"),
        pytest.param("ehits", ("5", "5", "5", "5", "passed"), 2, id="e-hits"),
        pytest.param("hits", ("5", "5", "5", "refused"), 2, id="hits"),
    ],
)
def test_an_answer_left_out_does_not_hide_the_others(
    njeri: Browser, stage: Stage, database: Database, survey: str, entries: tuple[str, ...],
    severity: int,
) -> None:  # fmt: skip
    address = begin(njeri, stage, survey)
    give(njeri, address, *entries[:-1])
    njeri.post(address, {"question": njeri.hidden("question"), "skip": entries[-1]})
    page = njeri.get(address).text
    (event,) = rows(database, CaseEvent, CaseEvent.rule == "positive_screen")
    assert event.severity == severity
    assert "not enough answers" in page
    assert "A task to talk with her." in page
    assert "Nothing that cannot wait." not in page


@pytest.mark.parametrize("because", ["later", "too_hard"])
def test_a_worrying_interview_that_breaks_off_leaves_a_task(
    njeri: Browser, stage: Stage, database: Database, because: str
) -> None:
    address = begin(njeri, stage, "cssrs")
    give(njeri, address, "1", "1", "1")
    for _ in range(2):
        njeri.post(f"{address}/stop", {"because": because})
    (event,) = rows(database, CaseEvent, CaseEvent.rule == "positive_screen")
    assert event.severity == 3


def test_a_talk_is_asked_for_again_where_the_rest_of_the_answers_is_graver(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage, "phq9")
    give(njeri, address, "4", "4", "4", "4")
    njeri.post(f"{address}/stop", {"because": "later"})
    give(njeri, address, "4", "4", "4", "4", "1")
    found = rows(database, CaseEvent, CaseEvent.rule == "positive_screen")
    assert [event.severity for event in found] == [2, 3]


def test_what_was_stopped_is_never_called_harmless(njeri: Browser, stage: Stage) -> None:
    address = begin(njeri, stage, "k6")
    give(njeri, address, "1")
    njeri.post(f"{address}/stop", {"because": "no_time"})
    assert "Not everything was answered." in njeri.get(address).text
    assert "Nothing that cannot wait." not in njeri.page


@pytest.mark.parametrize(
    ("values", "status"),
    [
        pytest.param({"declined": "k6", "because": "no_wish"}, 404, id="not-due"),
        pytest.param({"declined": "", "because": "no_wish"}, 400, id="nothing-chosen"),
        pytest.param({"declined": "who5", "because": "because"}, 400, id="no-such-reason"),
    ],
)
def test_only_what_is_due_can_be_declined(
    njeri: Browser, stage: Stage, values: dict[str, str], status: int
) -> None:
    address = f"/people/{stage.person_id}/questions/declined"
    assert njeri.post(address, values).status_code == status


def test_the_case_that_asks_leads_to_the_questions(
    programme: Programme, njeri: Browser, stage: Stage
) -> None:
    case_id = raise_case(programme, stage.person_id, "ask_by_voice", survey="who5")
    assert f'href="/people/{stage.person_id}/questions"' in njeri.get(f"/cases/{case_id}").text
    assert f'href="/people/{stage.person_id}/questions"' in njeri.get(
        f"/people/{stage.person_id}"
    ).text  # fmt: skip


def test_every_look_at_an_interview_is_written_down_without_content(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    address = begin(njeri, stage, "phq9")
    give(njeri, address, "1")
    found = rows(database, AuditEvent, AuditEvent.event.startswith("interview_"))
    assert {row.event for row in found} == {"interview_begun", "interview_seen"}
    assert all(row.object_id == stage.person_id and row.details == {} for row in found)
