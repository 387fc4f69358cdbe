"""Yes or no, stored as those words."""

from monitor.surveys.choosing import choose
from monitor.surveys.definition import Answer, NotUnderstood, Option, Question, State

NAME = "yes_no"
ASKED = True

_YES_NO = (
    Option(1, "yes", {"sw": "Ndiyo", "en": "Yes"}),
    Option(2, "no", {"sw": "Hapana", "en": "No"}),
)


def choices(question: Question) -> tuple[Option, ...]:
    """Return yes and no, or the definition's own wording of them."""
    return question.options or _YES_NO


def understand(question: Question, text: str, language: str) -> Answer | NotUnderstood:
    """Read a number or a word for yes or no.

    >>> asked = Question("q1", "yes_no", {"en": "Working now?"})
    >>> [understand(asked, text, "sw").stored for text in ("1", "ndio", "NO", "mbili")]
    ['yes', 'yes', 'no', 'no']
    >>> understand(asked, "yes and no", "en")
    NotUnderstood()
    """
    del language
    option = choose(text, choices(question))
    return NotUnderstood() if option is None else _given(option)


def accept(question: Question, raw: object) -> Answer | NotUnderstood:
    """Take a stored value or a form's: the words, their first letters, 1 and 0, true and false.

    >>> asked = Question("q1", "yes_no", {"en": "Working now?"})
    >>> accept(asked, True).stored, accept(asked, 0).stored, accept(asked, "n").stored
    ('yes', 'no', 'no')
    """
    word = raw.casefold() if isinstance(raw, str) else raw
    for option in choices(question):
        same: tuple[object, ...] = ("yes", "y", 1) if option.value == "yes" else ("no", "n", 0)
        if isinstance(word, int | str) and word in same:
            return _given(option)
    return NotUnderstood()


def _given(option: Option) -> Answer:
    return Answer(State.GIVEN, value=option.value, key=option.key)
