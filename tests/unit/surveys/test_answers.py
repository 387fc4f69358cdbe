"""Values from forms and stores become answers, or are refused."""

from pathlib import Path

import pytest

from monitor.core.errors import Invalid
from monitor.surveys.answers import accept, restore
from monitor.surveys.definition import Answer, State
from monitor.surveys.loader import load_surveys

SURVEYS = load_surveys(Path(__file__).resolve().parents[3] / "config" / "surveys")
CORE14 = SURVEYS["core14"]


@pytest.mark.parametrize("raw", [None, "skipped"])
def test_null_and_the_word_are_skips(raw: object) -> None:
    assert accept(CORE14, {"c1": raw})["c1"] == Answer(State.SKIPPED)


@pytest.mark.parametrize("raw", [0, 6, True, "1", 1.5, [1], {"value": 1}, float("nan"), "call_me"])
def test_a_value_out_of_range_or_of_the_wrong_type_is_refused(raw: object) -> None:
    with pytest.raises(Invalid, match="c1 does not take this value"):
        accept(CORE14, {"c1": raw})


def test_the_word_not_applicable_is_taken_where_the_question_has_it() -> None:
    assert accept(CORE14, {"c11": "not_applicable"})["c11"].stored == 9
    with pytest.raises(Invalid):
        accept(CORE14, {"c1": "not_applicable"})


def test_an_unknown_question_is_refused() -> None:
    with pytest.raises(Invalid, match="core14 has no question 'q1'"):
        accept(CORE14, {"q1": 1})


def test_stored_rows_come_back_as_the_answers_they_were() -> None:
    rows = [("c1", "2"), ("c2", "skipped"), ("c3", "unclear"), ("c11", "9")]
    assert [answer.stored for answer in restore(CORE14, rows).values()] == [
        2,
        "skipped",
        "unclear",
        9,
    ]


def test_stored_decimals_come_back_as_numbers() -> None:
    assert restore(SURVEYS["aso"], [("q4", "2.75"), ("q1", "3")])["q4"].stored == 2.75
