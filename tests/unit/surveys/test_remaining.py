"""What is still to be asked."""

from pathlib import Path

import pytest

from monitor.surveys.definition import Answer, State
from monitor.surveys.loader import load_surveys
from monitor.surveys.remaining import has_weight_left, next_block, next_question, remaining_blocks

SURVEYS = load_surveys(Path(__file__).resolve().parents[3] / "config" / "surveys")
CORE14 = SURVEYS["core14"]
SKIPPED = Answer(State.SKIPPED)


@pytest.mark.parametrize("state", list(State))
def test_a_settled_question_is_never_next(state: State) -> None:
    found = next_question(CORE14, {"c1": Answer(state, value=1)}, "A")
    assert found is not None
    assert found.id == "c2"


def test_blocks_that_are_done_do_not_remain() -> None:
    done = dict.fromkeys(CORE14.block("B"), SKIPPED)
    assert remaining_blocks(CORE14, done) == ("A", "C")
    assert next_block(CORE14, done) == "A"


def test_a_survey_without_blocks_has_no_next_one() -> None:
    assert next_block(SURVEYS["phq2"], {}) is None


def test_a_skipped_gate_opens_nothing() -> None:
    cssrs = SURVEYS["cssrs"]
    found = next_question(cssrs, {"q1": SKIPPED, "q2": SKIPPED}, None)
    assert found is not None
    assert found.id == "q6"


@pytest.mark.parametrize(
    ("survey", "given", "expected"),
    [
        pytest.param("phq9", {f"q{at}": 0 for at in range(1, 9)}, True, id="a critical item"),
        pytest.param("phq9", {f"q{at}": 0 for at in range(1, 10)}, False, id="all of it"),
        pytest.param("cssrs", {"q1": "no"}, True, id="a gate"),
        pytest.param("cssrs", {"q1": "no", "q2": "yes"}, True, id="behind a gate"),
        pytest.param("pcptsd5", {}, True, id="behind a gate that is taken as open"),
        pytest.param("k6", {}, False, id="nothing hangs on one answer"),
    ],
)
def test_more_hangs_on_some_questions_than_their_own_answer(
    survey: str, given: dict[str, int | str], expected: bool
) -> None:
    answers = {question: Answer(State.GIVEN, value=value) for question, value in given.items()}
    assert has_weight_left(SURVEYS[survey], answers) is expected
