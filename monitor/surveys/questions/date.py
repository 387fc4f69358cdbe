"""A calendar date, day first as it is written in Kenya, stored as YYYY-MM-DD."""

import re
from datetime import date

from monitor.surveys.definition import Answer, NotUnderstood, Option, Question, State
from monitor.surveys.number_words import number_in
from monitor.surveys.reply_text import NUMBER_WORDS, normalise, word_set

NAME = "date"
ASKED = True

_MONTHS = {
    word: month
    for month, words in enumerate(
        (
            "january jan januari",
            "february feb februari",
            "march mar machi",
            "april apr aprili",
            "may mei",
            "june jun juni",
            "july jul julai",
            "august aug agosti",
            "september sep sept septemba",
            "october oct oktoba okt",
            "november nov novemba",
            "december dec desemba des",
        ),
        start=1,
    )
    for word in words.split()
}
_BESIDE = word_set("tarehe ya wa mwaka the of on date year tar")
_NUMBERED_MONTH = re.compile(r"\bmwezi (?:wa )?(\w+)")


def choices(question: Question) -> tuple[Option, ...]:
    """Return the n/a option alone, where there is one."""
    return tuple(option for option in question.options if option.not_applicable)


def understand(question: Question, text: str, language: str) -> Answer | NotUnderstood:
    """Read a whole date; a year of two digits or a missing one would be a guess.

    >>> asked = Question("q1", "date", {"en": "Since when?"})
    >>> [understand(asked, text, "sw").stored for text in ("3/4/2026", "tarehe tatu Aprili 2026")]
    ['2026-04-03', '2026-04-03']
    >>> understand(asked, "31/2/2026", "en"), understand(asked, "3/4/26", "en")
    (NotUnderstood(), NotUnderstood())
    """
    del question, language
    reply = normalise(text)
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", reply):
        return _on(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"([0-9]{1,2})[ /.-]([0-9]{1,2})[ /.-]([0-9]{4})", reply):
        return _on(int(match[3]), int(match[2]), int(match[1]))
    return _worded(reply)


def accept(question: Question, raw: object) -> Answer | NotUnderstood:
    """Take a stored date."""
    return understand(question, raw, "en") if isinstance(raw, str) else NotUnderstood()


def _worded(reply: str) -> Answer | NotUnderstood:
    """Read a date whose month is named: the day before it, or right after it as in English."""
    named = _NUMBERED_MONTH.sub(_name_of_month, reply)
    words = [
        word for word in re.findall(r"[0-9]+(?:st|nd|rd|th)?|[a-z]+", named) if word not in _BESIDE
    ]
    at = next((place for place, word in enumerate(words) if word in _MONTHS), None)
    if at is None:
        return NotUnderstood()
    before, after = words[:at], words[at + 1 :]
    if not before:
        before, after = after[:1], after[1:]
    return _on(_year(after), _MONTHS[words[at]], _day(before))


def _name_of_month(match: re.Match[str]) -> str:
    number = NUMBER_WORDS.get(match[1])
    if number is None:
        number = int(match[1]) if re.fullmatch(r"[0-9]{1,2}", match[1]) else 0
    named = [word for word, month in _MONTHS.items() if month == number]
    return named[0] if named else match[0]


def _day(words: list[str]) -> int:
    """Return the day of the month, or a day that no month has."""
    if len(words) == 1:
        digits = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)?", words[0])
        if digits is not None:
            return int(digits[1])
        return NUMBER_WORDS.get(words[0], number_in(words) or 0)
    return number_in(words) or 0


def _year(words: list[str]) -> int:
    """Return the year, or one that the calendar does not have."""
    if len(words) == 1 and re.fullmatch(r"[0-9]{4}", words[0]):
        return int(words[0])
    year = number_in(words) or 0
    return year if year >= 1000 else 0


def _on(year: int, month: int, day: int) -> Answer | NotUnderstood:
    try:
        return Answer(State.GIVEN, value=date(year, month, day).isoformat())
    except ValueError:
        return NotUnderstood()
