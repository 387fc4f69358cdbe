"""Dates, day first; nothing is guessed."""

import pytest

from monitor.surveys.definition import Answer, NotUnderstood, Question
from monitor.surveys.questions import date

SINCE = Question("q1", "date", {"en": "Since when?"})


@pytest.mark.parametrize(
    "text",
    [
        *("3/4/2026", "03.04.2026", "2026-04-03", "3 April 2026", "3 aprili 2026", "3apr 2026"),
        *("3rd April 2026", "April 3, 2026", "tarehe 3 mwezi wa 4 2026", "the third of april 2026"),
        *("Tarehe tatu mwezi wa nne mwaka 2026", "tatu aprili elfu mbili ishirini na sita"),
    ],
)
def test_the_third_of_april_is_understood(text: str) -> None:
    read = date.understand(SINCE, text, "sw")
    assert isinstance(read, Answer)
    assert read.stored == "2026-04-03"


@pytest.mark.parametrize(
    "text",
    [
        "31/2/2026",
        "3/4/26",
        "3/4",
        "kesho",
        "3 foo 2026",
        "",
        "13",
        "April 2026",
        "3 au 4 Aprili 2026",
        "mwezi wa 13 2026",
    ],
)
def test_half_a_date_is_not_understood(text: str) -> None:
    assert date.understand(SINCE, text, "sw") == NotUnderstood()


@pytest.mark.parametrize("raw", [20260403, None, "soon"])
def test_a_value_that_is_no_date_is_not_taken(raw: object) -> None:
    assert date.accept(SINCE, raw) == NotUnderstood()
