"""The check an operator runs before anybody is asked."""

from pathlib import Path

import pytest

from monitor.cli.survey_check import Row, check, check_files
from monitor.core.language import load_languages
from monitor.sms.wording import WordingRules, load_forbidden
from monitor.surveys.definition import Channel
from monitor.surveys.loader import load_survey, load_surveys

CONFIG = Path(__file__).resolve().parents[3] / "config"
LANGUAGES = load_languages(CONFIG / "languages")
RULES = WordingRules(load_forbidden(CONFIG / "forbidden_words.yaml"))
SURVEYS = load_surveys(CONFIG / "surveys")


def test_every_shipped_survey_fits_every_channel_it_allows() -> None:
    report = check_files(CONFIG / "surveys", LANGUAGES, RULES)
    assert report.faults == ()
    assert len(report.table) == 1 + 4 * sum(len(each.languages) for each in SURVEYS.values())


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.USSD])
def test_a_channel_that_is_not_allowed_is_shown_as_such(channel: Channel) -> None:
    row = check(SURVEYS["phq9"], "sw", channel, languages=LANGUAGES)
    assert row == Row("not allowed")


def test_an_sms_bound_to_her_plan_says_so() -> None:
    row = check(SURVEYS["who5"], "sw", Channel.SMS, languages=LANGUAGES)
    assert row.note.endswith(", by her plan")
    assert (row.screens, row.parts, row.segments) == (5, 1, 5)


def test_core14_takes_one_screen_a_question() -> None:
    row = check(SURVEYS["core14"], "sw", Channel.USSD, languages=LANGUAGES)
    assert row.screens == 14
    assert row.note.endswith("3 sessions")


def test_a_letter_some_networks_cannot_show_is_a_fault(tmp_path: Path) -> None:
    path = copied(tmp_path, "checkin", "Mambo?", "Habarĩ?")
    row = check(load_survey(path), "sw", Channel.USSD, languages=LANGUAGES)
    assert row.faults == ("checkin.q1 (sw): USSD screen: not GSM-7 basic: U+0129",)


def test_a_text_of_two_parts_is_a_fault(tmp_path: Path) -> None:
    path = copied(tmp_path, "checkin", "Mambo? Jibu", "Mambo? " + "Jibu " * 40)
    row = check(load_survey(path), "sw", Channel.SMS, languages=LANGUAGES)
    assert row.faults == ("checkin.q1 (sw): SMS of 2 parts in gsm7, 235 units",)


def test_a_word_that_gives_her_away_is_a_fault(tmp_path: Path) -> None:
    copied(tmp_path, "phq2", "Maswali mawili", "Maswali ya manusura")
    report = check_files(tmp_path, LANGUAGES, RULES)
    assert report.faults == ("phq2.title (sw): holds 'manusura'",)


def test_a_page_of_a_caseworker_may_hold_such_words(tmp_path: Path) -> None:
    copied(tmp_path, "hits", "Mahusiano", "Ukatili")
    assert check_files(tmp_path, LANGUAGES, RULES).faults == ()


def test_a_broken_file_does_not_hide_the_next(tmp_path: Path) -> None:
    copied(tmp_path, "checkin", "version: 1", "version: x")
    copied(tmp_path, "phq2", "id: phq2", "id: phq2")
    report = check_files(tmp_path, LANGUAGES, RULES)
    assert report.faults == ("checkin.yaml: version: Not a valid integer.",)
    assert any(line.startswith("phq2") for line in report.table)


def copied(folder: Path, survey: str, old: str, new: str) -> Path:
    content = (CONFIG / "surveys" / f"{survey}.yaml").read_text(encoding="utf-8")
    assert old in content
    path = folder / f"{survey}.yaml"
    path.write_text(content.replace(old, new), encoding="utf-8")
    return path
