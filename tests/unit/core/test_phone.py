"""Phone numbers: any form in, one form out, and nothing invented."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.phone import normalise


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("0712345678", "+254712345678", id="as dialled in Kenya"),
        pytest.param("0712 345 678", "+254712345678", id="spaces"),
        pytest.param("0712-345-678", "+254712345678", id="hyphens"),
        pytest.param("(0712) 345.678", "+254712345678", id="brackets and dots"),
        pytest.param("712345678", "+254712345678", id="without the zero"),
        pytest.param("254712345678", "+254712345678", id="without the plus"),
        pytest.param(" 254712345678", "+254712345678", id="plus lost in a form"),
        pytest.param("+254712345678", "+254712345678", id="E.164"),
        pytest.param("00254712345678", None, id="00 is not dialled in Kenya"),
        pytest.param("0110000001", "+254110000001", id="newer range"),
        pytest.param("+256700000009", "+256700000009", id="Uganda"),
        pytest.param("٠٧١٢٣٤٥٦٧٨", "+254712345678", id="Arabic digits"),
        pytest.param("0712\u00a0345\u00a0678", "+254712345678", id="no-break spaces"),
        pytest.param("0712", None, id="too short"),
        pytest.param("071234567890123", None, id="too long"),
        pytest.param("MTN", None, id="a sender name"),
        pytest.param("", None, id="nothing"),
        pytest.param("+", None, id="a plus alone"),
        pytest.param("0712345678x", None, id="a letter"),
        pytest.param("0712345678\x00", None, id="NUL"),
        pytest.param("*384*2025#", None, id="a USSD code"),
        pytest.param("22384", None, id="a short code"),
    ],
)
def test_a_number_is_read_or_refused(text: str, number: str | None) -> None:
    assert normalise(text) == number


def test_the_country_decides_how_a_local_number_is_read() -> None:
    assert normalise("0772123456", "UG") == "+256772123456"


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_valid_number_or_none(text: str) -> None:
    number = normalise(text)
    if number is not None:
        assert phonenumbers.is_valid_number(phonenumbers.parse(number))


@given(st.integers(700_000_000, 729_999_999))
def test_normalising_twice_changes_nothing(subscriber: int) -> None:
    once = normalise(f"0{subscriber}")
    assert once == f"+254{subscriber}"
    assert normalise(once) == once
