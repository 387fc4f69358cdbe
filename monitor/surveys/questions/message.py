"""Something she is told; any reply goes on."""

from monitor.surveys.definition import Answer, NotUnderstood, Option, Question, State

NAME = "message"
ASKED = True

_GO_ON = (Option(1, "seen", {"sw": "Endelea", "en": "Continue"}),)


def choices(question: Question) -> tuple[Option, ...]:
    """Return the one way on."""
    return question.options or _GO_ON


def understand(question: Question, text: str, language: str) -> Answer | NotUnderstood:
    """Take any reply as seen.

    >>> understand(Question("m1", "message", {"en": "Two more."}), "sawa", "sw").stored
    'seen'
    """
    del question, text, language
    return Answer(State.GIVEN, value="seen", key=1)


def accept(question: Question, raw: object) -> Answer | NotUnderstood:
    """Take the stored mark."""
    del question
    return Answer(State.GIVEN, value="seen", key=1) if raw == "seen" else NotUnderstood()
