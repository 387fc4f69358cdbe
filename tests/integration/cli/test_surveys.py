"""The commands as a technician types them."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from monitor.cli.surveys import group

CONFIG = Path(__file__).resolve().parents[3] / "config"


def test_list_names_every_survey_with_its_channels(terminal: FlaskCliRunner) -> None:
    shown = terminal.invoke(args=["surveys", "list"])
    assert shown.exit_code == 0
    assert "sms (by her plan)" in shown.output
    assert len(shown.output.splitlines()) == 15


def test_check_passes_on_what_is_shipped(terminal: FlaskCliRunner) -> None:
    shown = terminal.invoke(args=["surveys", "check"])
    assert shown.exit_code == 0
    assert shown.output.endswith(
        "every survey is sound, every screen fits and every score comes out\n"
    )
    assert "who5      sw    sms              5     1        5  longest" in shown.output
    assert "phq9      sw    sms              -     -        -  not allowed" in shown.output
    assert "Core-14 mixed                      core14    pass" in shown.output


def test_check_leaves_room_for_what_the_provider_appends(terminal: FlaskCliRunner) -> None:
    terminal.app.config["SETTINGS"].opt_out_text = " Reply STOP to 22384 to opt out." * 4
    shown = terminal.invoke(args=["surveys", "check"])
    assert shown.exit_code == 1
    assert "wrong: checkin_a (sw): 2 parts of gsm7, 1 allowed (with what" in shown.output


def test_check_fails_where_a_file_is_wrong(broken: FlaskCliRunner) -> None:
    shown = broken.invoke(args=["surveys", "check"])
    assert shown.exit_code == 1
    assert "wrong: checkin.yaml: version: Not a valid integer." in shown.output


def test_score_answers_each_line_in_order(terminal: FlaskCliRunner) -> None:
    lines = '{"answers": {"q1": 1, "q2": 1}}\nnonsense\n{"answers": {"q1": 1, "q2": 2}}\n'
    shown = terminal.invoke(args=["surveys", "score", "phq2"], input=lines)
    assert shown.exit_code == 1
    assert [json.loads(line) for line in shown.output.splitlines()] == [
        {"scores": {"total": 2, "screen": "note"}, "critical": []},
        {"error": "a line must be JSON in UTF-8"},
        {"scores": {"total": 3, "screen": "positive"}, "critical": []},
    ]


def test_answer_reads_each_line(terminal: FlaskCliRunner) -> None:
    lines = '{"text": "ya pili"}\n{"text": "2 or 3"}\n'
    args = ["surveys", "answer", "core14", "c1", "--language", "sw"]
    shown = terminal.invoke(args=args, input=lines)
    assert shown.exit_code == 0
    assert shown.output.splitlines() == ['{"value": 2}', '{"not_understood": true}']


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        pytest.param(["score", "mmpi"], "no survey 'mmpi'", id="unknown survey"),
        pytest.param(["score", "../x"], "no survey '../x'", id="path"),
        pytest.param(["answer", "core14", "q1"], "core14 has no question 'q1'", id="question"),
        pytest.param(
            ["answer", "core14", "c1", "--language", "so"], "no wording in 'so'", id="language"
        ),
        pytest.param(["play", "phq9", "--channel", "sms"], "may not be asked by sms", id="sms"),
        pytest.param(["play", "phq9", "--channel", "ussd"], "may not be asked by ussd", id="ussd"),
        pytest.param(["play", "core14", "--block", "Z"], "no block 'Z'", id="block"),
    ],
)
def test_a_bad_request_is_one_clear_line(
    terminal: FlaskCliRunner, args: list[str], problem: str
) -> None:
    shown = terminal.invoke(args=["surveys", *args], input="")
    assert shown.exit_code == 1
    assert problem in shown.output
    assert "Traceback" not in shown.output


def test_a_block_is_played_to_its_end(terminal: FlaskCliRunner) -> None:
    shown = terminal.invoke(
        args=["surveys", "play", "core14", "--block", "A"], input="1\n1\n1\n1\n1\n"
    )
    assert shown.exit_code == 0
    assert "END Asante." in shown.output
    assert "safety: 1.00" in shown.output


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize("survey", ["phq9", "cssrs", "hits"])
def test_a_survey_for_a_trained_voice_cannot_be_played_on_a_phone_screen(
    terminal: FlaskCliRunner, survey: str, channel: str
) -> None:
    shown = terminal.invoke(args=["surveys", "play", survey, "--channel", channel])
    assert shown.exit_code == 1
    assert f"{survey} may not be asked by {channel}" in shown.output


def test_a_play_that_is_broken_off_ends_quietly(terminal: FlaskCliRunner) -> None:
    shown = terminal.invoke(args=["surveys", "play", "core14"], input="1\n")
    assert shown.exit_code == 1
    assert "Aborted!" in shown.output


def runner(config_dir: Path) -> FlaskCliRunner:
    app = Flask("surveys")
    app.config["SETTINGS"] = SimpleNamespace(config_dir=config_dir, opt_out_text="")
    app.cli.add_command(group)
    return app.test_cli_runner()


@pytest.fixture
def terminal() -> FlaskCliRunner:
    return runner(CONFIG)


@pytest.fixture
def broken(tmp_path: Path) -> FlaskCliRunner:
    for name in ("languages", "surveys"):
        (tmp_path / name).mkdir()
    for name in ("forbidden_words.yaml", "scoring_vectors.yaml"):
        (tmp_path / name).write_bytes((CONFIG / name).read_bytes())
    for path in (CONFIG / "languages").glob("*.yaml"):
        (tmp_path / "languages" / path.name).write_bytes(path.read_bytes())
    content = (CONFIG / "surveys" / "checkin.yaml").read_text(encoding="utf-8")
    wrong = content.replace("version: 1", "version: x")
    (tmp_path / "surveys" / "checkin.yaml").write_text(wrong, encoding="utf-8")
    return runner(tmp_path)
