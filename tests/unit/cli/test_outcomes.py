"""`outcomes rates`, line by line."""

import json

import pytest
from click.testing import CliRunner

from monitor.cli.outcomes import group

EXAMPLE = {
    "stable": 8,
    "unstable": 3,
    "returned": 1,
    "re_exploited": 1,
    "contact_only": 2,
    "opted_out": 1,
    "unknown": 3,
    "deceased": 1,
}


def test_rates_come_with_four_decimals_and_both_counts() -> None:
    result = CliRunner().invoke(group, ["rates"], input=json.dumps({"counts": EXAMPLE}))
    answer = json.loads(result.output)
    assert result.exit_code == 0
    assert list(answer) == [
        "main",
        "among_known",
        "lower",
        "upper",
        "re_exploited",
        "lost",
        "opted_out",
    ]
    assert answer["main"] == {"rate": 0.4211, "low": 0.2314, "high": 0.6372, "n": 8, "of": 19}
    assert answer["upper"]["rate"] == 0.7368


def test_no_counts_mean_no_rate() -> None:
    result = CliRunner().invoke(group, ["rates"], input='{"counts": {}}')
    nobody = {"rate": None, "low": None, "high": None, "n": 0, "of": 0}
    assert json.loads(result.output)["main"] == nobody
    assert result.exit_code == 0


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('{"counts": {"stable": -1}}', id="negative"),
        pytest.param('{"counts": {"stable": 1.0}}', id="not whole"),
        pytest.param('{"counts": {"stable": true}}', id="boolean"),
        pytest.param('{"counts": {"stable": "1"}}', id="text"),
        pytest.param('{"counts": {"stable": null}}', id="null"),
        pytest.param('{"counts": {"stable": NaN}}', id="not a number"),
        pytest.param('{"counts": {"stable": 1' + "0" * 400 + "}}", id="beyond floating point"),
        pytest.param('{"counts": {"fine": 1}}', id="unknown status"),
        pytest.param('{"counts": [1]}', id="a list"),
        pytest.param("{}", id="nothing"),
    ],
)
def test_a_bad_line_is_named_and_the_next_is_answered(line: str) -> None:
    good = '{"counts": {"stable": 1}}'
    result = CliRunner().invoke(group, ["rates"], input=f"{line}\n{good}\n")
    first, second = (json.loads(answer) for answer in result.output.splitlines())
    assert set(first) == {"error"}
    assert second["main"]["rate"] == 1.0
    assert result.exit_code == 1
