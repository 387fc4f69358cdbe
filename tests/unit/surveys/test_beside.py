"""What is left of a reply when the answer is taken out."""

from pathlib import Path

import pytest

from monitor.surveys.beside import words_beside
from monitor.surveys.loader import load_surveys

SURVEYS = load_surveys(Path(__file__).resolve().parents[3] / "config" / "surveys")


@pytest.mark.parametrize(
    ("place", "text", "beside"),
    [
        pytest.param("core14.c5", "Inatosha", "", id="an option's own word"),
        pytest.param("core14.c5", "1 inatosha!", "", id="number and own word"),
        pytest.param("core14.c5", "2", "", id="number"),
        pytest.param("core14.c5", "", "", id="nothing"),
        pytest.param("core14.c5", "1 acha", "acha", id="number and a word of hers"),
        pytest.param("core14.c2", "2. Amenipiga jana", "amenipiga jana", id="number and words"),
        pytest.param("core14.c2", "ndiyo amenipiga", "ndiyo amenipiga", id="no number"),
        pytest.param("core14.c1", "\x00\ud800", "", id="no letters at all"),
    ],
)
def test_only_what_is_no_answer_is_left(place: str, text: str, beside: str) -> None:
    survey, question = place.split(".")
    assert words_beside(SURVEYS[survey].question(question), text) == beside
