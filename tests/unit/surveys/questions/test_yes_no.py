"""Yes and no in her words, and from forms."""

import pytest

from monitor.surveys.definition import Answer, NotUnderstood, Question
from monitor.surveys.questions import yes_no

WORKING = Question("q7", "yes_no", {"en": "Working now?"})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("1", "yes", id="first"),
        pytest.param("2", "no", id="second"),
        pytest.param("ndiyo", "yes", id="yes in Swahili"),
        pytest.param("Ndio.", "yes", id="yes as often spelt"),
        pytest.param("eeh", "yes", id="yes as spoken"),
        pytest.param("yes", "yes", id="yes in English"),
        pytest.param("hapana", "no", id="no in Swahili"),
        pytest.param("la", "no", id="short no"),
        pytest.param("nope", "no", id="no in English"),
        pytest.param("hapanna", "no", id="typo"),
    ],
)
def test_yes_and_no_are_understood(text: str, value: str) -> None:
    read = yes_no.understand(WORKING, text, "sw")
    assert isinstance(read, Answer)
    assert read.stored == value


@pytest.mark.parametrize("text", ["3", "ndiyo na hapana", "si ndiyo", "yes?", "labda", "", "12"])
def test_neither_yes_nor_no_is_not_understood(text: str) -> None:
    assert yes_no.understand(WORKING, text, "en") == NotUnderstood()


@pytest.mark.parametrize(
    ("raw", "value"),
    [("yes", "yes"), ("Y", "yes"), (1, "yes"), (True, "yes"), ("no", "no"), (0, "no")],
)
def test_a_form_may_send_yes_in_its_own_way(raw: object, value: str) -> None:
    read = yes_no.accept(WORKING, raw)
    assert isinstance(read, Answer)
    assert read.stored == value


@pytest.mark.parametrize("raw", [2, "maybe", None, [], {"yes": 1}])
def test_anything_else_from_a_form_is_not_taken(raw: object) -> None:
    assert yes_no.accept(WORKING, raw) == NotUnderstood()
