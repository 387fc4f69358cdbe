"""Every wording that an installation approves: messages, screens, and the texts of its surveys."""

from collections.abc import Iterator
from types import MappingProxyType

from monitor.core.language import Language, Languages
from monitor.surveys.definition import Channel, Survey, wordings
from monitor.surveys.questions import type_of
from monitor.usecases.programme import Programme
from monitor.usecases.word_question import word_question


def by_sms_at(survey: str, question: str, *, again: bool = False) -> str:
    """Return the name under which a question's whole SMS is approved and sent.

    >>> by_sms_at("who5", "q1"), by_sms_at("who5", "q1", again=True)
    ('who5.q1.by_sms', 'who5.q1.by_sms_again')
    """
    return f"{survey}.{question}.by_sms{'_again' if again else ''}"


def _by_sms(languages: Languages, survey: Survey) -> Iterator[tuple[str, str, str]]:
    """Yield the texts that a survey sends by SMS where her plan says so: language, name, text."""
    if not survey.needs_plan_for(Channel.SMS):
        return
    for code in survey.languages:
        for question in survey.questions:
            for again in (False, True):
                if code in languages.by_code and type_of(question).ASKED:
                    text = word_question(question, code, languages=languages, again=again)
                    yield code, by_sms_at(survey.id, question.id, again=again), text


def approvable_texts(programme: Programme) -> Languages:
    """Return all languages with the survey texts among their wordings, each under its place."""
    texts = {code: dict(known.texts) for code, known in programme.languages.by_code.items()}
    for survey in programme.surveys.values():
        for wording in wordings(survey):
            if wording.language in texts:
                texts[wording.language][wording.place] = wording.text
        for code, place, text in _by_sms(programme.languages, survey):
            texts[code][place] = text
    return Languages(
        MappingProxyType(
            {
                code: Language(code, known.name, MappingProxyType(texts[code]), known.parts)
                for code, known in programme.languages.by_code.items()
            }
        )
    )
