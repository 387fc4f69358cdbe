"""Which option a reply means, and when that would be a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.surveys.choosing import choose
from monitor.surveys.definition import Option

OPTIONS = tuple(Option(key, key, {"sw": f"jibu{key}x"}) for key in (1, 2, 3, 4, 5))
HOW = (
    Option(1, 1, {"sw": "Nzuri sana", "en": "Very good"}),
    Option(2, 2, {"sw": "Nzuri", "en": "Good"}),
    Option(3, 3, {"sw": "Hapana", "en": "Nobody"}),
    Option(4, 4, {"sw": "Kubwa", "en": "Big"}),
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("nzuriii", 2, id="drawn out"),
        pytest.param("NZURI NZURI", 2, id="said twice"),
        pytest.param("nzuri asante", 2, id="with thanks"),
        pytest.param("very good, thank you", 1, id="with English thanks"),
        pytest.param("hpna", 3, id="vowels left out"),
        pytest.param("hapnaa", 3, id="letters swapped"),
        pytest.param("noboddy", 3, id="doubled letter"),
        pytest.param("kbwa", 4, id="one vowel left out"),
        pytest.param("2 nzuri asante", 2, id="number, word and thanks"),
        pytest.param("4 \U0001f62d", 4, id="number and emoji"),
    ],
)
def test_own_words_are_recognised_as_people_type_them(text: str, key: int) -> None:
    found = choose(text, HOW)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("nzuri kubwa", id="two options"),
        pytest.param("si nzuri", id="denied"),
        pytest.param("sio kubwa", id="denied otherwise"),
        pytest.param("not good", id="denied in English"),
        pytest.param("good?", id="asks back"),
        pytest.param("1 kubwa", id="number against word"),
        pytest.param("asante", id="thanks alone"),
        pytest.param("bg", id="too short for a typo"),
        pytest.param("hpn hpn kbw", id="more than one"),
        pytest.param("hapa", id="another word"),
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert choose(text, HOW) is None


@given(st.text(max_size=60))
def test_any_text_chooses_one_option_or_none(text: str) -> None:
    assert choose(text, OPTIONS) in (None, *OPTIONS)


@given(st.integers(1, 5), st.integers(1, 5), st.sampled_from([" ", " au ", " or ", "*", "/", "-"]))
def test_two_numbers_are_never_an_answer(first: int, second: int, between: str) -> None:
    assert choose(f"{first}{between}{second}", OPTIONS) is None
