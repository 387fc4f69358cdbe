"""What people write to the shipped surveys, and what must not be guessed from it."""

from pathlib import Path

import pytest

from monitor.surveys.definition import Answer, NotUnderstood
from monitor.surveys.engine import interpret
from monitor.surveys.loader import load_surveys

SURVEYS = load_surveys(Path(__file__).resolve().parents[3] / "config" / "surveys")


@pytest.mark.parametrize(
    ("place", "text", "value"),
    [
        pytest.param("core14.c1", "1", 1, id="digit"),
        pytest.param("core14.c1", "1.", 1, id="digit with a dot"),
        pytest.param("core14.c1", "l", 1, id="letter for one"),
        pytest.param("core14.c1", "moja", 1, id="Swahili word"),
        pytest.param("core14.c1", "MOJA TU", 1, id="only one"),
        pytest.param("core14.c1", "one", 1, id="English word"),
        pytest.param("core14.c1", "ya kwanza", 1, id="the first"),
        pytest.param("core14.c1", "namba moja", 1, id="number one"),
        pytest.param("core14.c1", "Nimechagua 2", 2, id="I chose"),
        pytest.param("core14.c1", "tafadhali 2", 2, id="with a please"),
        pytest.param("core14.c1", "mbilii", 2, id="drawn-out number"),
        pytest.param("core14.c1", "mbli", 2, id="mistyped number"),
        pytest.param("core14.c1", "sanaaa", 1, id="drawn-out word"),
        pytest.param("core14.c1", "wastan", 3, id="typo"),
        pytest.param("core14.c1", "so so", 3, id="English word in a Swahili run"),
        pytest.param("core14.c1", "hapana hata kidogo", 5, id="not even a little"),
        pytest.param("core14.c1", "Ndiyo najisikia salama", 2, id="yes and more"),
        pytest.param("core14.c2", "yes he is", 2, id="English yes and more"),
        pytest.param("core14.c2", "hakuna", 1, id="there is nobody"),
        pytest.param("core14.c2", "eeh", 2, id="another yes"),
        pytest.param("core14.c3", "hapana, anafunga mlango", 2, id="no and more"),
        pytest.param("core14.c8", "mmoja", 2, id="one person is not the first option"),
        pytest.param("core14.c11", "sina watoto", 9, id="no children"),
        pytest.param("core14.c11", "9", 9, id="the key for n/a"),
        pytest.param("core14.c1", "8", "skipped", id="the key for a skip"),
        pytest.param("core14.c1", "nane", "skipped", id="a skip in words"),
        pytest.param("checkin.q1", "poa", 1, id="Sheng for fine"),
        pytest.param("who5.q1", "kila wakati", 5, id="all the time"),
        pytest.param("pcptsd5.q1", "ndyo", "yes", id="yes misspelt"),
        pytest.param("pcptsd5.q1", "apana", "no", id="no misspelt"),
    ],
)
def test_words_that_mean_one_answer_are_taken(place: str, text: str, value: object) -> None:
    read = understood(place, text)
    assert isinstance(read, Answer)
    assert read.stored == value


@pytest.mark.parametrize(
    ("place", "text"),
    [
        pytest.param("core14.c1", "1 au 2", id="or"),
        pytest.param("core14.c1", "2 or 3", id="English or"),
        pytest.param("core14.c1", "tatu ama nne", id="or in words"),
        pytest.param("core14.c1", "1 na 2", id="and"),
        pytest.param("core14.c1", "kati ya 1 na 2", id="between"),
        pytest.param("core14.c1", "12", id="two digits"),
        pytest.param("core14.c1", "6", id="no such option"),
        pytest.param("core14.c1", "si 1", id="not one"),
        pytest.param("core14.c1", "sio moja", id="not one in words"),
        pytest.param("core14.c1", "3?", id="asks back"),
        pytest.param("core14.c1", "ndiyo sana", id="two options"),
        pytest.param("core14.c1", "ndiyo lakini naogopa", id="yes, but"),
        pytest.param("core14.c2", "ndiyo hajanisumbua", id="yes taken back"),
        pytest.param("core14.c2", "yes he doesn't", id="English yes taken back"),
        pytest.param("core14.c2", "1 ndiyo", id="number against word"),
        pytest.param("core14.c2", "no 2", id="no, or number"),
        pytest.param("core14.c2", "ndiyo na hapana", id="yes and no"),
        pytest.param("core14.c4", "1-2", id="a range or two options"),
        pytest.param("core14.c8", "2 watoto", id="a count of something"),
        pytest.param("core14.c1", "sina", id="near another word"),
    ],
)
def test_words_that_mean_two_answers_or_none_are_not_guessed(place: str, text: str) -> None:
    assert understood(place, text) == NotUnderstood()


def understood(place: str, text: str) -> object:
    survey, question = place.split(".")
    return interpret(SURVEYS[survey].question(question), text, "sw")
