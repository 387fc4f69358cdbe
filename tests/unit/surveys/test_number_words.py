"""Numbers in words: what is one number, and what is two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.surveys.number_words import number_in


@pytest.mark.parametrize(
    ("said", "number"),
    [
        pytest.param("sifuri", 0, id="nought"),
        pytest.param("kumi", 10, id="ten"),
        pytest.param("kumi na moja", 11, id="eleven"),
        pytest.param("ishirini na tano", 25, id="twenty-five"),
        pytest.param("twelve", 12, id="English teen"),
        pytest.param("thirty one", 31, id="English ten and unit"),
        pytest.param("mia", 100, id="hundred"),
        pytest.param("mia mbili", 200, id="counted hundred"),
        pytest.param("mia na mbili", 102, id="hundred and two"),
        pytest.param("two hundred and six", 206, id="English hundred"),
        pytest.param("elfu moja mia tisa tisini na nane", 1998, id="a year"),
        pytest.param("two thousand and twenty six", 2026, id="an English year"),
    ],
)
def test_one_number_in_words_is_read(said: str, number: int) -> None:
    assert number_in(said.split()) == number


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("", id="nothing"),
        pytest.param("mbili tatu", id="two units"),
        pytest.param("kumi kumi", id="two tens"),
        pytest.param("twelve two", id="teen and unit"),
        pytest.param("mbili au tatu", id="or"),
        pytest.param("tano mia", id="small before large"),
        pytest.param("sifuri moja", id="nought and one"),
        pytest.param("watoto wawili", id="no number"),
        pytest.param("na", id="and alone"),
    ],
)
def test_anything_else_is_no_number(said: str) -> None:
    assert number_in(said.split()) is None


@given(
    st.lists(
        st.sampled_from(
            ["kumi", "na", "mbili", "mia", "elfu", "two", "hundred", "tisini", "sifuri", "x"]
        )
    )
)
def test_any_words_are_one_number_below_ten_thousand_or_none(words: list[str]) -> None:
    found = number_in(words)
    assert found is None or 0 <= found < 10_000
