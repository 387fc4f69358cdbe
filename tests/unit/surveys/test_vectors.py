"""Vectors: what is compared, and how a wrong one is named."""

from pathlib import Path

import pytest

from monitor.surveys.loader import load_surveys
from monitor.surveys.scoring import About
from monitor.surveys.vectors import Vector, difference, load_vectors

CONFIG = Path(__file__).resolve().parents[3] / "config"
SURVEYS = load_surveys(CONFIG / "surveys")


@pytest.mark.parametrize(
    "vector",
    [pytest.param(each, id=each.name) for each in load_vectors(CONFIG / "scoring_vectors.yaml")],
)
def test_a_shipped_vector_comes_out(vector: Vector) -> None:
    assert difference(SURVEYS[vector.survey], vector) == ""


def test_every_survey_with_scores_has_a_vector() -> None:
    covered = {vector.survey for vector in load_vectors(CONFIG / "scoring_vectors.yaml")}
    assert covered == {each.id for each in SURVEYS.values() if each.scoring.recipe != "none"}


@pytest.mark.parametrize(
    ("answers", "scores", "critical", "said"),
    [
        pytest.param((1, 1), {"total": "3"}, {}, "total is 2, not 3", id="score"),
        pytest.param((1, 1), {"mean": "1"}, {}, "mean is missing, not 1", id="no such score"),
        pytest.param((1,), {}, {}, "phq2 has 2 questions, not 1", id="too few answers"),
        pytest.param((1, 5), {}, {}, "q2 does not take this value", id="no such value"),
        pytest.param((1, 1), {}, {"q1": 4}, "critical is nothing, not {'q1': 4}", id="critical"),
    ],
)
def test_a_vector_that_does_not_come_out_says_why(
    answers: tuple[int, ...], scores: dict[str, str], critical: dict[str, int], said: str
) -> None:
    vector = Vector("a", "phq2", answers, About(), scores, critical)
    assert difference(SURVEYS["phq2"], vector) == said
