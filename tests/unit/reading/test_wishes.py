from datetime import time
from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import Reading
from monitor.reading.wishes import NO_WISHES, wishes_in


@pytest.mark.parametrize(
    ("text", "day", "part", "hour"),
    [
        pytest.param("nipigie saa tatu usiku", None, "night", time(21), id="swahili-night"),
        pytest.param("nipigie kesho asubuhi", "tomorrow", "morning", None, id="tomorrow-morning"),
        pytest.param("call me at 9pm", None, None, time(21), id="english"),
        pytest.param("call me on monday at 4 pm", "monday", None, time(16), id="weekday"),
        pytest.param("nipigie saa tatu", None, None, None, id="could-be-both"),
        pytest.param("nipigie baada ya kazi", None, None, None, id="after-work"),
    ],
)
def test_the_time_she_names_comes_with_the_reading(
    text: str, day: str | None, part: str | None, hour: time | None
) -> None:
    reading = _read(text)
    assert "time" in reading.flags
    assert (reading.wishes.day, reading.wishes.part, reading.wishes.hour) == (day, part, hour)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("tumia kiswahili tafadhali", "sw", id="swahili"),
        pytest.param("please write in english", "en", id="english"),
        pytest.param("sielewi english, andika kwa kiswahili", "sw", id="not-the-one-denied"),
        pytest.param("i dont understand english", None, id="only-a-denial"),
    ],
)
def test_the_language_she_wants_is_the_one_she_does_not_deny(
    text: str, language: str | None
) -> None:
    reading = _read(text)
    assert "language_pref" in reading.flags
    assert reading.wishes.language == language


def test_a_new_number_is_handed_on_in_digits() -> None:
    reading = _read("namba yangu mpya ni 0700 000 000")
    assert "new_number" in reading.flags
    assert reading.wishes.numbers == ("0700000000",)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        pytest.param("usinipigie mchana", "no_call", id="no-call-by-day"),
        pytest.param("please dont call me", "no_call", id="no-call"),
        pytest.param("text me only in the evening", "contact_pref", id="text-only"),
        pytest.param("call instead of sms", "no_sms", id="no-sms"),
        pytest.param("i have moved to Nakuru", "moved", id="moved"),
        pytest.param("i will be away until friday", "away", id="away"),
        pytest.param("i will come to the office on wednesday", "appointment", id="appointment"),
        pytest.param("i am her brother", "third_party", id="third-party"),
        pytest.param("niliibuy hii line", "recycled", id="recycled"),
        pytest.param("using my neighbours phone", "shared_phone", id="shared"),
        pytest.param("she works for me, talk to me", "hostile", id="hostile"),
        pytest.param("what time does the office open", "question", id="question"),
    ],
)
def test_a_preference_anywhere_is_flagged(text: str, flag: str) -> None:
    assert flag in _read(text).flags


@pytest.mark.parametrize("flag", ["no_call", "time", "language_pref", "new_number"])
def test_preferences_beside_fine_keep_their_flag(flag: str) -> None:
    words = {
        "no_call": "niko sawa. usinipigie mchana",
        "time": "niko sawa, nipigie saa tatu usiku",
        "language_pref": "am fine. please write in swahili",
        "new_number": "am fine. this is my new number",
    }
    assert flag in _read(words[flag]).flags


def test_nothing_is_wished_where_nothing_is_flagged() -> None:
    assert wishes_in("saa tatu usiku", frozenset()) is NO_WISHES


def test_a_day_in_passing_is_only_told_with_a_wish() -> None:
    assert _read("niko sawa leo").wishes is NO_WISHES


def _read(text: str) -> Reading:
    return read(text, lexicon=_lexicon(), prompt="checkin")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon")
