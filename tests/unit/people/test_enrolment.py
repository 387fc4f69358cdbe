"""What an enrolment must hold before it may go in."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from monitor.core.language import load_languages
from monitor.people.duress import ReservedWords
from monitor.people.enrolment import TrustedContactTerms, check_enrolment, is_name, pin_refusal
from tests.factories.people import a_plan, an_enrolment

LANGUAGES = load_languages(Path(__file__).resolve().parents[3] / "config" / "languages")
RESERVED = ReservedWords(same=frozenset({"hospitali"}))
TODAY = date(2026, 3, 2)
SISTER = TrustedContactTerms(name="Dada", number="+254700000007")


def broken_fields(**changes: Any) -> list[str]:
    problems = check_enrolment(
        an_enrolment(**changes), languages=LANGUAGES, reserved=RESERVED, on=TODAY
    )
    return [problem.field for problem in problems]


def test_an_enrolment_by_the_book_is_accepted() -> None:
    assert broken_fields() == []


def test_a_person_without_phone_plan_or_secrets_may_be_enrolled() -> None:
    changes = {"number": None, "plan": None, "pin": None, "danger_word": None}
    assert broken_fields(**changes, not_safe_word=None, consents=()) == []


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        pytest.param("code_name", {"code_name": ""}, id="empty code name"),
        pytest.param("code_name", {"code_name": "A" * 41}, id="over-long code name"),
        pytest.param("code_name", {"code_name": "A\x00b"}, id="NUL in code name"),
        pytest.param("code_name", {"code_name": "A\nb"}, id="line break in code name"),
        pytest.param("code_name", {"code_name": "<b>"}, id="markup in code name"),
        pytest.param("exit_date", {"exit_on": date(1999, 12, 31)}, id="long ago"),
        pytest.param("exit_date", {"exit_on": date(2062, 3, 2), "plan": None}, id="far ahead"),
        pytest.param("birth_year", {"birth_year": 2027}, id="born next year"),
        pytest.param("birth_year", {"birth_year": 1800}, id="born in 1800"),
        pytest.param("county", {"county": "x" * 41}, id="over-long county"),
        pytest.param("risk", {"risk_tier": "medium"}, id="risk"),
        pytest.param("content_level", {"content_level": "open"}, id="content level"),
        pytest.param("survey_channel", {"survey_channel": "sms"}, id="survey channel"),
        pytest.param("gender", {"gender": "female"}, id="gender"),
        pytest.param("services", {"services": ("legal", "food")}, id="services"),
        pytest.param("consents", {"consents": ("marketing",)}, id="consents"),
        pytest.param("language", {"language": "xx"}, id="language"),
        pytest.param("wording", {"wording": "checkin_z"}, id="unknown wording"),
        pytest.param("wording", {"wording": "stop_ok"}, id="a wording that is no check-in"),
        pytest.param("plan_expires", {"plan": a_plan(expires_on=date(2026, 3, 1))}, id="plan over"),
        pytest.param("consents", {"trusted_contact": SISTER}, id="trusted contact unasked"),
        pytest.param("pin", {"pin": "482"}, id="three digits"),
        pytest.param("pin", {"pin": "٤٨٢١"}, id="digits of another script"),
        pytest.param("pin", {"pin": "0000"}, id="trivial"),
        pytest.param("pin", {"pin": "1998"}, id="year of birth"),
        pytest.param("duress_pin", {"duress_pin": "4821"}, id="the same PIN twice"),
        pytest.param("duress_pin", {"duress_pin": "7777"}, id="trivial duress PIN"),
        pytest.param("duress_pin", {"pin": None, "duress_pin": "7305"}, id="duress PIN alone"),
        pytest.param("duress_1", {"danger_word": "embe"}, id="short danger word"),
        pytest.param("duress_2", {"not_safe_word": "hospitali"}, id="a word of the lexicon"),
    ],
)
def test_a_broken_rule_is_named_by_its_field(field: str, changes: dict[str, Any]) -> None:
    assert broken_fields(**changes) == [field]


def test_two_words_too_near_each_other_are_both_named() -> None:
    assert broken_fields(not_safe_word="maembo") == ["duress_1", "duress_2"]


def test_a_minor_is_enrolled_and_left_to_the_gate() -> None:
    assert broken_fields(birth_year=2012) == []


def test_no_message_repeats_a_value() -> None:
    bad = an_enrolment(
        code_name="Zx<q>", pin="483", danger_word="qwzx", wording="zzyzx", county="q<z"
    )
    problems = check_enrolment(bad, languages=LANGUAGES, reserved=RESERVED, on=TODAY)
    said = " ".join(problem.rule for problem in problems)
    assert len(problems) == 5
    assert not [value for value in ("Zx", "483", "qwzx", "zzyzx", "q<z") if value in said]


@pytest.mark.parametrize("pin", ["0000", "9999", "1234", "4321", "6789", "7890", "0123", "3210"])
def test_a_pin_that_somebody_beside_her_would_try_is_refused(pin: str) -> None:
    assert pin_refusal(pin) == "is too easy to guess"


@pytest.mark.parametrize("pin", ["4821", "0071", "1235", "9081"])
def test_any_other_pin_is_hers_to_choose(pin: str) -> None:
    assert pin_refusal(pin) is None


@pytest.mark.parametrize("name", ["Amani", "Amani 2", "Murang'a", "Taita-Taveta", "Ñandú", "7"])
def test_letters_of_any_language_make_a_name(name: str) -> None:
    assert is_name(name)
