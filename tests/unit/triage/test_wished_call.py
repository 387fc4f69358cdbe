from datetime import UTC, datetime

import pytest

from monitor.core.clock import to_local
from monitor.reading.reading import Label, Reading
from monitor.triage.wished_call import wished_call

MORNING = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)  # 09:00 in Nairobi
CALL = Reading(Label.CALLBACK, 2, (), ("time",), ())


@pytest.mark.parametrize(
    ("words", "wished"),
    [
        pytest.param("nipigie saa tatu usiku", "2026-03-05 21:00", id="swahili-evening"),
        pytest.param("Nipigie SAA TATU USIKU tafadhali", "2026-03-05 21:00", id="capitals"),
        pytest.param("nipigie saa mbili asubuhi", "2026-03-06 08:00", id="that-hour-has-passed"),
        pytest.param("nipigie kesho saa nne asubuhi", "2026-03-06 10:00", id="tomorrow"),
        pytest.param("call me tomorrow at 8 pm", "2026-03-06 20:00", id="english-tomorrow"),
        pytest.param(
            "usinipigie mchana, nipigie saa tatu usiku", "2026-03-05 21:00", id="not-then-but-then"
        ),
        pytest.param(
            "usinipigie saa nane mchana lakini nipigie saa mbili usiku", "2026-03-05 20:00",
            id="the-forbidden-hour-is-not-it",
        ),
    ],
)  # fmt: skip
def test_the_hour_she_names(words: str, wished: str) -> None:
    found = wished_call(words, CALL, at=MORNING)
    assert found is not None
    assert f"{to_local(found):%Y-%m-%d %H:%M}" == wished


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("nipigie", id="no-hour"),
        pytest.param("nipigie saa tatu", id="day-or-night"),
        pytest.param("usinipigie saa tatu usiku", id="forbidden"),
        pytest.param("don't call me at 9 pm", id="forbidden-in-english"),
        pytest.param("don’t call me at 9 pm", id="forbidden-with-a-curly-quote"),
        pytest.param("usinipigie saa nane mchana nipigie saa tatu usiku", id="one-breath"),
        pytest.param("nipigie leo saa mbili asubuhi", id="today-but-it-has-passed"),
        pytest.param("nipigie jumatatu saa nne asubuhi", id="on-monday"),
        pytest.param("nipigie kesho kutwa saa nne asubuhi", id="the-day-after-tomorrow"),
        pytest.param("call me next week at 9 am", id="next-week"),
    ],
)
def test_what_leaves_a_doubt_is_for_whoever_reads_it(words: str) -> None:
    assert wished_call(words, CALL, at=MORNING) is None


def test_an_hour_in_a_text_that_asks_for_no_call_is_none() -> None:
    told = Reading(Label.PROBLEM, 2, (), ("time",), ())
    assert wished_call("mtoto ana homa tangu saa tatu usiku", told, at=MORNING) is None
    assert wished_call("amenipigia saa tatu usiku", told, at=MORNING) is None


def test_danger_that_names_an_hour_for_the_call_keeps_the_hour() -> None:
    danger = Reading(Label.DISTRESS, 4, ("violence",), ("time",), ())
    found = wished_call("amenipiga, nipigie saa tatu usiku", danger, at=MORNING)
    assert found is not None
    assert to_local(found).hour == 21
