"""A survey as a conversation: keys, resuming, asking again, and that it always ends."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Conflict, Forbidden, Invalid, NotFound
from monitor.surveys.definition import Answer, Channel, State
from monitor.surveys.engine import Finished, Notice, Run, Screen, Turn, answer, interpret, start
from monitor.surveys.loader import load_surveys
from monitor.surveys.questions import type_of

SURVEYS = load_surveys(Path(__file__).resolve().parents[3] / "config" / "surveys")
CORE14 = SURVEYS["core14"]


def begin(block: str | None = "A", answers: Mapping[str, Answer] | None = None) -> Turn:
    return start(CORE14, "sw", channel=Channel.USSD, block=block, answers=answers or {})


def given_answer(value: int) -> Answer:
    return Answer(State.GIVEN, value=value, key=value)


def test_a_block_asks_its_questions_in_order_and_ends() -> None:
    turn = begin()
    asked = []
    while isinstance(turn.show, Screen):
        asked.append(turn.show.question)
        turn = answer(CORE14, turn.run, "1")
    assert asked == ["c1", "c2", "c3", "c7", "c8"]
    assert turn.show == Finished("core14", "A", ("B", "C"))


def test_an_answer_is_saved_the_moment_it_arrives() -> None:
    turn = answer(CORE14, begin().run, "2")
    assert turn.saved is not None
    assert (turn.saved.question, turn.saved.answer.stored) == ("c1", 2)


def test_a_redial_goes_on_at_the_next_unanswered_question() -> None:
    first = answer(CORE14, begin().run, "2")
    again = begin(answers=first.run.answers)
    assert again.run.pending == "c2"


def test_without_a_block_a_phone_is_asked_the_first_one_that_is_not_done() -> None:
    done = {name: given_answer(1) for name in CORE14.block("A")}
    assert begin(block=None, answers=done).run.block == "B"


def test_when_every_block_is_done_nothing_is_asked() -> None:
    done = {question.id: given_answer(1) for question in CORE14.questions}
    assert begin(block=None, answers=done).show == Finished("core14", "C", ())


def test_a_caseworker_asks_all_blocks_in_one_go() -> None:
    turn = start(CORE14, "sw", channel=Channel.VOICE)
    count = 0
    while isinstance(turn.show, Screen):
        turn = answer(CORE14, turn.run, "8")
        count += 1
    assert count == 14


def test_zero_asks_for_a_call_and_the_session_goes_on() -> None:
    turn = answer(CORE14, begin().run, "0")
    assert turn.call_me
    assert turn.saved is None
    assert isinstance(turn.show, Screen)
    assert (turn.show.question, turn.show.notice) == ("c1", Notice.CALL_ME)


def test_eight_skips_and_is_kept_as_a_skip() -> None:
    turn = answer(CORE14, begin().run, "8")
    assert turn.run.answers["c1"].stored == "skipped"
    assert turn.run.pending == "c2"


def test_nine_is_not_applicable_where_the_question_has_it() -> None:
    run = replace(begin("B").run, pending="c11")
    turn = answer(CORE14, run, "9")
    assert turn.run.answers["c11"].state is State.NOT_APPLICABLE


def test_nine_is_not_understood_elsewhere() -> None:
    assert answer(CORE14, begin().run, "9").not_understood


@pytest.mark.parametrize("text", ["", "   ", "#", "."])
def test_a_blank_reply_shows_the_question_again_without_counting(text: str) -> None:
    turn = answer(CORE14, begin().run, text)
    assert turn.run == begin().run
    assert turn.show == begin().show
    assert not turn.not_understood


def test_what_is_not_understood_is_asked_once_again_then_a_person_looks() -> None:
    first = answer(CORE14, begin().run, "1 au 2")
    assert isinstance(first.show, Screen)
    assert (first.show.question, first.show.notice) == ("c1", Notice.NOT_UNDERSTOOD)
    assert not first.needs_person
    second = answer(CORE14, first.run, "12")
    assert second.needs_person
    assert second.run.answers["c1"].state is State.UNCLEAR
    assert second.run.pending == "c2"


def test_the_count_of_misunderstandings_begins_anew_with_each_question() -> None:
    first = answer(CORE14, begin().run, "what")
    turn = answer(CORE14, answer(CORE14, first.run, "1").run, "what")
    assert not turn.needs_person


def test_a_critical_answer_is_raised_in_the_same_turn() -> None:
    run = replace(begin().run, pending="c2")
    turn = answer(CORE14, run, "2 ananifuata")
    assert [(each.question, each.severity) for each in turn.critical] == [("c2", 4)]


def test_choosing_call_me_in_the_check_in_also_asks_for_a_call() -> None:
    checkin = SURVEYS["checkin"]
    turn = answer(checkin, start(checkin, "sw", channel=Channel.SMS).run, "3")
    assert turn.call_me
    assert turn.saved is not None
    assert turn.saved.answer.stored == 3


def test_pages_turn_with_seven_and_seventy_seven_and_stop_at_the_ends() -> None:
    run = begin().run
    shown = []
    for text in ("7", "7", "7", "77", "77", "77"):
        run = answer(CORE14, run, text, pages=3).run
        shown.append(run.page)
    assert shown == [1, 2, 2, 1, 0, 0]


def test_a_notice_stays_while_pages_are_turned_so_that_no_word_is_passed_over() -> None:
    acknowledged = answer(CORE14, begin().run, "0")
    turned = answer(CORE14, acknowledged.run, "7", pages=2)
    assert isinstance(turned.show, Screen)
    assert (turned.show.notice, turned.show.page) == (Notice.CALL_ME, 1)


def test_an_answer_may_be_given_from_any_page_and_the_next_screen_is_the_first() -> None:
    turned = answer(CORE14, begin().run, "7", pages=2)
    assert answer(CORE14, turned.run, "1", pages=2).run.page == 0


def test_a_page_key_without_further_pages_is_not_understood() -> None:
    assert answer(CORE14, begin().run, "7").not_understood


@pytest.mark.parametrize(
    "survey", ["phq9", "pcptsd5", "k6", "hits", "ehits", "cssrs", "rss", "aso"]
)
@pytest.mark.parametrize("channel", [Channel.SMS, Channel.USSD])
def test_a_hard_survey_is_never_started_on_a_phone_screen(survey: str, channel: Channel) -> None:
    with pytest.raises(Forbidden, match=f"{survey} may not be asked by {channel}"):
        start(SURVEYS[survey], SURVEYS[survey].languages[0], channel=channel)


@pytest.mark.parametrize("survey", ["core14", "phq2", "gad2", "hhs", "osss3"])
def test_only_the_check_in_and_a_planned_who5_go_by_sms(survey: str) -> None:
    with pytest.raises(Forbidden):
        start(SURVEYS[survey], "sw", channel=Channel.SMS)


def test_who5_by_sms_needs_her_plan() -> None:
    assert SURVEYS["who5"].needs_plan_for(Channel.SMS)
    assert not SURVEYS["checkin"].needs_plan_for(Channel.SMS)


def test_a_language_without_wording_is_refused() -> None:
    with pytest.raises(Invalid, match="no wording in 'so'"):
        start(CORE14, "so", channel=Channel.USSD)


def test_an_unknown_block_is_refused() -> None:
    with pytest.raises(NotFound, match="no block 'Z'"):
        begin("Z")


def test_a_run_stays_with_the_version_it_began() -> None:
    with pytest.raises(Conflict, match="version"):
        answer(replace(CORE14, version=2), begin().run, "1")


def test_a_finished_run_takes_no_answer() -> None:
    with pytest.raises(Conflict, match="finished"):
        answer(CORE14, replace(begin().run, pending=None), "1")


def test_a_closed_gate_hides_what_is_behind_it() -> None:
    cssrs = SURVEYS["cssrs"]
    turn = start(cssrs, "sw", channel=Channel.VOICE)
    asked = []
    while isinstance(turn.show, Screen):
        asked.append(turn.show.question)
        turn = answer(cssrs, turn.run, "hapana")
    assert asked == ["q1", "q2", "q6"]


def test_an_open_gate_asks_on() -> None:
    cssrs = SURVEYS["cssrs"]
    turn = start(cssrs, "sw", channel=Channel.VOICE)
    asked = []
    while isinstance(turn.show, Screen):
        asked.append(turn.show.question)
        turn = answer(cssrs, turn.run, "1")
    assert asked == ["q1", "q2", "q3", "q4", "q5", "q6"]


def test_the_gate_of_pcptsd5_is_assumed_and_never_asked() -> None:
    turn = start(SURVEYS["pcptsd5"], "sw", channel=Channel.VOICE)
    assert turn.run.pending == "q1"


def test_a_heading_stands_above_its_first_question_only() -> None:
    rss = SURVEYS["rss"]
    first = start(rss, "en", channel=Channel.VOICE)
    second = answer(rss, first.run, "1")
    assert isinstance(first.show, Screen)
    assert isinstance(second.show, Screen)
    assert first.show.text.startswith("Money and work: ")
    assert not second.show.text.startswith("Money and work: ")


REPLIES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "0", "1", "2", "5", "6", "7", "77", "8", "9", "moja", "1*2", "2#", "ndiyo", "hapana"]
    ),
)


@settings(deadline=None)
@given(survey=st.sampled_from(sorted(SURVEYS)), replies=st.lists(REPLIES, max_size=60))
def test_any_texts_are_survived_and_no_answered_question_is_asked_again(
    survey: str, replies: list[str]
) -> None:
    definition = SURVEYS[survey]
    turn = start(definition, definition.languages[0], channel=Channel.VOICE)
    for text in replies:
        if turn.run.pending is None:
            break
        before = turn.run
        turn = answer(definition, before, text, pages=2)
        assert set(before.answers) <= set(turn.run.answers)
        assert turn.run.pending not in turn.run.answers
        assert (turn.saved is None) == (turn.run.answers == before.answers)
    assert rounds_to_the_end(turn.run, survey) <= len(definition.questions)


@settings(deadline=None)
@given(survey=st.sampled_from(sorted(SURVEYS)), noise=st.text(min_size=1, max_size=10))
def test_even_nonsense_ends_in_two_turns_a_question(survey: str, noise: str) -> None:
    definition = SURVEYS[survey]
    text = f"xq {noise} zz"
    turn = start(definition, definition.languages[0], channel=Channel.VOICE)
    turns = 0
    while turn.run.pending is not None and turns < 1000:
        turn = answer(definition, turn.run, text)
        turns += 1
    asked = [question for question in definition.questions if type_of(question).ASKED]
    assert turns <= 2 * len(asked)


def rounds_to_the_end(run: Run, survey: str) -> int:
    rounds = 0
    while run.pending is not None:
        run = answer(SURVEYS[survey], run, "8").run
        rounds += 1
    return rounds


@pytest.mark.parametrize("survey", sorted(SURVEYS))
def test_what_stands_on_a_screen_is_understood_as_itself(survey: str) -> None:
    definition = SURVEYS[survey]
    for question in definition.questions:
        for option in type_of(question).choices(question):
            for said in (*option.labels.values(), *option.words):
                for text in (said, said.upper(), f"{said}.", f"{option.key} {said}"):
                    read = interpret(question, text, definition.languages[0])
                    assert isinstance(read, Answer), f"{question.id}: {text}"
                    assert read.stored == option.value
