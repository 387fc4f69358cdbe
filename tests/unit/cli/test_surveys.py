"""What `surveys answer` and `surveys score` say for one line."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from monitor.cli.surveys import about_of, answered, scored
from monitor.core.errors import Invalid
from monitor.surveys.loader import load_surveys

SURVEYS = load_surveys(Path(__file__).resolve().parents[3] / "config" / "surveys")


@pytest.mark.parametrize(
    ("survey", "question", "text", "expected"),
    [
        pytest.param("who5", "q1", "6", {"value": 5}, id="shown 6 is stored 5"),
        pytest.param("phq2", "q1", "1", {"value": 0}, id="shown 1 is stored 0"),
        pytest.param("core14", "c4", "mara 3-10", {"value": 3}, id="own words with numbers"),
        pytest.param("core14", "c11", "9", {"value": 9}, id="not applicable"),
        pytest.param("core14", "c1", "0", {"value": "call_me"}, id="call me"),
        pytest.param("core14", "c1", "nipigie", {"value": "call_me"}, id="call me in words"),
        pytest.param("core14", "c1", "8", {"value": "skipped"}, id="skip"),
        pytest.param("core14", "c1", "ruka", {"value": "skipped"}, id="skip in words"),
        pytest.param("core14", "c1", "9", {"not_understood": True}, id="no n/a here"),
        pytest.param("core14", "c1", "7", {"not_understood": True}, id="page key"),
        pytest.param("core14", "c1", "", {"not_understood": True}, id="blank"),
        pytest.param("core14", "c1", "1 au 2", {"not_understood": True}, id="two answers"),
        pytest.param("checkin", "q1", "sawa", {"value": 1}, id="own word"),
        pytest.param("checkin", "q1", "3", {"value": 3}, id="call me as an option"),
        pytest.param("hhs", "q1", "often", {"value": 2}, id="word of the instrument"),
        pytest.param("cssrs", "q6", "3", {"value": "3m"}, id="stored word"),
        pytest.param("pcptsd5", "q1", "ndio", {"value": "yes"}, id="yes"),
    ],
)
def test_a_reply_becomes_its_stored_value(
    survey: str, question: str, text: str, expected: Mapping[str, object]
) -> None:
    assert answered(SURVEYS[survey].question(question), "sw", {"text": text}) == expected


@pytest.mark.parametrize("asked", [{}, {"text": 3}, {"text": None}])
def test_a_line_without_a_text_is_refused(asked: Mapping[str, object]) -> None:
    with pytest.raises(Invalid, match="'text' must be a string"):
        answered(SURVEYS["checkin"].question("q1"), "sw", asked)


def test_scores_and_critical_answers_come_together() -> None:
    asked = {"answers": {"c1": 5, "c2": 2, "c3": 1}}
    found = scored(SURVEYS["core14"], asked)
    assert found["critical"] == [
        {"question": "c1", "severity": 3},
        {"question": "c2", "severity": 4},
    ]
    assert found["scores"] == {
        "safety": pytest.approx(1 / 3),
        "economic": "incomplete",
        "social": "incomplete",
        "psych": "incomplete",
        "composite": "incomplete",
    }


def test_a_cut_off_takes_the_person_into_account() -> None:
    answers = {"gate": "yes", "q1": 1, "q2": 1, "q3": 1, "q4": 0, "q5": 0}
    woman = scored(SURVEYS["pcptsd5"], {"answers": answers, "about": {"gender": "f", "age": 34}})
    man = scored(SURVEYS["pcptsd5"], {"answers": answers, "about": {"gender": "m"}})
    assert woman["scores"] == {"total": 3, "screen": "positive"}
    assert man["scores"] == {"total": 3, "screen": "negative"}


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        pytest.param({}, "'answers' must be an object", id="nothing"),
        pytest.param({"answers": [1]}, "'answers' must be an object", id="list"),
        pytest.param({"answers": {"q9": 1}}, "phq2 has no question 'q9'", id="unknown question"),
        pytest.param({"answers": {"q1": 4}}, "q1 does not take this value", id="out of range"),
        pytest.param({"answers": {"q1": "2"}}, "q1 does not take this value", id="string"),
        pytest.param({"answers": {}, "about": "f"}, "'about' takes gender and age", id="about"),
    ],
)
def test_a_bad_line_is_refused(asked: Mapping[str, object], problem: str) -> None:
    with pytest.raises(Invalid, match=problem):
        scored(SURVEYS["phq2"], asked)


@pytest.mark.parametrize(
    "raw", [{"gender": "w"}, {"age": "34"}, {"age": -1}, {"age": True}, {"name": "x"}, []]
)
def test_what_is_not_known_about_people_is_refused(raw: object) -> None:
    with pytest.raises(Invalid):
        about_of(raw)
