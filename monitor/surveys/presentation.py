"""How a screen of a survey is put into words for a phone."""

from monitor.surveys.definition import Question
from monitor.surveys.engine import Screen
from monitor.surveys.questions import type_of


def body_of(screen: Screen, notice: str = "") -> str:
    """Return the text above the options, a notice such as "we will call" in front of it.

    >>> body_of(Screen("q1", "Una deni?", ()), "Asante.")
    'Asante. Una deni?'
    """
    return f"{notice} {screen.text}".strip()


def sms_of(question: Question, language: str, keys: str) -> str:
    """Return one question as one SMS: its own wording, else text, options and the fixed keys.

    >>> sms_of(Question("q1", "yes_no", {"en": "Working now?"}), "en", "0 Call me 8 Skip")
    'Working now? 1 Yes, 2 No. 0 Call me 8 Skip'
    """
    if language in question.sms:
        return question.sms[language]
    choices = type_of(question).choices(question)
    options = ", ".join(f"{each.key} {each.labels.get(language, '')}".strip() for each in choices)
    text = question.text(language)
    stop = "" if text[-1] in "?.!:" else ":"
    return " ".join(part for part in (f"{text}{stop}", options and f"{options}.", keys) if part)
