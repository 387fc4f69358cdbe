"""A few words of her own, kept as she wrote them.

The reader sees every text as well: what she writes here may be a call for help.
"""

from monitor.surveys.definition import Answer, NotUnderstood, Option, Question, State

NAME = "short_text"
ASKED = True
LONGEST = 160
"""Characters kept; a USSD entry holds at most 80 to 90."""


def choices(question: Question) -> tuple[Option, ...]:
    """Return the n/a option alone, where there is one."""
    return tuple(option for option in question.options if option.not_applicable)


def understand(question: Question, text: str, language: str) -> Answer | NotUnderstood:
    """Keep her words, with the spaces around them removed.

    >>> understand(Question("q1", "short_text", {"en": "Which office?"}), " Kibra ", "en").stored
    'Kibra'
    """
    del language
    return accept(question, text)


def accept(question: Question, raw: object) -> Answer | NotUnderstood:
    """Take stored words."""
    del question
    if not isinstance(raw, str) or not 0 < len(raw.strip()) <= LONGEST:
        return NotUnderstood()
    return Answer(State.GIVEN, value=raw.strip())
