"""Every wording that an installation approves: messages, screens, and the texts of its surveys."""

from types import MappingProxyType

from monitor.core.language import Language, Languages
from monitor.surveys.definition import wordings
from monitor.usecases.programme import Programme


def approvable_texts(programme: Programme) -> Languages:
    """Return all languages with the survey texts among their wordings, each under its place."""
    texts = {code: dict(known.texts) for code, known in programme.languages.by_code.items()}
    for survey in programme.surveys.values():
        for wording in wordings(survey):
            if wording.language in texts:
                texts[wording.language][wording.place] = wording.text
    return Languages(
        MappingProxyType(
            {
                code: Language(code, known.name, MappingProxyType(texts[code]), known.parts)
                for code, known in programme.languages.by_code.items()
            }
        )
    )
