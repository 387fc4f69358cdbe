"""Every survey in every language over every channel: what it takes, and what does not fit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.core.errors import Invalid
from monitor.core.language import Languages
from monitor.sms.text import Encoding, forbidden_words, measure
from monitor.sms.ussd import LONGEST_BODY, problems, screen
from monitor.sms.wording import WordingRules
from monitor.surveys.definition import Channel, Question, Survey, wordings
from monitor.surveys.engine import PHONE_SCREENS, screen_of
from monitor.surveys.loader import load_survey
from monitor.surveys.presentation import body_of
from monitor.surveys.questions import type_of
from monitor.usecases.word_question import word_question

HEADER = f"{'survey':<9} {'lang':<5} {'channel':<10} {'screens':>7} {'parts':>5} {'segments':>8}"


@dataclass(frozen=True, slots=True)
class Report:
    """A table to print, and what is wrong."""

    table: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One survey in one language over one channel; what it has none of is None."""

    note: str
    screens: int | None = None
    """Screens on a phone, or questions to be asked aloud."""
    parts: int | None = None
    """SMS parts of the longest message."""
    segments: int | None = None
    """What the whole survey costs where every question is asked once."""
    faults: tuple[str, ...] = ()

    def line(self, survey: str, language: str, channel: str) -> str:
        """Return the row as it is printed.

        >>> Row("not allowed").line("phq9", "sw", "sms")
        'phq9      sw    sms              -     -        -  not allowed'
        """
        counts = ("-" if n is None else str(n) for n in (self.screens, self.parts, self.segments))
        screens, parts, segments = counts
        place = f"{survey[:9]:<9} {language:<5} {channel:<10}"
        return f"{place} {screens:>7} {parts:>5} {segments:>8}  {self.note}".rstrip()


def check_files(directory: Path, languages: Languages, rules: WordingRules) -> Report:
    """Check every file of a folder; a broken one does not hide the next."""
    table = [HEADER]
    faults: list[str] = []
    for path in sorted(directory.glob("*.yaml")):
        try:
            survey = load_survey(path)
        except Invalid as error:
            table.append(Row("cannot be read").line(path.stem, "", ""))
            faults.append(str(error))
            continue
        faults += _betraying(survey, rules)
        for language in survey.languages:
            for channel in Channel:
                row = check(survey, language, channel, languages=languages)
                table.append(row.line(survey.id, language, channel))
                faults += row.faults
    return Report(tuple(table), tuple(faults))


def check(survey: Survey, language: str, channel: Channel, *, languages: Languages) -> Row:
    """Return what one survey takes in one language over one channel."""
    if not survey.may_use(channel):
        return Row("not allowed")
    asked = tuple(each for each in survey.questions if type_of(each).ASKED)
    by_plan = "by her plan" if survey.needs_plan_for(channel) else ""
    if channel is Channel.USSD:
        return _ussd(survey, language, asked, languages=languages)
    if channel is Channel.SMS:
        return _sms(survey, language, asked, languages=languages, note=by_plan)
    return Row(by_plan, screens=len(asked))


def ussd_pages(
    survey: Survey, question: Question, language: str, *, languages: Languages, notice: str = ""
) -> tuple[str, ...]:
    """Return the pages of one question as a phone shows them."""
    shown = screen_of(survey, question, language)
    keys = languages.text("survey_keys", language)
    return screen(
        body_of(shown, notice), shown.options, keys, language, paging=paging_of(languages)
    )


def paging_of(languages: Languages) -> Mapping[str, tuple[str, str]]:
    """Return the words for next page and back in every language that has them."""
    found = {}
    for code in languages.by_code:
        more, back = languages.wording("next_page", code), languages.wording("previous_page", code)
        if more is not None and back is not None:
            found[code] = (more, back)
    return found


def _betraying(survey: Survey, rules: WordingRules) -> Iterator[str]:
    """Name words that nobody may read on her phone; a caseworker's page may hold them."""
    if not any(survey.may_use(channel) for channel in PHONE_SCREENS):
        return
    for wording in wordings(survey):
        for word in forbidden_words(wording.text, rules.forbidden):
            yield f"{wording.place} ({wording.language}): holds {word!r}"


def _ussd(
    survey: Survey, language: str, asked: tuple[Question, ...], *, languages: Languages
) -> Row:
    """Count the screens as they are, and check them also with the longest notice above."""
    again = languages.text("ask_again", language)
    pages: list[str] = []
    faults: list[str] = []
    for question in asked:
        place = f"{survey.id}.{question.id} ({language})"
        try:
            plain = ussd_pages(survey, question, language, languages=languages)
            noticed = ussd_pages(survey, question, language, languages=languages, notice=again)
        except Invalid as refused:
            faults.append(f"{place}: {refused}")
            continue
        pages += plain
        faults += _page_faults(place, (*plain, *noticed))
    longest = max((len(page) for page in pages), default=0)
    sessions = len(survey.blocks) or 1
    note = f"longest {longest} of {LONGEST_BODY}, {sessions} session{'s' * (sessions > 1)}"
    return Row(note, screens=len(pages), faults=tuple(faults))


def _page_faults(place: str, pages: tuple[str, ...]) -> Iterator[str]:
    for page in dict.fromkeys(pages):
        for problem in problems(page):
            yield f"{place}: USSD screen: {problem}"


def _sms(
    survey: Survey, language: str, asked: tuple[Question, ...], *, languages: Languages, note: str
) -> Row:
    faults = []
    measured = []
    for question in asked:
        found = measure(word_question(question, language, languages=languages))
        measured.append(found)
        if found.parts > 1 or found.encoding is not Encoding.GSM7:
            faults.append(
                f"{survey.id}.{question.id} ({language}): SMS of {found.parts} parts in "
                f"{found.encoding}, {found.units} units"
            )
    longest = max(each.units for each in measured)
    return Row(
        ", ".join(part for part in (f"longest {longest} of 160", note) if part),
        screens=len(asked),
        parts=max(each.parts for each in measured),
        segments=sum(each.parts for each in measured),
        faults=tuple(faults),
    )
