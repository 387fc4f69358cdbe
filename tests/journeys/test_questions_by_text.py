"""WHO-5 by text, where she agreed to it: one open question, asked again once, a stop stops."""

import pytest

from monitor.core.clock import to_local
from monitor.schedule.models import Measure
from monitor.surveys import service as surveys
from monitor.surveys.service import RunView
from monitor.triage.models import Case
from tests.journeys.story import Story, nairobi
from tests.journeys.test_interviews import begin as begin_interview
from tests.journeys.test_interviews import give
from tests.journeys.test_invitations import agree

QUESTIONS = "checkins;surveys;surveys_by_sms"
ASKED = {
    "duress_1": "",
    "duress_2": "",
    "survey_channel": "ussd",
    "content_level": "on_request",
    "consents": QUESTIONS,
}
FIRST = "Wiki 2: nimekuwa na furaha na moyo mzuri: 1 Kamwe, 2 Mara chache"
SECOND = "Wiki 2: nimekuwa mtulivu: 1 Kamwe"


def test_five_texts_ask_it_and_five_numbers_answer_it(story: Story) -> None:
    begin(story)
    assert story.got()[-1].startswith(FIRST)
    for number in "65432":
        wait_for_question(story)
        story.text(number)
    run = run_of(story)
    assert dict(run.answers) == {"q1": "5", "q2": "4", "q3": "3", "q4": "2", "q5": "1"}
    assert (run.state, run.channel) == ("finished", "sms")
    assert measure_of(story).state == "done"
    asked = {text.split(":")[1] for text in by_text(story)}
    assert len(asked) == 5
    assert "unclear" not in story.cases()


def test_words_answer_as_numbers_do(story: Story) -> None:
    begin(story)
    story.text("daima")
    assert dict(run_of(story).answers) == {"q1": "5"}
    assert story.got()[-1].startswith(SECOND)


def test_what_nobody_can_read_is_asked_once_more_then_a_person_looks(story: Story) -> None:
    begin(story)
    story.text("1 au 2")
    assert FIRST in story.got()[-1]
    assert run_of(story).answers == ()
    assert "unclear" not in story.cases()
    story.text("12")
    assert dict(run_of(story).answers) == {"q1": "unclear"}
    assert [event.source_type for event in story.events("unclear")] == ["inbound"]
    assert story.got()[-1].startswith(SECOND)


@pytest.mark.parametrize("words", ["ACHA", "1 acha", "stop"])
def test_a_stop_in_the_place_of_an_answer_stops(story: Story, words: str) -> None:
    person_id = begin(story)
    story.text(words)
    assert "opt_out" in story.restrictions(person_id)
    assert run_of(story).state == "stopped"
    assert len(by_text(story)) == 1


def test_danger_in_the_place_of_an_answer_pages_at_once(story: Story) -> None:
    begin(story)
    story.text("2 amenipiga")
    assert story.case("distress").severity == 4
    assert dict(run_of(story).answers) == {"q1": "1"}
    assert story.got()[-1] == "Asante."


@pytest.mark.parametrize(
    "words",
    [
        "au secours il me frappe",
        "wanakuja",
        "namba yangu mpya ni 0722000111",
        "nimehama",
        "3 yuko hapa",
        "2 nimerudi kwa boss",
    ],
)
def test_words_that_ask_for_more_reach_a_person_and_end_the_asking(
    story: Story, words: str
) -> None:
    begin(story)
    story.text(words)
    assert story.cases()
    assert SECOND not in story.got()[-1]
    assert len(by_text(story)) == 1


def test_nothing_more_is_asked_while_a_grave_case_is_open(story: Story) -> None:
    begin(story)
    story.text("2 amenipiga")
    story.later(days=3)
    assert len(by_text(story)) == 1


def test_nothing_more_is_asked_while_a_grave_case_from_another_channel_is_open(
    story: Story,
) -> None:
    person_id = begin(story)
    njeri = story.browse("njeri")
    give(njeri, begin_interview(njeri, person_id, "phq9"), *["1"] * 8, "2")
    assert story.case("critical_answer").severity == 4
    story.text("5")
    assert dict(run_of(story).answers) == {"q1": "4"}
    assert len(by_text(story)) == 1
    assert story.got()[-1] == "Asante.", "she is answered as after any text"
    story.later(days=3)
    assert len(by_text(story)) == 1


def test_the_questions_go_on_once_the_grave_case_is_closed(story: Story) -> None:
    person_id = begin(story)
    njeri = story.browse("njeri")
    give(njeri, begin_interview(njeri, person_id, "phq9"), *["1"] * 8, "2")
    story.text("5")
    with story.programme.database.transaction() as session:
        session.get_one(Case, story.case("critical_answer").id).state = "closed"
    story.later(days=1)
    assert story.got()[-1].startswith(SECOND)


def test_a_zero_asks_for_a_call(story: Story) -> None:
    begin(story)
    story.text("0")
    assert story.case("callback").severity == 2
    assert run_of(story).answers == ()


def test_a_bare_number_after_another_text_of_ours_answers_nothing(story: Story) -> None:
    begin(story)
    story.text("habari yenu")
    story.text("0")
    story.text("3")
    assert run_of(story).answers == ()


def test_a_question_that_is_not_answered_is_put_again_after_a_week_at_the_earliest(
    story: Story,
) -> None:
    begin(story)
    story.later(days=6)
    assert len(by_text(story)) == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"consents": "checkins;surveys"}, id="she did not agree to it"),
        pytest.param({"content_level": "covert"}, id="covert texts only"),
        pytest.param({"survey_channel": "none"}, id="no questions"),
    ],
)
def test_nothing_is_asked_by_text_unless_her_plan_says_so(
    story: Story, change: dict[str, str]
) -> None:
    begin(story, **change)
    assert by_text(story) == []


def test_no_question_goes_out_while_a_check_in_waits(story: Story) -> None:
    begin(story, answers=False)
    assert by_text(story) == []
    story.text("1")
    story.later(hours=1)
    assert story.got()[-1].startswith(FIRST)


def test_the_clock_stops_where_the_first_question_may_go_out(story: Story) -> None:
    story.duty()
    story.enrol(**ASKED | {"windows": "daily 09:30-20:00"})
    for _ in story.moments(nairobi("2026-03-13 00:00")):
        if story.got() and story.got()[-1].startswith("Mambo?"):
            story.text("1")
    sent = [row for row in story.messages() if row.template == "who5.q1.by_sms"]
    assert [row.sent_at for row in sent] == [nairobi("2026-03-12 09:30")]


def test_no_second_instrument_begins_while_a_question_is_open_on_the_number(story: Story) -> None:
    begin(story)
    with story.programme.database.transaction() as session:
        for row in story.measures():
            if (row.survey, row.month) == ("who5", 3):
                session.get_one(Measure, row.id).window_from = to_local(story.now).date()
    story.later(days=6)
    run_of(story)
    assert len(by_text(story)) == 1


def test_a_number_answers_the_text_though_an_interview_broke_off_meanwhile(story: Story) -> None:
    person_id = begin(story)
    njeri = story.browse("njeri")
    give(njeri, begin_interview(njeri, person_id, "k6"), "5")
    story.text("5")
    assert dict(run_of(story).answers) == {"q1": "4"}


def test_no_invitation_comes_while_a_question_is_open(story: Story) -> None:
    person_id = begin(story)
    agree(story, person_id)
    story.later(days=6)
    assert not any("*384*" in text for text in story.got())


def begin(story: Story, *, answers: bool = True, **cells: str) -> str:
    """Enrol her, answer every check-in, and come to the days in which WHO-5 may be asked."""
    story.duty()
    person_id = story.enrol(**{**ASKED, **cells})
    while story.now < nairobi("2026-03-14 12:00") and not by_text(story):
        story.later(hours=6)
        if answers and story.got() and story.got()[-1].startswith("Mambo?"):
            story.text("1")
    return person_id


def wait_for_question(story: Story) -> None:
    """Wait until a question is open; a check-in that comes first is answered first.

    The question it came before is put again a week later.
    """
    for _ in range(80):
        if run_of(story).pending is not None and "Wiki 2: " in story.got()[-1]:
            return
        if story.got()[-1].startswith("Mambo?"):
            story.text("1")
        story.later(hours=6)
    raise AssertionError("no question was put")


def by_text(story: Story) -> list[str]:
    """Return the questions that came by text."""
    return [text for text in story.got() if "Wiki 2: " in text]


def run_of(story: Story) -> RunView:
    """Return her one run of WHO-5."""
    runs = story.reading(lambda session: surveys.list_runs(session, story.person()))
    (found,) = [run for run in runs if run.survey == "who5"]
    return found


def measure_of(story: Story) -> Measure:
    (found,) = story.rows(Measure, Measure.survey == "who5", Measure.month == 1)
    return found
