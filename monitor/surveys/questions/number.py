"""A number typed in full, within bounds.

The fixed keys win on every screen, so a plain 0, 7, 8 or 9 is a key here too; the number eight is
typed `08` or said in words.
"""

import re
from decimal import Decimal

from monitor.surveys.definition import Answer, NotUnderstood, Option, Question, State, Value
from monitor.surveys.number_words import number_in
from monitor.surveys.reply_text import UNIT_WORDS, as_number, canonical, normalise

NAME = "number"
ASKED = True


def choices(question: Question) -> tuple[Option, ...]:
    """Return the n/a option alone, where there is one: a number is typed, not chosen."""
    return tuple(option for option in question.options if option.not_applicable)


def understand(question: Question, text: str, language: str) -> Answer | NotUnderstood:
    """Read one number inside the bounds.

    >>> asked = Question("q1", "number", {"en": "How many days?"}, low=0, high=31)
    >>> [understand(asked, text, "en").stored for text in ("12", "08", "nane", "siku 3")]
    [12, 8, 8, 3]
    >>> understand(asked, "kumi na mbili", "sw").stored
    12
    >>> understand(asked, "32", "en"), understand(asked, "2-3", "en")
    (NotUnderstood(), NotUnderstood())
    """
    del language
    reply = " ".join(word for word in normalise(text).split() if word not in UNIT_WORDS)
    worded = as_number(reply)
    if worded is None:
        worded = number_in(canonical(reply.replace("-", " ")).split())
    if worded is not None:
        return _within(question, Decimal(worded))
    if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,4})?", reply):
        return _within(question, Decimal(reply))
    return NotUnderstood()


def accept(question: Question, raw: object) -> Answer | NotUnderstood:
    """Take a stored number."""
    option = question.not_applicable
    if option is not None and raw == option.value and isinstance(raw, str):
        return Answer(State.NOT_APPLICABLE, value=option.value, key=option.key)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return NotUnderstood()
    return _within(question, Decimal(str(raw)))


def _within(question: Question, number: Decimal) -> Answer | NotUnderstood:
    if not number.is_finite() or number != round(number, question.decimals):
        return NotUnderstood()
    if question.low is not None and number < Decimal(str(question.low)):
        return NotUnderstood()
    if question.high is not None and number > Decimal(str(question.high)):
        return NotUnderstood()
    value: Value = int(number) if number == int(number) else float(number)
    return Answer(State.GIVEN, value=value)
