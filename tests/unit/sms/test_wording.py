"""Wordings that may go out, and those that may not."""

from pathlib import Path

import pytest

from monitor.core.errors import Invalid
from monitor.sms.wording import WordingRules, load_forbidden, wording_faults

FORBIDDEN = Path(__file__).resolve().parents[3] / "config" / "forbidden_words.yaml"
RULES = WordingRules(("shelter", "manusura"), appended=" Tuma ACHA kwa 22384.")


@pytest.mark.parametrize(
    ("wording", "parts", "first", "faults"),
    [
        pytest.param("Mambo?", 1, True, (), id="short"),
        pytest.param("a" * 139, 1, True, (), id="room for what is appended"),
        pytest.param(
            "a" * 140, 1, True,
            ("2 parts of gsm7, 1 allowed (with what the provider appends)",), id="no room",
        ),
        pytest.param("a" * 160, 1, False, (), id="never the first message"),
        pytest.param("a" * 161, 1, False, ("2 parts of gsm7, 1 allowed",), id="two parts"),
        pytest.param("a" * 161, 2, False, (), id="says that it takes two"),
        pytest.param("ĩ" * 71, 1, False, ("2 parts of ucs2, 1 allowed",), id="other letters"),
        pytest.param("’" * 100, 1, False, (), id="look-alikes are sent plain"),
        pytest.param("a" * 150 + "{code}", 1, False, ("2 parts of gsm7, 1 allowed",), id="filled"),
        pytest.param("SHELTER", 1, True, ("holds 'shelter'",), id="another language's word"),
        pytest.param("ya Manusura", 1, True, ("holds 'manusura'",), id="capitals"),
        pytest.param("{", 1, True, (), id="half a place"),
    ],
)  # fmt: skip
def test_only_a_short_wording_that_says_nothing_may_go_out(
    wording: str, parts: int, first: bool, faults: tuple[str, ...]
) -> None:
    assert wording_faults(wording, RULES, parts=parts, may_be_first=first) == faults


def test_the_words_of_every_language_are_forbidden_at_once() -> None:
    assert {"shelter", "makao"} <= set(load_forbidden(FORBIDDEN))


def test_a_list_of_words_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "forbidden_words.yaml"
    path.write_text("en: shelter", encoding="utf-8")
    with pytest.raises(Invalid, match=r"forbidden_words\.yaml: one list"):
        load_forbidden(path)
