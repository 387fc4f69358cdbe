"""What is printed of wordings and vectors, and what makes the check fail."""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from monitor.cli.wording_check import check_vectors, check_wordings
from monitor.core.language import Language, Languages, load_languages
from monitor.sms.wording import WordingRules, load_forbidden
from monitor.surveys.loader import load_surveys

CONFIG = Path(__file__).resolve().parents[3] / "config"
LANGUAGES = load_languages(CONFIG / "languages")
RULES = WordingRules(load_forbidden(CONFIG / "forbidden_words.yaml"))
SURVEYS = load_surveys(CONFIG / "surveys")


def test_every_shipped_wording_is_one_part_that_says_nothing() -> None:
    report = check_wordings(LANGUAGES, RULES)
    assert report.faults == ()
    assert len(report.table) == 1 + sum(len(each.texts) for each in LANGUAGES.by_code.values())
    assert all(line.endswith(" 1") for line in report.table[1:])


def test_a_wording_of_two_parts_fails_unless_it_says_so() -> None:
    long = {"text": "neno " * 40}
    assert check_wordings(one_language(long), RULES).faults == (
        "text (sw): 2 parts of gsm7, 1 allowed",
    )
    assert check_wordings(one_language(long, text=2), RULES).faults == ()


def test_a_page_to_staff_needs_no_room_for_what_the_provider_appends() -> None:
    rules = replace(RULES, appended="x" * 160)
    assert check_wordings(one_language({"page": "Kesi"}), rules).faults == ()
    assert check_wordings(one_language({"reminder": "Habari"}), rules).faults


def test_every_shipped_vector_passes() -> None:
    report = check_vectors(CONFIG / "scoring_vectors.yaml", SURVEYS)
    assert report.faults == ()
    assert len(report.table) > 40
    assert all(line.endswith(" pass") for line in report.table[1:])


def test_a_vector_that_fails_says_what_came_out(tmp_path: Path) -> None:
    path = tmp_path / "scoring_vectors.yaml"
    path.write_text(
        "- {name: a, survey: phq2, answers: [1, 1], scores: {total: 3}}\n"
        "- {name: b, survey: mmpi, answers: [], scores: {}}\n",
        encoding="utf-8",
    )
    report = check_vectors(path, SURVEYS)
    assert report.faults == (
        "scoring vector 'a': total is 2, not 3",
        "scoring vector 'b': there is no such survey",
    )


def test_a_file_of_vectors_that_cannot_be_read_fails(tmp_path: Path) -> None:
    path = tmp_path / "scoring_vectors.yaml"
    assert check_vectors(path, SURVEYS).faults
    path.write_text("a: 1", encoding="utf-8")
    assert check_vectors(path, SURVEYS).faults


def one_language(texts: dict[str, str], **parts: int) -> Languages:
    language = Language("sw", "Kiswahili", MappingProxyType(texts), MappingProxyType(parts))
    return Languages(MappingProxyType({"sw": language}))
