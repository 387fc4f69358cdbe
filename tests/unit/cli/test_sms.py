"""`sms measure`, line by line."""

import json
from types import SimpleNamespace

from click.testing import CliRunner
from flask import Flask

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


def test_a_first_message_is_measured_with_what_the_provider_appends() -> None:
    app = Flask("sms")
    app.config["SETTINGS"] = SimpleNamespace(opt_out_text=" Tuma ACHA kwa 22384.")
    app.cli.add_command(group)
    lines = json.dumps({"text": "a" * 150})
    plain = app.test_cli_runner().invoke(args=["sms", "measure"], input=lines)
    first = app.test_cli_runner().invoke(args=["sms", "measure", "--first"], input=lines)
    assert (json.loads(plain.output)["parts"], json.loads(first.output)["parts"]) == (1, 2)
