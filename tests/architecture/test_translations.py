"""Every word of every page is there in Swahili, and the catalogue holds no word too many."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask

WEB = Path(__file__).resolve().parents[2] / "monitor" / "web"
SWAHILI = WEB / "translations" / "sw" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
KEYWORDS = {**DEFAULT_KEYWORDS, "marked": None}
PLACE = re.compile(r"%\(\w+\)[sd]")
NEVER_SHOWN = ("shelter", "traffick", "survivor", "victim", "manusura", "usafirishaji haramu")

Message = str | tuple[str, ...]


def first(message: Message) -> str:
    """Return the text a catalogue files a message under."""
    return message if isinstance(message, str) else message[0]


def texts_of(value: object) -> tuple[str, ...]:
    """Return the forms of a translation."""
    return tuple(value) if isinstance(value, list | tuple) else (str(value or ""),)


@pytest.fixture(scope="module")
def written() -> dict[str, Message]:
    """Every text of the pages, out of the code and the templates."""
    found = extract_from_dir(WEB, METHODS, OPTIONS, KEYWORDS)
    return {first(message): message for _file, _line, message, _comments, _context in found}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """The Swahili catalogue."""
    with SWAHILI.open("rb") as texts:
        return read_po(texts, locale="sw")


def test_the_catalogue_holds_exactly_what_the_pages_say(
    written: dict[str, Message], catalogue: Catalog
) -> None:
    kept = {first(message.id) for message in catalogue if message.id}
    assert sorted(set(written) - kept) == []
    assert sorted(kept - set(written)) == []


def test_every_text_is_translated_and_none_is_a_guess(catalogue: Catalog) -> None:
    unsure = [
        first(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not all(texts_of(message.string)))
    ]
    assert unsure == []


def test_a_translation_fills_the_same_places(catalogue: Catalog) -> None:
    wrong = [
        first(message.id)
        for message in catalogue
        if message.id
        for text in texts_of(message.string)
        if set(PLACE.findall(text)) != set(PLACE.findall(first(message.id)))
    ]
    assert wrong == []


def test_no_word_on_screen_says_what_this_is_about(
    written: dict[str, Message], catalogue: Catalog
) -> None:
    translated = [text for message in catalogue if message.id for text in texts_of(message.string)]
    shown = " ".join((*written, *translated)).lower()
    assert [word for word in NEVER_SHOWN if word in shown] == []


def test_a_page_speaks_the_language_of_the_browser(app: Flask) -> None:
    client = app.test_client()
    assert "Nenosiri" in client.get("/login", headers={"Accept-Language": "sw-KE"}).text
    assert "Password" in client.get("/login", headers={"Accept-Language": "en-GB"}).text
    assert "Nenosiri" in client.get("/login", headers={"Accept-Language": "fr"}).text
