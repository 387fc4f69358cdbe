"""One question as one SMS."""

from pathlib import Path

from monitor.core.language import load_languages
from monitor.sms.text import measure
from monitor.surveys.loader import load_surveys
from monitor.usecases.word_question import word_question

CONFIG = Path(__file__).resolve().parents[3] / "config"
LANGUAGES = load_languages(CONFIG / "languages")
SURVEYS = load_surveys(CONFIG / "surveys")


def test_a_question_is_worded_with_its_options_and_the_fixed_keys() -> None:
    asked = SURVEYS["who5"].question("q2")
    assert word_question(asked, "sw", languages=LANGUAGES) == (
        "Wiki 2: nimekuwa mtulivu: 1 Kamwe, 2 Mara chache, 3 Chini ya nusu, 4 Zaidi ya nusu, "
        "5 Mara nyingi, 6 Daima. 0 Nipigie 8 Ruka"
    )


def test_asked_again_it_pleads_where_one_part_holds_both() -> None:
    for question in SURVEYS["who5"].questions:
        first = word_question(question, "sw", languages=LANGUAGES)
        again = word_question(question, "sw", languages=LANGUAGES, again=True)
        assert again in (first, f"Chagua namba moja. {first}")
        assert measure(again).parts == 1
