"""Tables of courtesy, plain questions, wishes and news, and of trouble that begins like them."""

from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import Label

_LEXICON = Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("congrats on the new office", id="congratulations"),
        pytest.param("mafunzo yanaanza tarehe gani", id="when-does-it-begin"),
        pytest.param("mnafungua ofisi saa ngapi", id="when-do-you-open"),
        pytest.param("English is easier for me", id="easier-language"),
        pytest.param("msichoke kutuandikia", id="do-not-tire"),
        pytest.param("nimemaliza kozi ya upishi", id="finished-a-course"),
        pytest.param("tumepanda mahindi", id="planted"),
    ],
)
def test_courtesy_questions_wishes_and_news_are_other(text: str) -> None:
    assert _label(text) is Label.OTHER


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("habari, mume wangu amenipiga jana usiku", id="greeting-and-beating"),
        pytest.param("asanteni kwa yote, kwaherini milele", id="a-farewell"),
        pytest.param("mkutano ni saa ngapi, ananipiga kila siku", id="question-and-beating"),
        pytest.param("nimemaliza kozi lakini amenifungia ndani", id="news-and-locked-in"),
    ],
)
def test_danger_beside_courtesy_is_never_other(text: str) -> None:
    assert _label(text) not in {Label.OTHER, Label.OK}


def _label(text: str) -> Label:
    return read(text, lexicon=_lexicon(), prompt="checkin").label


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(_LEXICON)
