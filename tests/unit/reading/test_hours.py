from datetime import time

import pytest

from monitor.reading.hours import named_hour, names_an_hour
from monitor.reading.numbers import phone_numbers, whole_number


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
        pytest.param("saa kumi na mbili asubuhi", time(6), id="twelve-of-the-morning"),
        pytest.param("saa nane na robo mchana", time(14, 15), id="quarter-past"),
        pytest.param("saa tatu kasoro robo usiku", time(20, 45), id="quarter-to"),
        pytest.param("saa 3:30 usiku", time(21, 30), id="digits-and-minutes"),
        pytest.param("usiku saa mbili", time(20), id="part-of-day-first"),
        pytest.param("saa tatu kesho asubuhi", time(9), id="day-between"),
        pytest.param("saa 15", time(15), id="clock-of-24-hours"),
        pytest.param("half past 7 pm", time(19, 30), id="half-past-in-english"),
        pytest.param("one night he came", None, id="a-count-is-no-hour"),
        pytest.param("3:30", None, id="clock-could-be-both"),
        pytest.param("saa 3:30", None, id="swahili-clock-could-be-both"),
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


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("use 0712345678", ("0712345678",), id="local"),
        pytest.param("+254 712 345 678", ("254712345678",), id="international-with-spaces"),
        pytest.param("0712345678 or 0110-234-567", ("0712345678", "0110234567"), id="two"),
        pytest.param("dial *544#", (), id="a-code"),
        pytest.param("Ksh 1,200,000", (), id="money"),
    ],
)
def test_phone_numbers_are_found_as_typed(text: str, numbers: tuple[str, ...]) -> None:
    assert phone_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("nipigie saa kumi", True, id="uncertain-hour"),
        pytest.param("after work", True, id="after-work"),
        pytest.param("niko sawa", False, id="none"),
    ],
)
def test_a_time_is_seen_even_when_uncertain(text: str, named: bool) -> None:
    assert names_an_hour(text) is named
