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
    "asbh": "morning", "asub": "morning", "asubui": "morning", "ucku": "night", "uxiku": "night",
    "mchna": "day", "jion": "evening", "tonight": "night", "midday": "day", "moring": "morning",
    "mornin": "morning", "dawn": "dawn", "magharibi": "evening",
}  # fmt: skip
_PART_OF_DAY = "|".join(sorted(_PARTS.keys() - {"am", "pm"}))
_DAYS = "leo|kesho|keshokutwa|today|tomorrow|tonight"
_SWAHILI = re.compile(
    r"\b(?:saa|xaa|saaa)\s*(?P<hour>kumi\s+na\s+\w+|\d{1,2}|[a-z]+)"
    r"(?:[:.](?P<minute>[0-5]\d))?"
    r"(?P<more>\s+(?:na|u|kasoro|kasorobo)\s*(?:nusu|robo|dakika\s+\w+)?|\s+nusu)?"
    rf"(?:\s+(?:{_DAYS}|hivi|ivi))?"
    rf"(?:\s+(?:ya|za|hivi|ivi|kamili))*\s*(?P<part>{_PART_OF_DAY})?\b"
)
_BEFORE = re.compile(
    rf"\b(?P<part>{_PART_OF_DAY})\s+(?:ya\s+|kuanzia\s+|by\s+)?(?=(?:saa|xaa)\s*\w)"
)
_ENGLISH = re.compile(
    r"\b(?P<half>half past |quarter past |quarter to )?(?P<hour>\d{1,2}|[a-z]{3,6})"
    r"(?:[:.](?P<minute>\d{2}))?\s*(?:o'?clock\s*)?(?:in the |at )?"
    r"(?P<part>am|a\.m|pm|p\.m|morning|afternoon|evening|night|midnight|noon|mrng|evng)\b"
)
_NOON = re.compile(r"\b(?:at |by )(?P<word>noon|midnight|midday)\b")
_CLOCK = re.compile(
    r"\b(?P<hour>1[3-9]|2[0-3])[:.h](?P<minute>[0-5]\d)\b|\b(?P<hours>0\d|1[3-9]|2[0-3])00\s?h(?:rs|ours)?\b"
)
_ENGLISH_PARTS = {
    "morning": "am", "mrng": "am", "afternoon": "day", "evening": "day", "evng": "day",
    "noon": "day", "midnight": "night", "pm": "day",
}  # fmt: skip
_AWAY_FROM_THE_HOUR = {"half past": 30, "quarter past": 15, "quarter to": -15}
_MIGHT = re.compile(
    r"\b(?:saa|xaa)\s*(?:\d|moja|mbili|tatu|nne|tano|sita|saba|nane|tisa|kumi)"
    r"|\b\d{1,2}[:.][0-5]\d\b|\bat\s+\d{1,2}\b(?![:.,]?\d)|\b\d{1,2}\s?o'?clock\b"
    r"|\b(?:baada ya|after|kabla ya|before)\s+(?:kazi|work|job|shule|school|lunch|supper|church)\b"
)


def named_hour(text: str) -> time | None:
    """Give the first hour named, on the 24-hour clock, or None when it is not certain.

    >>> named_hour("nipigie saa tatu usiku"), named_hour("saa kumi jioni")
    (datetime.time(21, 0), datetime.time(16, 0))
    >>> named_hour("saa moja na nusu asubuhi"), named_hour("call me at 8 pm")
    (datetime.time(7, 30), datetime.time(20, 0))
    >>> named_hour("saa 3:30 usiku"), named_hour("usiku saa tatu")
    (datetime.time(21, 30), datetime.time(21, 0))
    >>> named_hour("saa tatu") is None, named_hour("sawa") is None, named_hour("3:30") is None
    (True, True, True)
    """
    lowered = text.casefold()
    return _swahili(lowered) or _english(lowered) or _noon(lowered) or _clock(lowered)


def names_an_hour(text: str) -> bool:
    """Say whether a time is named at all, also one that could be meant both ways.

    >>> names_an_hour("nipigie saa kumi"), names_an_hour("niko sawa")
    (True, False)
    """
    lowered = text.casefold()
    return _MIGHT.search(lowered) is not None or named_hour(text) is not None


def part_of_day(word: str) -> str | None:
    """Name the part of the day a word stands for.

    >>> part_of_day("jioni")
    'evening'
    """
    return _PARTS.get(word)


def _swahili(text: str) -> time | None:
    match = _SWAHILI.search(text)
    if match is None:
        return None
    hour = _spoken(match["hour"])
    if hour is None:
        return None
    minute = int(match["minute"] or 0) + _extra(match["more"] or "")
    if 13 <= hour <= 23:
        return _moved(hour, minute)
    before = _BEFORE.search(text)
    part = match["part"] or (before["part"] if before else None)
    if part is None or not 1 <= hour <= 12:
        return None
    return _moved(_from_dawn(hour, _PARTS[part]), minute)


def _extra(more: str) -> int:
    if "kasoro" in more:
        return -15
    return 30 if "nusu" in more else 15 if "robo" in more else 0


def _moved(hour: int, minutes: int) -> time:
    """Move an hour by minutes; a quarter to one of the night is still the night before."""
    every = (hour * 60 + minutes) % (24 * 60)
    return time(every // 60, every % 60)


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
    if part == "morning" and hour >= 10:
        return (hour + 18) % 24
    if part == "evening":
        return hour + 6 if hour >= 9 else (hour + 18) % 24
    return (hour + 6) % 24


def _english(text: str) -> time | None:
    for match in _ENGLISH.finditer(text):
        hour, minute = word_value(match["hour"]), int(match["minute"] or 0)
        if hour is None or not 1 <= hour <= 12 or minute > 59 or _is_a_count(match):
            continue
        part = match["part"].replace(".", "")
        minute += _AWAY_FROM_THE_HOUR.get((match["half"] or "").strip(), 0)
        return _moved(_from_midnight(hour, _ENGLISH_PARTS.get(part, part)), minute)
    return None


def _is_a_count(match: re.Match[str]) -> bool:
    """Tell "one morning" and "two nights" from an hour."""
    named = "clock" in match[0] or " in the " in match[0] or " at " in match[0]
    return match["hour"].isalpha() and not named and match["part"][1] not in {"m", "."}


def _from_midnight(hour: int, part: str) -> int:
    if part == "am":
        return hour % 12
    if part == "night" and (hour == 12 or hour < 5):
        return hour % 12
    return hour % 12 + 12


def _noon(text: str) -> time | None:
    match = _NOON.search(text)
    if match is None:
        return None
    return time(0) if match["word"] == "midnight" else time(12)


def _clock(text: str) -> time | None:
    """Take a clock time only where it cannot mean the other half of the day."""
    match = _CLOCK.search(text)
    if match is None:
        return None
    return time(int(match["hour"] or match["hours"]), int(match["minute"] or 0))
