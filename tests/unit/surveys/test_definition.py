"""What a definition says about itself."""

from pathlib import Path

import pytest

from monitor.core.errors import Forbidden, NotFound
from monitor.surveys.definition import Answer, Channel, State, wordings
from monitor.surveys.loader import load_surveys

SURVEYS = load_surveys(Path(__file__).resolve().parents[3] / "config" / "surveys")


def test_every_wording_of_a_survey_has_its_own_place() -> None:
    for survey in SURVEYS.values():
        places = [(each.place, each.language) for each in wordings(survey)]
        assert len(places) == len(set(places))
        assert all(each.text.strip() for each in wordings(survey))


def test_a_wording_names_survey_question_and_option() -> None:
    found = {(each.place, each.language): each.text for each in wordings(SURVEYS["core14"])}
    assert found["core14.c11.option.9", "sw"] == "Sina"
    assert found["core14.c1.text", "en"] == "Do you feel safe where you live?"


@pytest.mark.parametrize(
    ("state", "value", "stored"),
    [
        (State.GIVEN, 0, 0),
        (State.SKIPPED, None, "skipped"),
        (State.UNCLEAR, None, "unclear"),
        (State.NOT_APPLICABLE, 9, 9),
    ],
)
def test_an_answer_is_stored_as_its_value_or_its_state(
    state: State, value: int | None, stored: int | str
) -> None:
    assert Answer(state, value=value).stored == stored


def test_a_skip_is_never_critical() -> None:
    assert SURVEYS["core14"].question("c2").severity_of(Answer(State.SKIPPED)) is None


def test_a_missing_question_is_not_found() -> None:
    with pytest.raises(NotFound):
        SURVEYS["core14"].question("c15")


def test_a_channel_that_is_not_named_is_refused() -> None:
    with pytest.raises(Forbidden, match="phq9 may not be asked by sms"):
        SURVEYS["phq9"].require_channel(Channel.SMS)
