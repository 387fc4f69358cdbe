"""Choose one of a few numbered options."""

from monitor.surveys.choosing import choose
from monitor.surveys.definition import Answer, NotUnderstood, Option, Question, State

NAME = "choice"
ASKED = True


def choices(question: Question) -> tuple[Option, ...]:
    """Return the options as the definition lists them."""
    return question.options


def understand(question: Question, text: str, language: str) -> Answer | NotUnderstood:
    """Read a number, a number word or the option's own words, in any language it is worded in.

    >>> none, some = Option(1, 0, {"en": "None", "sw": "Sina"}), Option(2, 1, {"en": "Some"})
    >>> debts = Question("q1", "choice", {"en": "Debts?"}, options=(none, some))
    >>> understand(debts, " 2. ", "en").stored, understand(debts, "SINA", "en").stored
    (1, 0)
    >>> understand(debts, "1 au 2", "sw")
    NotUnderstood()
    """
    del language
    option = choose(text, question.options)
    return NotUnderstood() if option is None else _chosen(option)


def accept(question: Question, raw: object) -> Answer | NotUnderstood:
    """Take a value that was stored or filled into a form; a truth value is no number here."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return NotUnderstood()
    for option in question.options:
        if raw == option.value:
            return _chosen(option)
    return NotUnderstood()


def _chosen(option: Option) -> Answer:
    state = State.NOT_APPLICABLE if option.not_applicable else State.GIVEN
    return Answer(state, value=option.value, key=option.key)
