"""What short replies have in common, whatever the question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.surveys.definition import Option
from monitor.surveys.reply_text import as_number, canonical, choose, normalise

OPTIONS = tuple(Option(key, key, {"sw": f"jibu{key}x"}) for key in (1, 2, 3, 4, 5))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("3", 3, id="digit"),
        pytest.param("o", 0, id="letter for zero"),
        pytest.param("sifuri", 0, id="zero in words"),
        pytest.param("number 3", 3, id="with a noun"),
        pytest.param("ya pili", 2, id="ordinal"),
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


@given(st.text(max_size=60))
def test_any_text_chooses_one_option_or_none(text: str) -> None:
    assert choose(text, OPTIONS) in (None, *OPTIONS)


@given(st.integers(1, 5), st.integers(1, 5), st.sampled_from([" ", " au ", " or ", "*", "/", "-"]))
def test_two_numbers_are_never_an_answer(first: int, second: int, between: str) -> None:
    assert choose(f"{first}{between}{second}", OPTIONS) is None


def test_a_text_with_a_null_byte_is_read_without_it() -> None:
    assert normalise("\x002") == "2"
