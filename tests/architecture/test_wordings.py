"""No wording has a place for her words, her name or a case: all that is filled in stands here."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from monitor.core.language import load_languages
from monitor.usecases.page_staff import URGENCY

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = load_languages(ROOT / "config" / "languages")
PLACES = {"invite": {"code"}, "page": {"severity"}}
"""The USSD code in an invitation; one word of urgency in a page. Nothing else is ever filled in."""

STAFF_TEXTS = {"page", "alarm"}


def places(wording: str) -> set[str]:
    """Return the names of the places in a wording.

    >>> places("Hi {name}")
    {'name'}
    """
    return {name for _, name, _, _ in Formatter().parse(wording) if name is not None}


def calls_of(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a function in the programme, with the file it stands in."""
    for path in sorted((ROOT / "monitor").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) == name:
                yield path.relative_to(ROOT / "monitor").as_posix(), node


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Return the value of a keyword of a call."""
    return next((word.value for word in call.keywords if word.arg == name), None)


@pytest.mark.parametrize("language", list(LANGUAGES.by_code))
def test_a_wording_has_no_place_for_anything_of_hers(language: str) -> None:
    found = {
        template: places(wording)
        for template, wording in LANGUAGES.by_code[language].texts.items()
        if places(wording)
    }
    assert found == PLACES


def test_staff_are_texted_in_two_fixed_wordings_filled_with_urgency_alone() -> None:
    sent = dict(calls_of("text_staff"))
    assert set(sent) == {"usecases/page_staff.py", "usecases/tell_alarms.py"}
    assert {ast.literal_eval(value) for value in _keywords(sent, "template")} == STAFF_TEXTS
    assert [ast.unparse(value) for value in _keywords(sent, "values")] == [
        "{'severity': URGENCY.get(page.severity, URGENCY[3])}"
    ]


def test_the_urgency_of_a_page_is_one_plain_word() -> None:
    assert set(URGENCY.values()) == {"NOW", "TODAY"}


def _keywords(sent: dict[str, ast.Call], name: str) -> list[ast.expr]:
    return [value for call in sent.values() if (value := keyword(call, name)) is not None]
