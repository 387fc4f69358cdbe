"""`phones normalise`, line by line."""

import json

import pytest
from click.testing import CliRunner

from monitor.cli.phones import group


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        pytest.param({"text": "0712 345-678"}, {"e164": "+254712345678"}, id="kenyan"),
        pytest.param(
            {"text": "0772123456", "country": "ug"}, {"e164": "+256772123456"}, id="ugandan"
        ),
        pytest.param({"text": "MTN"}, {"e164": None}, id="a_name"),
        pytest.param({"text": ""}, {"e164": None}, id="empty"),
        pytest.param({"text": "0712345678", "country": "ZZ"}, {"e164": None}, id="no_country"),
    ],
)
def test_a_number_gets_its_one_form(asked: dict[str, str], answer: dict[str, object]) -> None:
    result = CliRunner().invoke(group, ["normalise"], input=json.dumps(asked))
    assert json.loads(result.output) == answer
    assert result.exit_code == 0


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"text": 712345678}, id="a_number_not_a_string"),
        pytest.param({}, id="nothing"),
        pytest.param({"text": "0712345678", "country": "Kenya"}, id="a_country_by_name"),
        pytest.param({"text": "0712345678", "country": None}, id="no_country_given"),
    ],
)
def test_a_line_of_the_wrong_shape_is_named(asked: dict[str, object]) -> None:
    result = CliRunner().invoke(group, ["normalise"], input=json.dumps(asked))
    assert "error" in json.loads(result.output)
    assert result.exit_code == 1
