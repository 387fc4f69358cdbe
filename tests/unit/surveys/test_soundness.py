"""Which channels a survey may name at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.surveys.definition import Channel, Question
from monitor.surveys.loader import load_surveys
from monitor.surveys.soundness import faults

SURVEYS = load_surveys(Path(__file__).resolve().parents[3] / "config" / "surveys")
VOICE_ONLY = ["phq9", "pcptsd5", "k6", "hits", "ehits", "cssrs", "rss", "aso"]


@pytest.mark.parametrize("survey", VOICE_ONLY)
@pytest.mark.parametrize("channel", [Channel.SMS, Channel.USSD])
def test_no_file_can_put_a_hard_survey_on_a_screen(survey: str, channel: Channel) -> None:
    opened = replace(SURVEYS[survey], channels=(channel,))
    assert f"channels: {channel} is not allowed for this survey" in faults(opened)


@pytest.mark.parametrize("survey", ["core14", "phq2", "gad2", "hhs", "osss3"])
def test_no_file_can_put_a_ussd_survey_into_an_sms(survey: str) -> None:
    opened = replace(SURVEYS[survey], channels_by_plan=(Channel.SMS,))
    assert "channels: sms is not allowed for this survey" in faults(opened)


def test_who5_by_sms_stays_bound_to_her_plan() -> None:
    opened = replace(SURVEYS["who5"], channels=(Channel.SMS,))
    assert "channels: sms only in channels_by_plan" in faults(opened)


def test_the_suicide_item_is_marked_sensitive() -> None:
    assert SURVEYS["phq9"].question("q9").sensitive


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        pytest.param(Question("q1", "scale", {"en": "?"}, low=1), "q1.low", id="no high"),
        pytest.param(
            Question("q1", "scale", {"en": "?"}, low=0, high=9), "q1.high", id="ten steps"
        ),
        pytest.param(Question("q1", "number", {"en": "?"}, low=3, high=3), "q1.low", id="no room"),
        pytest.param(Question("q1", "choice", {"en": "?"}), "q1.options", id="nothing to choose"),
        pytest.param(
            Question("q1", "yes_no", {"en": "?"}, assumed="maybe"), "q1.assumed", id="assumed"
        ),
    ],
)
def test_a_question_that_cannot_work_is_named(question: Question, fault: str) -> None:
    survey = replace(SURVEYS["aso"], questions=(question,))
    assert any(found.startswith(fault) for found in faults(survey))


def test_the_same_id_twice_is_named() -> None:
    aso = SURVEYS["aso"]
    assert "q1: this id stands 2 times" in faults(
        replace(aso, questions=(aso.questions[0], *aso.questions))
    )
