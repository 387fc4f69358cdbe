"""Every screen that anybody can see fits every network: each survey, language, notice and menu."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from monitor.core.language import load_languages
from monitor.sms.her_screens import CONFIRMED, HOW, MENU, Words, body_at, turned, words_in
from monitor.sms.public_menu import first_screen, load_public_menu, next_screen
from monitor.sms.ussd import NEXT_KEY, problems
from monitor.sms.ussd_step import Place
from monitor.surveys.definition import Channel, Survey
from monitor.surveys.engine import Notice, screen_of
from monitor.surveys.loader import load_surveys
from monitor.surveys.questions import type_of
from monitor.usecases.show_question import question_pages

CONFIG = Path(__file__).resolve().parents[2] / "config"
LANGUAGES = load_languages(CONFIG / "languages")
SURVEYS = load_surveys(CONFIG / "surveys")
PROMISES = ("ack_call", "ack_later")
NOTICES = (None, "ack", *PROMISES, "ask_again")
SHOWN = [
    pytest.param(survey, language, id=f"{survey.id}-{language}")
    for survey in SURVEYS.values()
    if survey.may_use(Channel.USSD)
    for language in survey.languages
]
FEWEST_SURVEYS = 5


def pages_of(survey: Survey, words: Words) -> Iterator[tuple[str, ...]]:
    """Yield the pages of every question, as it is and under each notice."""
    for question in survey.questions:
        if not type_of(question).ASKED:
            continue
        for notice, promise in product((None, *Notice), PROMISES):
            shown = screen_of(survey, question, words.language, notice=notice)
            yield question_pages(words, shown, promise)


def places() -> Iterator[Place]:
    """Yield every screen of her menu, with every notice above it."""
    asked, held = ((), ("questions",), ("resume",)), (("pause", "stop"), ("restart",))
    found: list[Place] = [{"screen": name} for name in (HOW, *CONFIRMED)]
    found += [{"screen": MENU, "items": ["how", *one, *two]} for one, two in product(asked, held)]
    for place in found:
        for notice in NOTICES:
            yield {**place, "notice": notice}


def test_there_are_surveys_to_look_at() -> None:
    assert len({survey.id for survey in SURVEYS.values() if survey.may_use(Channel.USSD)}) >= (
        FEWEST_SURVEYS
    )


@pytest.mark.parametrize(("survey", "language"), SHOWN)
def test_every_page_of_every_question_fits_and_names_its_keys(
    survey: Survey, language: str
) -> None:
    words = words_in(LANGUAGES, language)
    for pages in pages_of(survey, words):
        for page in pages:
            assert problems(page) == ()
            assert words["survey_keys"] in page


@pytest.mark.parametrize("language", sorted(LANGUAGES.by_code))
def test_every_page_of_her_menu_fits_and_names_its_keys(language: str) -> None:
    words = words_in(LANGUAGES, language)
    for place in places():
        page: Place | None = place
        last = None
        while page is not None and page != last:
            assert problems(body_at(words, page)) == ()
            assert words["ussd_help"] in body_at(words, page)
            last, page = page, turned(words, page, NEXT_KEY)
    assert problems(words["ussd_end"]) == ()


def test_every_screen_of_the_public_face_fits() -> None:
    menu = load_public_menu(CONFIG)
    typed = ("", "9", "4821", *(str(key + 1) for key in range(len(menu.choices))))
    for body in (first_screen(menu), menu.ending, *(next_screen(menu, entry) for entry in typed)):
        assert problems(body) == ()
