"""Wordings: read once, never mixed between languages, approved by their exact words."""

from pathlib import Path

import pytest

from monitor.core.errors import Invalid
from monitor.core.language import load_languages, wording_hash

CONFIG = Path(__file__).resolve().parents[3] / "config" / "languages"


def write(directory: Path, code: str, content: str) -> Path:
    (directory / f"{code}.yaml").write_text(content, encoding="utf-8")
    return directory


def test_every_language_we_ship_has_the_same_wordings() -> None:
    languages = load_languages(CONFIG)
    assert {"en", "sw"} <= set(languages.by_code)
    templates = {code: set(found.texts) for code, found in languages.by_code.items()}
    assert all(found == templates["en"] for found in templates.values())


def test_a_wording_is_filled_in_its_own_language() -> None:
    languages = load_languages(CONFIG)
    assert languages.text("invite", "sw", code="*384#") == "Habari. Ukipata nafasi piga *384#."


@pytest.mark.parametrize(
    ("template", "language"),
    [
        pytest.param("invite", "am", id="unknown language"),
        pytest.param("nothing", "sw", id="unknown wording"),
    ],
)
def test_what_is_not_translated_is_never_taken_from_another_language(
    template: str, language: str
) -> None:
    languages = load_languages(CONFIG)
    assert languages.wording(template, language) is None
    with pytest.raises(Invalid):
        languages.text(template, language)


def test_one_changed_letter_is_another_wording() -> None:
    assert wording_hash("Asante.") != wording_hash("Asante!")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("- a", id="a list"),
        pytest.param("name: X\ntexts: none", id="texts that are none"),
        pytest.param("name: X\ntexts: {a: 1}", id="a number"),
        pytest.param("name: X\ntexts: {a: ' '}", id="a blank text"),
        pytest.param("name: X\ntexts: {1: a}", id="a numbered template"),
        pytest.param("name: X\ntexts: {a: b}\nparts: [a]", id="parts that are a list"),
        pytest.param("name: X\ntexts: {a: b}\nparts: {a: 0}", id="no part at all"),
        pytest.param("name: X\ntexts: {a: b}\nparts: {a: true}", id="a part that is no number"),
    ],
)
def test_a_language_file_that_is_not_whole_is_named(tmp_path: Path, content: str) -> None:
    with pytest.raises(Invalid, match=r"languages/xx\.yaml"):
        load_languages(write(tmp_path, "xx", content))


def test_a_wording_may_say_that_it_takes_two_parts(tmp_path: Path) -> None:
    folder = write(tmp_path, "xx", "name: X\ntexts: {a: b, c: d}\nparts: {a: 2}")
    assert dict(load_languages(folder).by_code["xx"].parts) == {"a": 2}


def test_a_folder_without_languages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no language file"):
        load_languages(tmp_path)
