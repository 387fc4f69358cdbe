"""Word one question of a survey as one SMS, the first time and when it is asked again."""

from monitor.core.language import Languages
from monitor.sms.text import measure, plain
from monitor.surveys.definition import Question
from monitor.surveys.presentation import sms_of


def word_question(
    question: Question, language: str, *, languages: Languages, again: bool = False
) -> str:
    """Return the whole SMS.

    Asked again it begins with the plea for one number, where both fit one part; else the question
    is simply sent once more.
    """
    text = plain(sms_of(question, language, languages.text("survey_keys", language)))
    if not again:
        return text
    pleading = plain(f"{languages.text('ask_again', language)} {text}")
    return pleading if measure(pleading).parts == 1 else text
