"""Read the hour somebody names, in Swahili or English.

Swahili hours count from dawn: saa moja asubuhi is 07:00, saa tatu usiku is 21:00. Calling six hours
off can put her in front of the person she hides from, so an hour without a part of the day that
could be meant both ways is not given.
"""

import re
from datetime import time

from monitor.reading.numbers import word_value

_PARTS = {
    "alfajiri": "dawn", "asubuhi": "morning", "mchana": "day", "jioni": "evening",
    "usiku": "night", "morning": "morning", "afternoon": "day", "evening": "evening",
    "night": "night", "am": "am", "pm": "pm", "adhuhuri": "day", "alasiri": "day", "noon": "day",
}  # fmt: skip
_SWAHILI = re.compile(
    r"\bsaa\s+(?P<hour>kumi\s+na\s+\w+|\w+)(?P<half>\s+(?:na\s+)?(?:nusu|robo))?"
    r"(?:\s+(?:ya|za)?\s*(?P<part>alfajiri|asubuhi|mchana|jioni|usiku|adhuhuri|alasiri))?"
)
_ENGLISH = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?:o'?clock\s*)?(?:in the |at )?"
    r"(?P<part>am|pm|morning|afternoon|evening|night)\b"
)
_CLOCK = re.compile(r"\b(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)\b")


def named_hour(text: str) -> time | None:
    """Give the first hour named, on the 24-hour clock, or None when it is not certain.

    >>> named_hour("nipigie saa tatu usiku"), named_hour("saa kumi jioni")
    (datetime.time(21, 0), datetime.time(16, 0))
    >>> named_hour("saa moja na nusu asubuhi"), named_hour("call me at 8 pm")
    (datetime.time(7, 30), datetime.time(20, 0))
    >>> named_hour("saa tatu") is None, named_hour("sawa") is None
    (True, True)
    """
    lowered = text.casefold()
    return _swahili(lowered) or _english(lowered) or _clock(lowered)


def part_of_day(word: str) -> str | None:
    """Name the part of the day a word stands for.

    >>> part_of_day("jioni")
    'evening'
    """
    return _PARTS.get(word)


def _swahili(text: str) -> time | None:
    match = _SWAHILI.search(text)
    if match is None or match["part"] is None:
        return None
    hour = _spoken(match["hour"])
    if hour is None or not 1 <= hour <= 12:
        return None
    minute = 0 if not match["half"] else 30 if "nusu" in match["half"] else 15
    return time(_from_dawn(hour, _PARTS[match["part"]]), minute)


def _spoken(words: str) -> int | None:
    parts = words.split()
    if len(parts) == 1:
        return word_value(parts[0])
    unit = word_value(parts[-1])
    return None if unit is None or unit > 2 else 10 + unit


def _from_dawn(hour: int, part: str) -> int:
    """Add six hours; by night the count starts at dusk, and saa nane usiku is past midnight."""
    if part in {"night", "dawn"}:
        return (hour + 18) % 24
    if part == "evening":
        return hour + 6 if hour >= 9 else (hour + 18) % 24
    return (hour + 6) % 24


def _english(text: str) -> time | None:
    match = _ENGLISH.search(text)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    return time(_from_midnight(hour, _PARTS[match["part"]]), minute)


def _from_midnight(hour: int, part: str) -> int:
    if part in {"am", "morning"}:
        return hour % 12
    if part == "night" and (hour == 12 or hour < 5):
        return hour % 12
    return hour % 12 + 12


def _clock(text: str) -> time | None:
    match = _CLOCK.search(text)
    return time(int(match["hour"]), int(match["minute"])) if match else None
