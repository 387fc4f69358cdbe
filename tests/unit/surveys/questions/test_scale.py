"""A scale shows steps from 1 and stores the instrument's own number."""

import pytest

from monitor.surveys.definition import Answer, NotUnderstood, Question
from monitor.surveys.questions import scale

OFTEN = Question(
    "q1",
    "scale",
    {"en": "How often?"},
    low=0,
    high=4,
    low_texts={"en": "Never"},
    high_texts={"en": "Always"},
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("1", 0, id="first step"),
        pytest.param("5", 4, id="last step"),
        pytest.param("tatu", 2, id="number word"),
        pytest.param("never", 0, id="word of the low end"),
        pytest.param("always", 4, id="word of the high end"),
    ],
)
def test_a_step_is_understood(text: str, value: int) -> None:
    read = scale.understand(OFTEN, text, "en")
    assert isinstance(read, Answer)
    assert read.stored == value


@pytest.mark.parametrize("text", ["6", "2 or 3", "2.5", "often", "", "12"])
def test_no_step_is_not_understood(text: str) -> None:
    assert scale.understand(OFTEN, text, "en") == NotUnderstood()


@pytest.mark.parametrize("raw", [5, -1, True, "2", None, 1.5])
def test_a_value_off_the_scale_is_not_taken(raw: object) -> None:
    assert scale.accept(OFTEN, raw) == NotUnderstood()


def test_a_stored_step_is_taken() -> None:
    assert scale.accept(OFTEN, 4).key == 5
