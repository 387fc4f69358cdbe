"""No text that can stand on a phone says what this is about, or names a number that betrays."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from monitor.core.language import load_languages
from monitor.sms.public_menu import first_screen, load_public_menu
from monitor.sms.text import forbidden_words
from monitor.surveys.definition import Channel, Question, Survey
from monitor.surveys.loader import load_surveys

CONFIG = Path(__file__).resolve().parents[2] / "config"
LISTS: dict[str, list[str]] = yaml.safe_load(
    (CONFIG / "forbidden_words.yaml").read_text(encoding="utf-8")
)
WORDS = tuple(word for words in LISTS.values() for word in words)
LANGUAGES = load_languages(CONFIG / "languages")
ON_A_PHONE = {Channel.SMS, Channel.USSD}
DIGITS_THAT_DIAL = re.compile(r"\d(?: ?\d){2,}")

Text = tuple[str, str]


def of_languages() -> Iterator[Text]:
    """Yield every wording of every language."""
    for code, language in LANGUAGES.by_code.items():
        for template, wording in language.texts.items():
            yield f"{code} {template}", wording


def of_surveys() -> Iterator[Text]:
    """Yield whatever a survey shows on a phone, in every language."""
    for survey in load_surveys(CONFIG / "surveys").values():
        if ON_A_PHONE & {*survey.channels, *survey.channels_by_plan}:
            yield from of_survey(survey)


def of_survey(survey: Survey) -> Iterator[Text]:
    """Yield the texts of one survey."""
    for code, title in survey.titles.items():
        yield f"{survey.id} title {code}", title
    for question in survey.questions:
        yield from of_question(survey.id, question)


def of_question(survey: str, question: Question) -> Iterator[Text]:
    """Yield the texts of one question."""
    for texts in (question.texts, question.sms, *(option.labels for option in question.options)):
        for code, text in texts.items():
            yield f"{survey} {question.id} {code}", text


def of_the_code() -> Iterator[Text]:
    """Yield what anybody sees who dials the code."""
    menu = load_public_menu(CONFIG)
    yield "the code: first screen", first_screen(menu)
    yield "the code: other words", "\n".join((menu.prompt, menu.back, menu.ending))
    for label, answer in menu.choices:
        yield f"the code: {label}", answer


SHOWN = (*of_languages(), *of_surveys(), *of_the_code())


@pytest.mark.parametrize(("place", "text"), [pytest.param(*one, id=one[0]) for one in SHOWN])
def test_no_text_on_a_phone_says_what_this_is_about(place: str, text: str) -> None:
    assert forbidden_words(text, WORDS) == (), place


@pytest.mark.parametrize(("place", "text"), [pytest.param(*one, id=one[0]) for one in SHOWN])
def test_no_text_on_a_phone_names_a_number_to_dial(place: str, text: str) -> None:
    assert DIGITS_THAT_DIAL.search(text) is None, place


def test_every_language_we_write_in_has_its_list() -> None:
    assert set(LANGUAGES.by_code) <= set(LISTS)
    assert all(word.strip() for word in WORDS)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Your COUNSELLING is at ten", id="capitals, a longer word"),
        pytest.param("Habari ya Shelter?", id="English in a Swahili text"),
        pytest.param("Kikao cha ushauri nasáha", id="an accent"),
        pytest.param("MINISTRY", id="a sender"),
        pytest.param("Tukutane  nyumba\nsalama", id="torn apart"),
    ],
)
def test_the_watch_on_words_can_see(text: str) -> None:
    assert forbidden_words(text, WORDS)


@pytest.mark.parametrize(
    "text", ["Piga 116", "call 1195 now", "0800 722 203", "1 1 9", "dial 112."]
)
def test_the_watch_on_numbers_can_see(text: str) -> None:
    assert DIGITS_THAT_DIAL.search(text)
