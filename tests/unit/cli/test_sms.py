"""`sms measure`, line by line."""

import json

from click.testing import CliRunner

from monitor.cli.sms import group


def test_each_line_is_measured_in_order() -> None:
    lines = [{"text": "Uko salama?"}, {"text": "ng’ombe"}, {"text": ""}]
    result = CliRunner().invoke(group, ["measure"], input="\n".join(map(json.dumps, lines)))
    assert [json.loads(line) for line in result.output.splitlines()] == [
        {"encoding": "gsm7", "parts": 1, "units": 11, "left_in_part": 149},
        {"encoding": "ucs2", "parts": 1, "units": 7, "left_in_part": 63},
        {"encoding": "gsm7", "parts": 1, "units": 0, "left_in_part": 160},
    ]
    assert result.exit_code == 0


def test_a_bad_line_is_named_and_the_next_one_still_read() -> None:
    result = CliRunner().invoke(group, ["measure"], input='{"text": 1}\n{"text": "a"}\n')
    first, second = map(json.loads, result.output.splitlines())
    assert first == {"error": "'text' must be a string"}
    assert second["units"] == 1
    assert result.exit_code == 1
