"""`schedule preview`, line by line."""

import json

import pytest
from click.testing import CliRunner

from monitor.cli.schedule import group


def test_every_thing_due_is_one_line_by_date() -> None:
    result = CliRunner().invoke(group, ["preview", "--exit", "2026-08-31"])
    lines = [json.loads(line) for line in result.output.splitlines()]
    assert result.exit_code == 0
    assert lines[0] == {"due_on": "2026-08-31", "what": "human_contact", "channel": "in_person"}
    assert lines[-1] == {
        "due_on": "2028-08-31",
        "what": "survey",
        "survey": "who5",
        "channel": "ussd",
    }
    keys = [(line["due_on"], line["what"], line.get("survey", "")) for line in lines]
    assert keys == sorted(keys)
    assert {
        "due_on": "2027-02-28",
        "what": "survey",
        "survey": "core14",
        "channel": "ussd",
    } in lines


def test_the_protocol_may_be_named() -> None:
    asked = ["preview", "--exit", "2026-08-31"]
    named = CliRunner().invoke(group, [*asked, "--protocol", "standard_24_months"])
    assert named.output == CliRunner().invoke(group, asked).output


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        pytest.param([], "Missing option '--exit'", id="no date"),
        pytest.param(["--exit", "31.8.2026"], "does not match the format", id="another form"),
        pytest.param(["--exit", "2026-02-30"], "does not match the format", id="no such day"),
        pytest.param(["--exit", "9999-12-31"], "year must lie between", id="end of time"),
        pytest.param(["--exit", "0001-01-01"], "year must lie between", id="beginning of time"),
        pytest.param(["--exit", "2026-08-31", "--protocol", "x"], "'x' is not", id="protocol"),
    ],
)
def test_what_cannot_be_previewed_is_said(options: list[str], complaint: str) -> None:
    result = CliRunner().invoke(group, ["preview", *options])
    assert result.exit_code == 2
    assert complaint in result.output
