"""Every code that an interview can show has words, and none of them names an illness."""

from pathlib import Path

import pytest

from monitor.surveys.loader import load_survey
from monitor.web import interview_words

SURVEYS = sorted((Path(__file__).resolve().parents[3] / "config" / "surveys").glob("*.yaml"))
ILLNESS = ("depress", "disorder", "patholog", "anxiety", "suicid")


@pytest.mark.parametrize("path", SURVEYS, ids=lambda path: path.stem)
def test_every_band_and_dimension_has_words(path: Path) -> None:
    scoring = load_survey(path).scoring
    assert {band for _, band in scoring.bands} <= set(interview_words.VALUES)
    assert set(scoring.dimensions) <= set(interview_words.SCORES)
    assert scoring.label is None or scoring.label in interview_words.LABELS


def test_no_word_for_a_score_is_the_name_of_an_illness() -> None:
    said = " ".join((*interview_words.VALUES.values(), *interview_words.SCORES.values())).lower()
    assert not [word for word in ILLNESS if word in said]


def test_a_name_begins_with_what_staff_know_it_by() -> None:
    phq9 = load_survey(next(path for path in SURVEYS if path.stem == "phq9"))
    assert interview_words.name(phq9, "en") == "PHQ-9 · Nine questions"
    assert interview_words.name(phq9, "xx").startswith("PHQ-9 · ")
