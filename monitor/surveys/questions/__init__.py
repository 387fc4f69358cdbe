"""Question types, one file each; a new one is its file and its line in `TYPES`."""

from typing import Protocol

from monitor.core.errors import Invalid
from monitor.surveys.definition import Answer, NotUnderstood, Option, Question
from monitor.surveys.questions import (
    choice,
    date,
    message,
    number,
    scale,
    section,
    short_text,
    yes_no,
)


class QuestionType(Protocol):
    """What every question type offers; each module in this folder is one."""

    NAME: str
    ASKED: bool

    def choices(self, question: Question) -> tuple[Option, ...]:
        """Return the numbered options of its screen."""
        ...

    def understand(self, question: Question, text: str, language: str) -> Answer | NotUnderstood:
        """Read a reply in her words."""
        ...

    def accept(self, question: Question, raw: object) -> Answer | NotUnderstood:
        """Take a value as stored or as filled into a form."""
        ...


TYPES: tuple[QuestionType, ...] = (
    choice,
    yes_no,
    scale,
    number,
    date,
    short_text,
    message,
    section,
)


def type_of(question: Question) -> QuestionType:
    """Return the type of a question.

    >>> type_of(Question("q1", "yes_no", {})).NAME
    'yes_no'
    """
    for kind in TYPES:
        if question.type == kind.NAME:
            return kind
    raise Invalid(f"no question type {question.type[:20]!r}")
