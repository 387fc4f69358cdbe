"""What short replies have in common, whatever the question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.surveys.reply_text import as_number, canonical, normalise


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("3", 3, id="digit"),
        pytest.param("o", 0, id="letter for zero"),
        pytest.param("sifuri", 0, id="zero in words"),
        pytest.param("number 3", 3, id="with a noun"),
        pytest.param("ya pili", 2, id="ordinal"),
        pytest.param("jibu: 2", 2, id="with a colon"),
        pytest.param("wa kwanza", 1, id="ordinal of another class"),
        pytest.param("the first one", 1, id="ordinal with one"),
        pytest.param("first two", None, id="ordinal and number"),
        pytest.param("3 3", None, id="twice"),
        pytest.param("03", None, id="leading zero"),
        pytest.param("ya", None, id="only a filler"),
        pytest.param("10000000000", None, id="far too long"),
    ],
)
def test_a_reply_that_is_one_number_is_read(text: str, number: int | None) -> None:
    assert as_number(text) == number


@given(st.text(max_size=60))
def test_any_text_can_be_normalised_and_settles(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert canonical(canonical(text)) == canonical(text)


def test_a_text_with_a_null_byte_is_read_without_it() -> None:
    assert normalise("\x002") == "2"
