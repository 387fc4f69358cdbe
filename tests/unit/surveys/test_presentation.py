"""Questions in words for a phone."""

from pathlib import Path

from monitor.surveys.definition import Question
from monitor.surveys.loader import load_surveys
from monitor.surveys.presentation import sms_of

SURVEYS = load_surveys(Path(__file__).resolve().parents[3] / "config" / "surveys")


def test_the_check_in_goes_out_in_its_own_covert_wording() -> None:
    question = SURVEYS["checkin"].question("q1")
    assert sms_of(question, "sw", "0 Nipigie") == "Mambo? Jibu 1 Sawa, 2 Shida, 3 Nipigie."


def test_other_questions_list_their_options_and_the_keys() -> None:
    question = SURVEYS["phq2"].question("q1")
    assert sms_of(question, "en", "0 Call me 8 Skip").endswith(
        "things? 1 None, 2 1-6 days, 3 7-11 days, 4 12-14 days. 0 Call me 8 Skip"
    )


def test_a_question_without_options_shows_text_and_keys() -> None:
    asked = Question("q1", "number", {"en": "How many days"}, low=0, high=31)
    assert sms_of(asked, "en", "8 Skip") == "How many days: 8 Skip"
