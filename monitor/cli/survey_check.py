"""Every survey in every language over every channel: what it takes, and what does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from monitor.core.errors import Invalid
from monitor.core.language import Languages
from monitor.sms.text import Encoding, measure
from monitor.sms.ussd import LONGEST_BODY, problems, screen
from monitor.surveys.definition import Channel, Question, Survey
from monitor.surveys.engine import screen_of
from monitor.surveys.loader import load_survey
from monitor.surveys.presentation import body_of, sms_of
from monitor.surveys.questions import type_of


@dataclass(frozen=True, slots=True)
class Report:
    """A table to print, and what is wrong."""

    table: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One survey in one language over one channel."""

    result: str
    faults: tuple[str, ...] = ()


def check_files(directory: Path, languages: Languages) -> Report:
    """Check every file of a folder; a broken one does not hide the next."""
    table = [f"{'survey':<9} {'lang':<5} {'channel':<10} result"]
    faults: list[str] = []
    for path in sorted(directory.glob("*.yaml")):
        try:
            survey = load_survey(path)
        except Invalid as error:
            table.append(f"{path.stem[:9]:<9} {'':<5} {'':<10} cannot be read")
            faults.append(str(error))
            continue
        for language in survey.languages:
            for channel in Channel:
                row = check(survey, language, channel, languages=languages)
                table.append(f"{survey.id:<9} {language:<5} {channel:<10} {row.result}")
                faults += row.faults
    return Report(tuple(table), tuple(faults))


def check(survey: Survey, language: str, channel: Channel, *, languages: Languages) -> Row:
    """Return what one survey takes in one language over one channel."""
    if not survey.may_use(channel):
        return Row("not allowed")
    asked = tuple(each for each in survey.questions if type_of(each).ASKED)
    by_plan = ", by her plan" if survey.needs_plan_for(channel) else ""
    if channel is Channel.USSD:
        return _ussd(survey, language, asked, languages=languages)
    if channel is Channel.SMS:
        row = _sms(survey, language, asked, keys=languages.text("survey_keys", language))
        return Row(f"{row.result}{by_plan}", row.faults)
    return Row(f"{len(asked)} questions{by_plan}")


def ussd_pages(
    survey: Survey, question: Question, language: str, *, languages: Languages, notice: str = ""
) -> tuple[str, ...]:
    """Return the pages of one question as a phone shows them."""
    shown = screen_of(survey, question, language)
    keys = languages.text("survey_keys", language)
    return screen(
        body_of(shown, notice), shown.options, keys, language, paging=paging_of(languages)
    )


def paging_of(languages: Languages) -> dict[str, tuple[str, str]]:
    """Return the words for next page and back in every language that has them."""
    found = {}
    for code in languages.by_code:
        more, back = languages.wording("next_page", code), languages.wording("previous_page", code)
        if more is not None and back is not None:
            found[code] = (more, back)
    return found


def _ussd(
    survey: Survey, language: str, asked: tuple[Question, ...], *, languages: Languages
) -> Row:
    """Count the screens as they are, and check them also with the longest notice above."""
    again = languages.text("ask_again", language)
    pages: list[str] = []
    faults: list[str] = []
    for question in asked:
        plain = ussd_pages(survey, question, language, languages=languages)
        pages += plain
        noticed = ussd_pages(survey, question, language, languages=languages, notice=again)
        faults += _page_faults(f"{survey.id}.{question.id} ({language})", (*plain, *noticed))
    longest = max((len(page) for page in pages), default=0)
    return Row(f"{len(pages)} screens, longest {longest} of {LONGEST_BODY}", tuple(faults))


def _page_faults(place: str, pages: tuple[str, ...]) -> Iterator[str]:
    for page in dict.fromkeys(pages):
        for problem in problems(page):
            yield f"{place}: USSD screen: {problem}"


def _sms(survey: Survey, language: str, asked: tuple[Question, ...], *, keys: str) -> Row:
    faults = []
    longest = 0
    for question in asked:
        found = measure(sms_of(question, language, keys))
        longest = max(longest, found.units)
        if found.parts > 1 or found.encoding is not Encoding.GSM7:
            faults.append(
                f"{survey.id}.{question.id} ({language}): SMS of {found.parts} parts in "
                f"{found.encoding}, {found.units} units"
            )
    return Row(f"{len(asked)} SMS of one part, longest {longest} of 160", tuple(faults))
