from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.likeness import Learned
from monitor.reading.reader import read
from monitor.reading.reading import Label, Reading

_KINDS = ("callback", "distress", "ok", "other", "problem", "prose", "stop", "unclear",
          "wrong_number")  # fmt: skip
_UNREAD = "bwanyenye zumbari kitundu"
"""Words that no lexicon knows."""


@pytest.mark.parametrize(
    ("kind", "label", "severity"),
    [
        pytest.param("distress", Label.DISTRESS, 3, id="danger"),
        pytest.param("stop", Label.STOP, 1, id="stop"),
        pytest.param("wrong_number", Label.WRONG_NUMBER, 2, id="stranger"),
        pytest.param("callback", Label.CALLBACK, 2, id="call"),
        pytest.param("problem", Label.PROBLEM, 2, id="problem"),
        pytest.param("other", Label.OTHER, 1, id="news"),
        pytest.param("ok", Label.UNCLEAR, 1, id="never-fine"),
        pytest.param("unclear", Label.UNCLEAR, 1, id="unclear"),
        pytest.param("prose", Label.UNCLEAR, 1, id="no-reply"),
    ],
)
def test_what_nobody_recognised_is_heard_but_never_as_fine(
    kind: str, label: Label, severity: int
) -> None:
    reading = _read(_UNREAD, kind)
    assert (reading.label, reading.severity) == (label, severity)


def test_the_words_that_weighed_most_are_named() -> None:
    (rule, words), *_ = _read(f"{_UNREAD} leo", "distress", "zumbari").because
    assert (rule.partition(":")[0], words) == ("likeness", "zumbari")


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        pytest.param("niko sawa leo na jana", "distress", Label.DISTRESS, id="danger-over-fine"),
        pytest.param("asante sana kwa siku njema", "distress", Label.DISTRESS, id="over-thanks"),
        pytest.param("sina pesa ya chakula wiki hii", "distress", Label.DISTRESS, id="over-need"),
        pytest.param("niko sawa leo na jana", "prose", Label.UNCLEAR, id="a-fine-unlike-fine"),
        pytest.param("amenipiga leo jioni", "ok", Label.DISTRESS, id="danger-stays"),
        pytest.param("acheni kunitumia sms", "ok", Label.STOP, id="stop-stays"),
        pytest.param("nisaidie tafadhali leo", "ok", Label.CALLBACK, id="help-stays"),
    ],
)
def test_a_likeness_overrules_towards_care_alone(text: str, kind: str, label: Label) -> None:
    assert _read(text, kind).label is label


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("please stop my husband", id="stop-another"),
        pytest.param("msitume wiki hii tafadhali", id="for-a-week"),
        pytest.param("do not delete my number", id="do-not-delete"),
    ],
)
def test_no_stop_is_heard_where_the_grammar_took_its_words_otherwise(text: str) -> None:
    assert _read(text, "stop").label is not Label.STOP


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("hajanipiga tena", id="denied"),
        pytest.param("he doesnt beat me any more", id="denied-in-english"),
        pytest.param("aniko bulungi webale nnyo ssebo", id="another-language"),
        pytest.param("zumbari", id="one-word"),
    ],
)
def test_some_texts_are_left_alone(text: str) -> None:
    assert _read(text, "distress", strength=1.5).label is not Label.DISTRESS


def test_a_fine_that_may_be_danger_is_handed_to_a_person() -> None:
    assert _read("niko sawa leo na jana", "distress", strength=2.5).label is Label.UNCLEAR


def test_one_strange_word_beside_a_fine_is_let_pass_only_far_from_danger() -> None:
    text = "niko sawa nauza zumbari sokoni"
    assert _read(text, "ok").label is Label.OK
    assert _read(text, "unclear").label is not Label.OK


def _read(text: str, kind: str, only: str | None = None, strength: float = 40.0) -> Reading:
    """Read with weights by which every word, or one alone, speaks for a kind."""
    row = tuple(strength if each == kind else 0.0 for each in _KINDS)
    words = [only] if only else text.split()
    learned = Learned(kinds=_KINDS, bias=(0.0,) * len(_KINDS), weights=dict.fromkeys(words, row))
    return read(text, lexicon=replace(_lexicon(), learned=learned), prompt="checkin")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon")
