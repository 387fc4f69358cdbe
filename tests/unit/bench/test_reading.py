"""The long texts that are read against the clock."""

import pytest

from tests.bench.reading import long_text

WORDS = ("habari", "sawa", "nimefika")


@pytest.mark.parametrize(
    "misspelt", [pytest.param(False, id="known"), pytest.param(True, id="not")]
)
@pytest.mark.parametrize("length", [1, 7, 160, 1280])
def test_a_long_text_is_exactly_as_long_as_asked_for(length: int, misspelt: bool) -> None:
    assert len(long_text(WORDS, length, misspelt=misspelt)) == length


def test_a_long_text_is_the_same_in_every_run() -> None:
    assert long_text(WORDS, 500, misspelt=True) == long_text(WORDS, 500, misspelt=True)


def test_known_words_stay_known_and_misspelt_ones_do_not() -> None:
    whole = long_text(WORDS, 500, misspelt=False).split()[:-1]
    assert set(whole) <= set(WORDS)
    assert not set(long_text(WORDS, 500, misspelt=True).split()) <= set(WORDS)
