"""Survey files: every shipped one is sound, and a wrong one is refused with its place."""

import re
from pathlib import Path

import pytest

from monitor.core.errors import Invalid, NotFound
from monitor.surveys.definition import Channel
from monitor.surveys.loader import load_catalogue, load_survey, load_surveys, parse_survey

SHIPPED = Path(__file__).resolve().parents[3] / "config" / "surveys"
GOOD = """
id: mood
version: 1
title: {sw: Hali, en: Mood}
channels: [ussd]
content_level: covert
licence: Own wording
source: Own
languages: [sw, en]
questions:
  - id: q1
    type: choice
    text: {sw: "Hali?", en: "How?"}
    options:
      - {key: 1, value: 1, label: {sw: Nzuri, en: Good}}
      - {key: 2, value: 0, label: {sw: Mbaya, en: Bad}}
scoring: {recipe: sum, items: [q1]}
"""


def test_every_instrument_is_shipped() -> None:
    expected = "aso checkin core14 cssrs ehits gad2 hhs hits k6 osss3 pcptsd5 phq2 phq9 rss who5"
    assert " ".join(load_surveys(SHIPPED)) == expected


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_file_is_sound_and_says_its_licence_and_source(path: Path) -> None:
    survey = load_survey(path)
    assert survey.licence
    assert survey.source
    assert Channel.VOICE in survey.channels


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        pytest.param("id: mood", "id: Mood!", "id: String does not match", id="id"),
        pytest.param("version: 1", "version: one", "version: Not a valid integer", id="version"),
        pytest.param("version: 1", "version: true", "version: Not a valid integer", id="truth"),
        pytest.param("source: Own\n", "", "source: Missing data", id="missing field"),
        pytest.param("source: Own", "sauce: Own", "source: Missing data", id="misspelt field"),
        pytest.param("source: Own", "source: Own\nx: 1", "x: Unknown field", id="unknown field"),
        pytest.param("[ussd]", "[pigeon]", "channels.0: Must be one of", id="channel"),
        pytest.param("[ussd]", "[]", "channels: none is named", id="no channel"),
        pytest.param("[ussd]", "[sms]", "channels: sms is not allowed", id="sms"),
        pytest.param("covert", "loud", "content_level: Must be one of", id="content level"),
        pytest.param("choice", "slider", "q1.type: 'slider' is none of", id="type"),
        pytest.param(', en: "How?"', "", "q1.text: no wording in en", id="no translation"),
        pytest.param("Hali, en: Mood", "Hali", "title: no wording in en", id="no title"),
        pytest.param("en: Bad", "fr: Mal", "q1.options.2: no wording in en", id="no label"),
        pytest.param(
            "{key: 2, value: 0", "{key: 8, value: 0", "q1.options: key 8 is not allowed",
            id="a fixed key",
        ),
        pytest.param("key: 2", "key: 1", "q1.options: '1' means 2 options", id="number twice"),
        pytest.param(
            "key: 2", "key: 9", "q1.options: key 9 is not allowed", id="nine is n/a only"
        ),
        pytest.param("Mbaya", "nzuri!", "q1.options: 'nzuri' means 2 options", id="label twice"),
        pytest.param("value: 0", "value: no", "questions.0.options.1.value: Must be", id="bare no"),
        pytest.param("[q1]", "[q1, q2]", "scoring: no question 'q2'", id="unknown item"),
        pytest.param("recipe: sum", "recipe: magic", "scoring.recipe: 'magic'", id="recipe"),
        pytest.param(
            "items: [q1]", "items: [q1], bands: [{at: 3, name: x}]",
            "scoring.bands: begin at 0", id="bands",
        ),
        pytest.param(
            "    type: choice", "    type: choice\n    critical: [{values: [7], severity: 4}]",
            "q1.critical: 7 is no value", id="critical value",
        ),
        pytest.param(
            "    type: choice", "    type: choice\n    critical: [{values: [0], severity: 5}]",
            "questions.0.critical.0.severity: Must be", id="severity",
        ),
        pytest.param(
            "    type: choice", "    type: choice\n    gates: [{question: q0, values: [1]}]",
            "q1.gates: 'q0' does not come before it", id="gate",
        ),
        pytest.param(
            "    type: choice", "    type: choice\n    sensitive: true",
            "channels: q1 is never asked on a phone screen", id="sensitive",
        ),
        pytest.param(
            "    type: choice", "    type: choice\n    options_from: nowhere",
            "q1: no option list 'nowhere'", id="option list",
        ),
        pytest.param(
            "scoring:", "blocks: {A: [q1, q9]}\nscoring:",
            "blocks: each question stands in exactly one block", id="block",
        ),
        pytest.param("version: 1", "version: 1\nversion: 2", "stands here twice", id="key twice"),
        pytest.param("title: {", "title: {{", "line ", id="not YAML"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_place(old: str, new: str, place: str) -> None:
    assert old in GOOD
    with pytest.raises(Invalid, match=re.escape(place)) as refused:
        parse_survey(GOOD.replace(old, new, 1), name="mood.yaml")
    assert str(refused.value).startswith("mood.yaml: ")


@pytest.mark.parametrize("content", ["", "[]", "3", "- a", "id"])
def test_a_file_that_is_no_mapping_is_refused(content: str) -> None:
    with pytest.raises(Invalid, match=r"mood.yaml: \w+: Missing data"):
        parse_survey(content, name="mood.yaml")


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mood.yaml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(Invalid, match=r"mood.yaml: cannot be read"):
        load_survey(path)


def test_a_file_must_bear_the_name_of_its_survey(tmp_path: Path) -> None:
    path = tmp_path / "temper.yaml"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(Invalid, match=r"temper.yaml: id: the file of mood is mood.yaml"):
        load_survey(path)


def test_an_older_version_stays_beside_the_current_one(tmp_path: Path) -> None:
    (tmp_path / "mood.v1.yaml").write_text(GOOD, encoding="utf-8")
    newer = GOOD.replace("version: 1", "version: 2")
    (tmp_path / "mood.yaml").write_text(newer, encoding="utf-8")
    catalogue = load_catalogue(tmp_path)
    assert [survey.version for survey in catalogue.current] == [2]
    assert catalogue.get("mood", 1).version == 1
    with pytest.raises(NotFound, match="no survey 'mood' v3"):
        catalogue.get("mood", 3)


def test_too_long_a_block_for_a_phone_is_refused() -> None:
    options = GOOD[GOOD.index("    type:") : GOOD.index("scoring:")]
    more = "".join(f"  - id: q{at}\n{options}" for at in range(2, 7))
    with pytest.raises(Invalid, match="at most 5 questions"):
        parse_survey(GOOD.replace("scoring:", f"{more}scoring:"), name="mood.yaml")


def test_every_shipped_survey_can_be_asked_in_swahili_and_in_english() -> None:
    for survey in load_surveys(SHIPPED).values():
        assert {"sw", "en"} <= set(survey.languages), survey.id
