"""An installation that cannot start says why in one line, whatever command was asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def flask(var_dir: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("BAADA_")
    }
    environment |= {"BAADA_VAR_DIR": str(var_dir), "BAADA_KIND": "demo"}
    environment |= {"BAADA_GATEWAY": "recording", **settings}
    command = [sys.executable, "-m", "flask", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param({"BAADA_KIND": "real"}, "BAADA_KIND", id="unknown kind"),
        pytest.param({"BAADA_UNAPPROVED_TEXTS": "all"}, "UNAPPROVED_TEXTS", id="unknown choice"),
        pytest.param({"BAADA_PORT": "many"}, "BAADA_PORT", id="a port that is no number"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, settings: dict[str, str], message: str) -> None:
    shown = flask(tmp_path, "doctor", **settings)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert message in shown.stderr
    assert shown.stderr.count("\n") == 1


def test_a_key_file_that_others_may_read_stops_everything(tmp_path: Path) -> None:
    assert flask(tmp_path, "keys", "make").returncode == 0
    (tmp_path / "keys.json").chmod(0o644)
    shown = flask(tmp_path, "doctor")
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr == "Error: others may read the key file; set its mode to 0600\n"
