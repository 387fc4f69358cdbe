"""Refuse to approve a wording that is too long for its parts or gives her away."""

from monitor.core.errors import Invalid
from monitor.core.language import Languages
from monitor.sms.wording import WordingRules, load_forbidden, wording_faults
from monitor.surveys.engine import PHONE_SCREENS
from monitor.usecases.programme import Programme


def refuse_wording(programme: Programme, texts: Languages, *, template: str, language: str) -> None:
    """Raise `Invalid` with what is wrong; what only a caseworker's page shows is not looked at."""
    wording = texts.wording(template, language)
    if wording is None or not _may_be_on_a_phone(programme, template):
        return
    settings = programme.settings
    rules = WordingRules(
        load_forbidden(settings.config_dir / "forbidden_words.yaml"),
        appended=settings.opt_out_text,
    )
    faults = wording_faults(
        wording, rules, parts=texts.by_code[language].parts.get(template, 1),
        may_be_first="." not in template,
    )  # fmt: skip
    if faults:
        raise Invalid(f"{template} ({language}): {'; '.join(faults)}", field="template")


def _may_be_on_a_phone(programme: Programme, template: str) -> bool:
    survey = programme.surveys.get(template.partition(".")[0])
    return survey is None or any(survey.may_use(channel) for channel in PHONE_SCREENS)
