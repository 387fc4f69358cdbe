"""A heading above the next question; nothing is asked, so nothing can be answered."""

from monitor.surveys.definition import Answer, NotUnderstood, Option, Question

NAME = "section"
ASKED = False


def choices(question: Question) -> tuple[Option, ...]:
    """Return nothing to choose from."""
    del question
    return ()


def understand(question: Question, text: str, language: str) -> Answer | NotUnderstood:
    """Take no reply.

    >>> understand(Question("s1", "section", {"en": "Work"}), "1", "en")
    NotUnderstood()
    """
    del question, text, language
    return NotUnderstood()


def accept(question: Question, raw: object) -> Answer | NotUnderstood:
    """Take no value."""
    del question, raw
    return NotUnderstood()
