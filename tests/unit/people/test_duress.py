"""Duress words: found in any text, and kept away from every ordinary answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.people.duress import (
    ANSWER_WORDS,
    ReservedWords,
    is_within,
    meaning_in,
    refusal,
    words_of,
)

WORDS = {"maembe": "danger", "kipepeo": "not_safe"}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        pytest.param("maembe", "danger", id="the word alone"),
        pytest.param("Leo nimenunua maembe sokoni", "danger", id="inside a sentence"),
        pytest.param("MAEMBE!", "danger", id="capitals and punctuation"),
        pytest.param("máembe", "danger", id="accent"),
        pytest.param("maembee", "danger", id="one letter more"),
        pytest.param("maebe", "danger", id="one letter less"),
        pytest.param("maenbe", "danger", id="one letter wrong"),
        pytest.param("maebme", "danger", id="two letters swapped"),
        pytest.param("1 maembe", "danger", id="after a digit"),
        pytest.param("kipepeo", "not_safe", id="not safe to talk"),
        pytest.param("kipepeo na maembe", "danger", id="danger wins over not safe"),
        pytest.param("maembe na kipepeo", "danger", id="danger wins in either order"),
        pytest.param("mambo", None, id="three edits away"),
        pytest.param("maembekipepeo", None, id="not a whole word"),
        pytest.param("sawa", None, id="ok"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_her_word_is_found_as_a_whole_word_one_slip_away(text: str, meaning: str | None) -> None:
    assert meaning_in(text, WORDS) == meaning


@pytest.mark.parametrize(
    ("word", "rule"),
    [
        pytest.param("embe", "at least 5", id="too short"),
        pytest.param("m" * 31, "at most 30", id="too long"),
        pytest.param("maembe mawili", "one plain word", id="two words"),
        pytest.param("maembe2", "one plain word", id="a digit in it"),
        pytest.param("", "one plain word", id="nothing"),
        pytest.param("\x00\x00\x00\x00\x00", "one plain word", id="control characters"),
        pytest.param("mbilii", "an answer", id="near a digit word"),
        pytest.param("three", "an answer", id="a digit word"),
        pytest.param("stopp", "stop word", id="near stop"),
        pytest.param("msaadaa", "call for help", id="near a call for help"),
        pytest.param("shidaa", "an answer", id="near a menu word"),
        pytest.param("amanii", "code name", id="near her code name"),
        pytest.param("kipepea", "other word", id="near her other word"),
        pytest.param("hospitali", "ordinary replies", id="in the lexicon"),
    ],
)
def test_a_word_that_could_be_mistaken_is_refused(word: str, rule: str) -> None:
    reserved = ReservedWords(same=frozenset({"hospitali"}))
    found = refusal(word, code_name="Amani", others=["kipepeo"], reserved=reserved)
    assert found is not None
    assert rule in found


@pytest.mark.parametrize("word", ["maembe", "Kipepeo", "parachichi", "mwezi"])
def test_an_ordinary_word_is_accepted(word: str) -> None:
    assert refusal(word, code_name="Amani", others=[], reserved=ReservedWords()) is None


def test_no_answer_word_may_be_chosen() -> None:
    taken = [
        word
        for word in ANSWER_WORDS
        if refusal(word, code_name="Amani", others=[], reserved=ReservedWords()) is None
    ]
    assert taken == []


@given(st.text(alphabet="abcdef", min_size=1, max_size=8), st.data())
def test_one_replaced_letter_is_one_edit(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    changed = word[:place] + "z" + word[place + 1 :]
    assert is_within(1, word, changed)
    assert not is_within(0, word, changed)


@given(st.text(max_size=40), st.text(max_size=40))
def test_edits_are_the_same_both_ways(one: str, other: str) -> None:
    assert is_within(2, one, other) == is_within(2, other, one)


@given(st.text(max_size=400))
def test_any_text_can_be_searched(text: str) -> None:
    assert meaning_in(text, WORDS) in {None, "danger", "not_safe"}


@given(st.text(max_size=80))
def test_words_are_found_whatever_the_capitals(text: str) -> None:
    assert words_of(text.casefold()) == words_of(text)
