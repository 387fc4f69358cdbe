"""A step on a short scale of which only the ends are worded."""

from monitor.surveys.choosing import choose
from monitor.surveys.definition import Answer, NotUnderstood, Option, Question, State

NAME = "scale"
ASKED = True


def choices(question: Question) -> tuple[Option, ...]:
    """Return the steps, numbered from 1 on the screen whatever number is stored.

    >>> [(step.key, step.value) for step in choices(Question("q1", "scale", {}, low=0, high=2))]
    [(1, 0), (2, 1), (3, 2)]
    """
    low, high = int(question.low or 0), int(question.high or 0)
    ends = {low: question.low_texts, high: question.high_texts}
    return tuple(Option(at - low + 1, at, ends.get(at, {})) for at in range(low, high + 1))


def understand(question: Question, text: str, language: str) -> Answer | NotUnderstood:
    """Read the number of a step, or the words of an end.

    >>> asked = Question("q1", "scale", {"en": "How safe?"}, low=1, high=5)
    >>> understand(asked, "four", "en").stored, understand(asked, "6", "en")
    (4, NotUnderstood())
    """
    del language
    option = choose(text, choices(question))
    if option is None:
        return NotUnderstood()
    return Answer(State.GIVEN, value=option.value, key=option.key)


def accept(question: Question, raw: object) -> Answer | NotUnderstood:
    """Take a stored step."""
    if isinstance(raw, bool) or not isinstance(raw, int):
        return NotUnderstood()
    for option in choices(question):
        if raw == option.value:
            return Answer(State.GIVEN, value=option.value, key=option.key)
    return NotUnderstood()
