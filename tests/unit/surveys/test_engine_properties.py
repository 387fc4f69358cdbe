"""Whatever is typed: a survey ends, asks nothing twice, and hears danger and stop in any answer."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reading import Label
from monitor.surveys.definition import Answer, Channel, Question, State
from monitor.surveys.engine import Key, Screen, answer, interpret, start
from monitor.surveys.loader import load_surveys
from monitor.surveys.questions import TYPES, type_of
from monitor.triage.flags.reply import Writer, reply_flags
from monitor.usecases.read_answer import read_answer, stops

CONFIG = Path(__file__).resolve().parents[3] / "config"
SURVEYS = load_surveys(CONFIG / "surveys")
ASKED = [
    (survey, question)
    for survey in SURVEYS.values()
    for question in survey.questions
    if type_of(question).ASKED
]
EVERY_TYPE = [
    Question("q1", kind.NAME, {"sw": "Je?"}, low=0, high=5) for kind in TYPES if kind.ASKED
]
ANY_TEXT = st.text(st.characters(), max_size=60)
"""Also lone surrogates, NUL and what no phone has."""
DANGERS = st.sampled_from(["amenipiga", "ataniua", "nataka kufa", "nimefungiwa ndani", "he hit me"])
STOPS = st.sampled_from(["STOP", "acha", "Stop.", "sitaki tena", "unsubscribe", "komesha"])


@cache
def lexicon() -> Lexicon:
    return load_lexicon(CONFIG / "languages" / "lexicon")


@given(question=st.sampled_from(EVERY_TYPE), text=ANY_TEXT)
@example(question=EVERY_TYPE[0], text="\x00")
@example(question=EVERY_TYPE[0], text="\ud800")
@example(question=EVERY_TYPE[0], text="1" * 10_000)
@example(question=EVERY_TYPE[0], text="ndiyo " * 2_000)
@example(question=EVERY_TYPE[3], text="elfu " * 2_000)
@example(question=EVERY_TYPE[4], text="mwezi wa " * 1_200)
def test_any_text_to_a_question_of_any_type_is_read_or_not_understood(
    question: Question, text: str
) -> None:
    read = interpret(question, text, "sw")
    if isinstance(read, Answer):
        assert read.stored is not None


@pytest.mark.parametrize("question", [pytest.param(each, id=each.type) for each in EVERY_TYPE])
def test_every_question_can_be_skipped_and_takes_the_key_for_a_call(question: Question) -> None:
    assert interpret(question, "8", "sw") == Answer(State.SKIPPED)
    assert interpret(question, "0", "sw") is Key.CALL_ME
    assert interpret(question, "77", "sw") is Key.BACK
    assert interpret(question, "7", "sw") is Key.NEXT_PAGE
    assert interpret(question, " ", "sw") is Key.BLANK


def test_no_option_of_any_survey_lies_on_a_fixed_key() -> None:
    for _, question in ASKED:
        for option in type_of(question).choices(question):
            assert option.key not in (0, 7, 8, 77)
            assert (option.key == 9) == option.not_applicable


@settings(deadline=None)
@given(survey=st.sampled_from(sorted(SURVEYS)), texts=st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_a_survey_ends_whatever_is_typed_and_puts_no_question_a_third_time(
    survey: str, texts: list[str]
) -> None:
    definition = SURVEYS[survey]
    turn = start(definition, definition.languages[0], channel=Channel.VOICE)
    asked: dict[str, int] = {}
    said = 0
    while isinstance(turn.show, Screen) and said < 200:
        before = turn.run
        turn = answer(definition, before, texts[said % len(texts)])
        said += 1
        if turn.saved is not None or turn.not_understood:
            asked[before.pending or ""] = asked.get(before.pending or "", 0) + 1
        else:
            turn = answer(definition, turn.run, "8")
            assert turn.saved is not None
    assert turn.run.pending is None
    assert max(asked.values(), default=0) <= 2


@settings(deadline=None)
@given(
    place=st.sampled_from(ASKED),
    before=st.sampled_from(["", "1 ", "2. ", "ndiyo ", "8 ", "sijui "]),
    danger=DANGERS,
)
def test_a_danger_word_in_any_answer_raises_its_flag_at_once(
    place: tuple[object, Question], before: str, danger: str
) -> None:
    reading = read_answer(place[1], before + danger, lexicon=lexicon())
    assert reading is not None
    assert "distress" in [flag.rule for flag in reply_flags(reading, Writer())]


@settings(deadline=None)
@given(
    place=st.sampled_from(ASKED),
    before=st.sampled_from(["", "1 ", "2. ", "8 "]),
    word=STOPS,
)
def test_a_stop_in_the_place_of_any_answer_stops(
    place: tuple[object, Question], before: str, word: str
) -> None:
    reading = read_answer(place[1], before + word, lexicon=lexicon())
    assert stops(reading)


@settings(deadline=None)
@given(place=st.sampled_from(ASKED), text=ANY_TEXT)
@example(place=ASKED[0], text="1 " + "x" * 10_000)
def test_any_text_in_the_place_of_an_answer_can_be_read(
    place: tuple[object, Question], text: str
) -> None:
    reading = read_answer(place[1], text, lexicon=lexicon())
    assert reading is None or reading.label in Label
