from datetime import time

import pytest

from monitor.reading.hours import named_hour
from monitor.reading.numbers import whole_number


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        pytest.param("saa moja asubuhi", time(7), id="one-of-the-morning"),
        pytest.param("saa sita mchana", time(12), id="noon"),
        pytest.param("saa tisa mchana", time(15), id="nine-of-the-day"),
        pytest.param("saa kumi na moja jioni", time(17), id="eleven-of-the-evening"),
        pytest.param("saa moja jioni", time(19), id="one-of-the-evening"),
        pytest.param("saa tatu usiku", time(21), id="three-of-the-night"),
        pytest.param("saa sita usiku", time(0), id="midnight"),
        pytest.param("saa nane usiku", time(2), id="eight-of-the-night"),
        pytest.param("saa kumi na moja alfajiri", time(5), id="dawn"),
        pytest.param("saa mbili na nusu usiku", time(20, 30), id="half-past"),
        pytest.param("at 12 pm", time(12), id="noon-in-english"),
        pytest.param("12 am", time(0), id="midnight-in-english"),
        pytest.param("6:45 pm", time(18, 45), id="minutes"),
        pytest.param("19:30", time(19, 30), id="clock"),
        pytest.param("13 pm", None, id="no-such-hour"),
        pytest.param("saa tatu", None, id="could-be-both"),
        pytest.param("saa nyingi", None, id="no-number"),
    ],
)
def test_an_hour_is_given_only_when_it_is_certain(text: str, hour: time | None) -> None:
    assert named_hour(text) == hour


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("1", 1, id="digit"),
        pytest.param("1.", 1, id="digit-with-stop"),
        pytest.param("l", 1, id="letter-for-digit"),
        pytest.param("Moja", 1, id="word"),
        pytest.param("ya kwanza", 1, id="ordinal"),
        pytest.param("ishirini na tano", 25, id="sum"),
        pytest.param("1 2", None, id="two-digits"),
        pytest.param("2 or 3", None, id="a-choice"),
        pytest.param("tano sita", None, id="two-words"),
        pytest.param("sawa", None, id="no-number"),
        pytest.param("99999999999999", None, id="far-too-long"),
    ],
)
def test_a_whole_number_is_never_guessed(text: str, number: int | None) -> None:
    assert whole_number(text) == number
