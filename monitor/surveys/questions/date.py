"""A calendar date, day first as it is written in Kenya, stored as YYYY-MM-DD."""

import re
from datetime import date

from monitor.surveys.definition import Answer, NotUnderstood, Option, Question, State
from monitor.surveys.reply_text import normalise

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


def choices(question: Question) -> tuple[Option, ...]:
    """Return the n/a option alone, where there is one."""
    return tuple(option for option in question.options if option.not_applicable)


def understand(question: Question, text: str, language: str) -> Answer | NotUnderstood:
    """Read a whole date; a year of two digits or a missing one would be a guess.

    >>> asked = Question("q1", "date", {"en": "Since when?"})
    >>> [understand(asked, text, "sw").stored for text in ("3/4/2026", "3 Aprili 2026")]
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
    if match := re.fullmatch(r"([0-9]{1,2}) ?([a-z]+),? ?([0-9]{4})", reply):
        return _on(int(match[3]), _MONTHS.get(match[2], 0), int(match[1]))
    return NotUnderstood()


def accept(question: Question, raw: object) -> Answer | NotUnderstood:
    """Take a stored date."""
    return understand(question, raw, "en") if isinstance(raw, str) else NotUnderstood()


def _on(year: int, month: int, day: int) -> Answer | NotUnderstood:
    try:
        return Answer(State.GIVEN, value=date(year, month, day).isoformat())
    except ValueError:
        return NotUnderstood()
