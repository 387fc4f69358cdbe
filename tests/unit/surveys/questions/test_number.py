"""Numbers typed in full: bounds, decimals, and the fixed keys that win."""

import pytest

from monitor.surveys.definition import Answer, NotUnderstood, Option, Question, State
from monitor.surveys.questions import number

DAYS = Question("q1", "number", {"en": "How many days?"}, low=0, high=31)
RATING = Question(
    "q4",
    "number",
    {"en": "Rating"},
    low=1,
    high=4,
    decimals=2,
    options=(Option(9, "none", {"en": "None"}, not_applicable=True),),
)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        pytest.param(DAYS, "12", 12, id="two digits"),
        pytest.param(DAYS, "08", 8, id="eight in full"),
        pytest.param(DAYS, "nane", 8, id="eight in words"),
        pytest.param(DAYS, "٢١", 21, id="Arabic-Indic digits"),
        pytest.param(DAYS, "3#", 3, id="hash at the end"),
        pytest.param(DAYS, "kumi na mbili", 12, id="twelve in Swahili"),
        pytest.param(DAYS, "twenty-one", 21, id="twenty-one in English"),
        pytest.param(DAYS, "siku 3", 3, id="with what it counts"),
        pytest.param(RATING, "2.75", 2.75, id="decimals"),
        pytest.param(RATING, "3.00", 3, id="whole after all"),
    ],
)
def test_a_number_inside_the_bounds_is_understood(
    question: Question, text: str, value: float
) -> None:
    read = number.understand(question, text, "en")
    assert isinstance(read, Answer)
    assert read.stored == value


@pytest.mark.parametrize(
    ("question", "text"),
    [
        pytest.param(DAYS, "32", id="too many"),
        pytest.param(DAYS, "2-3", id="range"),
        pytest.param(DAYS, "2 or 3", id="two numbers"),
        pytest.param(DAYS, "1.5", id="no decimals here"),
        pytest.param(DAYS, "many", id="word"),
        pytest.param(DAYS, "mbili tatu", id="two numbers in words"),
        pytest.param(DAYS, "siku", id="only what it counts"),
        pytest.param(DAYS, "2*", id="star"),
        pytest.param(DAYS, "9" * 40, id="far too long"),
        pytest.param(RATING, "2.755", id="too many decimals"),
    ],
)
def test_other_numbers_are_not_understood(question: Question, text: str) -> None:
    assert number.understand(question, text, "en") == NotUnderstood()


@pytest.mark.parametrize("raw", [0, 5, True, "2", float("nan"), float("inf"), None])
def test_a_value_out_of_bounds_is_not_taken(raw: object) -> None:
    assert number.accept(RATING, raw) == NotUnderstood()


def test_the_value_for_not_applicable_is_taken() -> None:
    assert number.accept(RATING, "none").state is State.NOT_APPLICABLE
