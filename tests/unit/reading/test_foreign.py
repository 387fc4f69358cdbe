from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import Label, Reading


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("ndiri mwega muno", "Kikuyu", id="kikuyu"),
        pytest.param("antie maber ahinya", "Luo", id="luo"),
        pytest.param("nimuseo nesa muvea", "Kamba", id="kamba"),
        pytest.param("waan fiicanahay mahadsanid", "Somali", id="somali"),
        pytest.param("gyendi bulungi webale", "Luganda", id="luganda"),
        pytest.param("dehna negn ameseginalehu", "Amharic", id="amharic-in-latin"),
        pytest.param("je suis bien merci", "French", id="french"),
        pytest.param("mulembe khusima", "Luhya", id="luhya"),
        pytest.param("chamge mising", "Kalenjin", id="kalenjin"),
        pytest.param("\u12a5\u1294 \u12f0\u1205\u1293 \u1290\u129d", "Ethiopic", id="ethiopic"),
        pytest.param("\u0623\u0646\u0627 \u0628\u062e\u064a\u0631", "Arabic script", id="arabic"),
        pytest.param("n\u0129 ndwaru", "Kikuyu or Kamba", id="letters"),
    ],
)
def test_another_language_is_named_and_left_to_a_person(text: str, language: str) -> None:
    reading = _read(text)
    assert reading.label is Label.UNCLEAR
    assert "other_lang" in reading.flags
    assert any(language in rule for rule, _words in reading.because)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("waan baqayaa caawi", id="somali-fear"),
        pytest.param("omwami ankubye", id="luganda-beaten"),
        pytest.param("j'ai peur aidez moi", id="french-fear"),
        pytest.param("konya ogoya", id="luo-beaten"),
    ],
)
def test_a_foreign_word_of_danger_is_looked_at_the_same_day(text: str) -> None:
    reading = _read(text)
    assert (reading.label, reading.severity) == (Label.UNCLEAR, 3)


def test_danger_in_plain_words_counts_beside_another_language() -> None:
    assert _read("waan fiicanahay amenipiga").label is Label.DISTRESS


def test_fine_in_another_language_is_never_ok_though_a_word_of_it_is_swahili() -> None:
    assert _read("ndi mwega muno salama").label is not Label.OK


@pytest.mark.parametrize("text", ["qwrtz plmkn", "zzkrt", "blorp glim snarf"])
def test_unknown_words_alone_are_unclear(text: str) -> None:
    assert _read(text).label is Label.UNCLEAR


def _read(text: str) -> Reading:
    return read(text, lexicon=_lexicon(), prompt="checkin")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon")
