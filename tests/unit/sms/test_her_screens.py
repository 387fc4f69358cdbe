from pathlib import Path

import pytest

from monitor.core.errors import Invalid
from monitor.core.language import load_languages
from monitor.sms.her_screens import CONFIRMED, WORDINGS, Words, body_at, turned, words_in
from monitor.sms.ussd import LONGEST_BODY, problems

LANGUAGES = load_languages(Path(__file__).resolve().parents[3] / "config" / "languages")
NOTICES = (None, "ack", "ack_call", "ack_later", "ask_again")
MENUS = (
    ["how", "pause", "stop"],
    ["how", "questions", "pause", "stop"],
    ["how", "resume", "pause", "stop"],
    ["how", "resume", "restart"],
)
PLACES = (
    *({"screen": "menu", "items": items} for items in MENUS),
    {"screen": "how"},
    *({"screen": name} for name in CONFIRMED),
)


@pytest.mark.parametrize("language", sorted(LANGUAGES.by_code))
def test_every_screen_fits_one_page_in_every_language(language: str) -> None:
    words = words_in(LANGUAGES, language)
    for place in PLACES:
        for notice in NOTICES:
            body = body_at(words, {**place, "notice": notice})
            assert problems(body) == ()
            assert turned(words, {**place, "notice": notice}, "7") is None


@pytest.mark.parametrize("language", sorted(LANGUAGES.by_code))
def test_the_key_for_a_call_stands_on_every_screen(language: str) -> None:
    words = words_in(LANGUAGES, language)
    for place in PLACES:
        assert words["ussd_help"] in body_at(words, place)


def test_a_longer_wording_is_paged_and_pages_turn() -> None:
    words = Words("en", {name: f"{name} and many more words" for name in WORDINGS})
    place = {"screen": "menu", "items": ["how", "resume", "pause", "stop"]}
    second = turned(words, place, "7")
    assert second is not None
    assert body_at(words, second) != body_at(words, place)
    assert len(body_at(words, second)) <= LONGEST_BODY
    back = turned(words, second, "77")
    assert back is not None
    assert body_at(words, back) == body_at(words, place)


def test_a_language_without_all_wordings_is_refused() -> None:
    with pytest.raises(Invalid, match="not worded"):
        words_in(LANGUAGES, "luo")
