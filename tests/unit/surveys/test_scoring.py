"""Scores of the shipped instruments, by the vectors of the field's own documents."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import Invalid
from monitor.surveys.answers import accept, critical_answers
from monitor.surveys.definition import Scoring
from monitor.surveys.loader import load_surveys
from monitor.surveys.scoring import About, Score, display, proven, score

SURVEYS = load_surveys(Path(__file__).resolve().parents[3] / "config" / "surveys")
WOMAN, MAN = About(gender="f"), About(gender="m")


def numbered(*values: object) -> dict[str, object]:
    return {f"q{at}": value for at, value in enumerate(values, start=1)}


CORE14_BEST = {f"c{at}": 1 for at in range(1, 15)} | {"c11": 9}
CORE14_MIXED = {
    "c1": 2, "c2": 1, "c3": 1, "c4": 2, "c5": 2, "c6": 2, "c7": 1, "c8": 2, "c9": 3, "c10": 2,
    "c11": 9, "c12": 3, "c13": 3, "c14": 2,
}  # fmt: skip


@pytest.mark.parametrize(
    ("survey", "values", "about", "expected"),
    [
        pytest.param("who5", numbered(5, 5, 5, 5, 5), None, {"raw": 25, "index": 100}, id="best"),
        pytest.param(
            "who5", numbered(3, 2, 3, 2, 2), None,
            {"raw": 12, "index": 48, "band": "low", "screen": "positive"}, id="WHO-5 low",
        ),
        pytest.param(
            "who5", numbered(1, 1, 2, 2, 1), None,
            {"raw": 7, "index": 28, "band": "likely_depression"}, id="WHO-5 very low",
        ),
        pytest.param(
            "who5", numbered(3, 3, 3, 2, 2), None,
            {"raw": 13, "index": 52, "band": "not_low", "screen": "negative"}, id="WHO-5 not low",
        ),
        pytest.param(
            "who5", numbered(3, None, 3, 2, 2), None,
            {"raw": "incomplete", "index": "incomplete", "band": "incomplete"}, id="WHO-5 skip",
        ),
        pytest.param(
            "phq2", numbered(0, 1), None, {"total": 1, "screen": "negative"},
            id="PHQ-2 1",
        ),
        pytest.param(
            "phq2", numbered(1, 1), None, {"total": 2, "screen": "note"},
            id="PHQ-2 2",
        ),
        pytest.param(
            "phq2", numbered(1, 2), None, {"total": 3, "screen": "positive"},
            id="PHQ-2 3",
        ),
        pytest.param(
            "gad2", numbered(1, 2), None, {"total": 3, "screen": "positive"},
            id="GAD-2 3",
        ),
        pytest.param(
            "gad2", numbered(1, 1), None, {"total": 2, "screen": "negative"},
            id="GAD-2 2",
        ),
        pytest.param(
            "phq9", numbered(*[1] * 9), About(age=30),
            {"total": 9, "band": "mild", "screen": "negative"}, id="PHQ-9 adult",
        ),
        pytest.param(
            "phq9", numbered(*[1] * 9), About(age=16),
            {"total": 9, "band": "mild", "screen": "positive"}, id="PHQ-9 adolescent",
        ),
        pytest.param(
            "phq9", numbered(2, 2, 1, 1, 1, 1, 1, 1, 0), None,
            {"total": 10, "band": "moderate", "screen": "positive"}, id="PHQ-9 moderate",
        ),
        pytest.param(
            "pcptsd5", {"gate": "yes", **numbered("yes", "yes", "yes", "no", "no")}, WOMAN,
            {"total": 3, "screen": "positive"}, id="PC-PTSD-5 woman",
        ),
        pytest.param(
            "pcptsd5", {"gate": 1, **numbered(1, 1, 1, 0, 0)}, MAN,
            {"total": 3, "screen": "negative"}, id="PC-PTSD-5 man",
        ),
        pytest.param(
            "pcptsd5", {"gate": "no"}, WOMAN,
            {"total": 0, "screen": "negative"}, id="PC-PTSD-5 gate shut",
        ),
        pytest.param(
            "pcptsd5", numbered(True, True, True, True, True), None,
            {"total": 5, "screen": "positive"}, id="PC-PTSD-5 gate taken as yes",
        ),
        pytest.param(
            "pcptsd5", numbered("yes", "yes"), WOMAN,
            {"total": "incomplete", "screen": "incomplete"}, id="PC-PTSD-5 half",
        ),
        pytest.param(
            "k6", numbered(3, 2, 2, 2, 2, 2), None,
            {"total": 13, "band": "serious_distress", "screen": "positive"}, id="K6 13",
        ),
        pytest.param("hhs", numbered(0, 1, 0), None, {"total": 1, "band": "little"}, id="HHS 1"),
        pytest.param("hhs", numbered(2, 1, 0), None, {"total": 3, "band": "moderate"}, id="HHS 3"),
        pytest.param("hhs", numbered(2, 2, 2), None, {"total": 6, "band": "severe"}, id="HHS 6"),
        pytest.param(
            "osss3", numbered(1, 3, 4), None, {"total": 8, "band": "poor"},
            id="OSSS 8",
        ),
        pytest.param(
            "osss3", numbered(3, 3, 3), None, {"total": 9, "band": "moderate"},
            id="OSSS 9",
        ),
        pytest.param(
            "osss3", numbered(4, 5, 5), None, {"total": 14, "band": "strong"},
            id="OSSS 14",
        ),
        pytest.param(
            "hits", numbered(2, 3, 3, 2), None, {"total": 10, "screen": "negative"}, id="HITS 10"
        ),
        pytest.param(
            "hits", numbered(3, 3, 3, 2), None, {"total": 11, "screen": "positive"}, id="HITS 11"
        ),
        pytest.param(
            "ehits", numbered(2, 2, 1, 1, 1), None,
            {"total": 7, "screen": "positive"}, id="E-HITS 7",
        ),
        pytest.param(
            "cssrs", {"q1": "no", "q2": "no", "q6": "ever"}, None,
            {"band": "moderate", "screen": "positive"}, id="C-SSRS act long ago",
        ),
        pytest.param(
            "cssrs", {"q1": "no", "q2": "no", "q6": "3m"}, None, {"band": "high"},
            id="C-SSRS recent act",
        ),
        pytest.param("cssrs", {"q4": "yes"}, None, {"band": "high"}, id="C-SSRS intention alone"),
        pytest.param(
            "cssrs", {"q1": "yes", "q2": "no", "q6": "no"}, None, {"band": "low"},
            id="C-SSRS wish only",
        ),
        pytest.param(
            "cssrs", {"q1": "no", "q2": "no", "q6": "no"}, None,
            {"band": "none", "screen": "negative"}, id="C-SSRS nothing",
        ),
        pytest.param(
            "cssrs", {"q1": "yes", "q2": "yes", "q6": "no"}, None, {"band": "incomplete"},
            id="C-SSRS not asked on",
        ),
        pytest.param(
            "core14", CORE14_BEST, None,
            {"safety": 1, "economic": 1, "social": 1, "psych": 1, "composite": 1}, id="all best",
        ),
        pytest.param(
            "core14", CORE14_MIXED, None,
            {"safety": 2.75 / 3, "economic": 0.6675, "social": 0.5, "psych": 0.5,
             "composite": (2.75 / 3 + 0.6675 + 1) / 4}, id="mixed",
        ),
        pytest.param(
            "core14", {"c1": 2, "c2": 1, "c12": 1}, None,
            {"safety": 0.875, "economic": "incomplete", "psych": "incomplete",
             "composite": "incomplete"}, id="two of three are enough, one is not",
        ),
        pytest.param(
            "core14", {"c8": 1, "c11": 9}, None, {"social": "incomplete"}, id="one of three left",
        ),
        pytest.param(
            "aso", numbered(2, 3, 4, 3, 3, 3, 3, 3), None,
            {"safety": 3, "composite": 3, "band": "restored"}, id="ASO on the threshold",
        ),
        pytest.param("checkin", {"q1": 2}, None, {}, id="a check-in has no score"),
    ],
)  # fmt: skip
def test_a_vector_gives_its_scores(
    survey: str, values: Mapping[str, object], about: About | None, expected: Mapping[str, object]
) -> None:
    definition = SURVEYS[survey]
    scores = score(definition, accept(definition, values), about or About())
    assert {name: scores[name] for name in expected} == pytest.approx(dict(expected))


@pytest.mark.parametrize(
    ("values", "screen"),
    [
        pytest.param({"q1": "yes"}, "positive", id="a wish"),
        pytest.param({"q1": None, "q2": "yes"}, "positive", id="thoughts"),
        pytest.param({"q1": "yes", "q2": "yes", "q3": "yes"}, "positive", id="how, then no more"),
        pytest.param({"q2": None, "q6": "ever"}, "positive", id="an act long ago"),
        pytest.param(
            {**numbered("yes", "yes", "yes", "no", "no"), "q6": None}, "positive",
            id="the last one left out",
        ),
        pytest.param({"q1": "no", "q2": None, "q6": "no"}, "incomplete", id="no yes so far"),
    ],
)  # fmt: skip
def test_a_yes_about_suicide_asks_for_a_talk_though_something_is_missing(
    values: Mapping[str, object], screen: str
) -> None:
    scores = score(SURVEYS["cssrs"], accept(SURVEYS["cssrs"], values))
    assert dict(scores) == {"band": "incomplete", "screen": screen}


@pytest.mark.parametrize(
    ("survey", "values", "about", "expected"),
    [
        pytest.param("ehits", numbered(5, 5, 5, 5, None), None, "positive", id="E-HITS"),
        pytest.param("hits", numbered(5, 5, 5, None), None, "positive", id="HITS"),
        pytest.param("hits", numbered(3, 3, 3, None), None, None, id="HITS not reached"),
        pytest.param("phq9", numbered(3, 3, 3, 1), None, "positive", id="PHQ-9"),
        pytest.param("phq9", numbered(3, 3, 3), None, None, id="PHQ-9 not reached"),
        pytest.param("phq2", numbered(3, None), None, "positive", id="PHQ-2"),
        pytest.param("who5", numbered(0, 0, None), None, None, id="WHO-5 proves nothing"),
        pytest.param("core14", {"c1": 5}, None, None, id="Core-14 proves nothing"),
        pytest.param("pcptsd5", {"q1": "yes", "q2": "yes", "q3": "yes"}, WOMAN, "positive",
                     id="a woman's cut-off"),
        pytest.param("pcptsd5", {"q1": "yes", "q2": "yes", "q3": "yes"}, MAN, None,
                     id="a man's cut-off"),
    ],
)  # fmt: skip
def test_points_over_a_cut_off_stay_over_it_whatever_is_missing(
    survey: str, values: Mapping[str, object], about: About | None, expected: str | None
) -> None:
    answers = accept(SURVEYS[survey], values)
    assert proven(SURVEYS[survey], answers, about or About()).get("screen") == expected
    if survey in ("ehits", "hits", "phq9", "phq2", "pcptsd5"):
        assert score(SURVEYS[survey], answers, about or About())["total"] == "incomplete"


def test_the_mixed_vector_is_shown_rounded_half_up() -> None:
    scores = score(SURVEYS["core14"], accept(SURVEYS["core14"], CORE14_MIXED))
    assert [display(value) for value in scores.values()] == ["0.92", "0.67", "0.50", "0.50", "0.65"]


@pytest.mark.parametrize(
    ("survey", "values", "expected"),
    [
        pytest.param("core14", {"c1": 5}, [("c1", 3)], id="not safe at home"),
        pytest.param("core14", {"c2": 2, "c3": 2}, [("c2", 4), ("c3", 4)], id="followed, confined"),
        pytest.param("core14", {"c4": 4, "c7": 3}, [("c4", 3), ("c7", 3)], id="no food, no bed"),
        pytest.param("core14", {"c1": 4, "c4": 3, "c7": 2}, [], id="bad is not yet critical"),
        pytest.param("phq9", {"q9": 1}, [("q9", 4)], id="item 9 whatever the total"),
        pytest.param("cssrs", {"q6": "3m"}, [("q6", 4)], id="recent act pages"),
        pytest.param("cssrs", {"q6": "ever"}, [], id="act long ago does not page"),
    ],
)
def test_critical_answers_are_named_with_their_severity(
    survey: str, values: Mapping[str, object], expected: list[tuple[str, int]]
) -> None:
    definition = SURVEYS[survey]
    found = critical_answers(definition, accept(definition, values))
    assert [(each.question, each.severity) for each in found] == expected


def test_rss_scores_say_whose_weights_they_are() -> None:
    assert SURVEYS["rss"].scoring.label == "project weights, not IOM's"


def test_rss_dimensions_are_means_of_equal_weight() -> None:
    definition = SURVEYS["rss"]
    best = {
        question.id: max(option.value for option in question.options if option.key != 9)
        for question in definition.questions
        if question.options
    }
    scores = score(definition, accept(definition, best))
    assert dict(scores) == {"economic": 1.0, "social": 1.0, "psych": 1.0, "composite": 1.0}


def test_an_unknown_recipe_is_refused() -> None:
    definition = replace(SURVEYS["phq2"], scoring=Scoring(recipe="magic"))
    with pytest.raises(Invalid, match="phq2: no scoring recipe"):
        score(definition, {})


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(0.125, "0.13", id="half goes up"),
        pytest.param(0.005, "0.01", id="half of the smallest"),
        pytest.param(0.6675, "0.67", id="three quarters"),
        pytest.param(48, "48", id="whole number"),
        pytest.param("incomplete", "incomplete", id="no number"),
    ],
)
def test_a_score_is_rounded_half_up_for_the_eye(value: Score, shown: str) -> None:
    assert display(value) == shown


def test_a_recipe_is_none_unless_named() -> None:
    assert Scoring().recipe == "none"


@given(st.data())
def test_a_core14_dimension_stays_between_nothing_and_one(data: st.DataObject) -> None:
    definition = SURVEYS["core14"]
    values = {
        question.id: data.draw(
            st.sampled_from([None, *(option.value for option in question.options)])
        )
        for question in definition.questions
    }
    for value in score(definition, accept(definition, values)).values():
        assert value == "incomplete" or 0 <= float(value) <= 1
