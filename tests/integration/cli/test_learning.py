"""`flask replies learn`."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from monitor.reading.lexicon import load_lexicon
from monitor.reading.reading import Label
from tests.factories.installation import run_command


def test_weights_are_learned_written_and_used(app: Flask, texts: Path, lexicon_dir: Path) -> None:
    shown = run_command(app, "replies", "learn", str(texts))
    assert (shown.status, "learned from 16 texts" in shown.out) == (0, True)
    likeness = load_lexicon(lexicon_dir).learned.likeness(["amefunga", "mlango"])
    assert likeness["distress"] > likeness["ok"]


def test_a_check_reads_each_file_with_the_weights_of_the_others_and_writes_nothing(
    app: Flask, texts: Path, lexicon_dir: Path
) -> None:
    before = (lexicon_dir / "learned.json").read_bytes()
    other = texts.with_name("other.jsonl")
    other.write_text(texts.read_text(encoding="utf-8"), encoding="utf-8")
    shown = run_command(app, "replies", "learn", "--check", str(texts), str(other))
    assert (shown.status, shown.out.count("distress recall")) == (0, 2)
    assert (lexicon_dir / "learned.json").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        pytest.param("a.csv", "x", "must end in", id="another-kind-of-file"),
        pytest.param("a.jsonl", '{"text": "sawa", "label": "fine"}', "line 1", id="no-such-label"),
        pytest.param("a.jsonl", "sawa", "line 1", id="no-json"),
        pytest.param("a.jsonl", '{"text": "sawa", "label": "ok"}', "labelled callback", id="few"),
    ],
)
def test_a_file_that_cannot_be_learned_from_is_named_and_nothing_is_written(
    app: Flask, tmp_path: Path, lexicon_dir: Path, name: str, content: str, complaint: str
) -> None:
    before = (lexicon_dir / "learned.json").read_bytes()
    (tmp_path / name).write_text(content, encoding="utf-8")
    shown = run_command(app, "replies", "learn", str(tmp_path / name))
    assert (shown.status, complaint in shown.err) == (1, True)
    assert (lexicon_dir / "learned.json").read_bytes() == before


@pytest.fixture
def lexicon_dir(app: Flask, tmp_path: Path) -> Path:
    settings = app.config["SETTINGS"]
    copy = tmp_path / "languages" / "lexicon"
    shutil.copytree(settings.config_dir / "languages" / "lexicon", copy)
    app.config["SETTINGS"] = replace(settings, config_dir=tmp_path)
    return copy


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    rows = [
        *({"text": f"niko sawa {each}", "label": "ok"} for each in ("leo", "sana", "tu", "wiki")),
        *({"text": f"amefunga mlango {each}", "label": "distress"} for each in "abcd"),
        *({"text": f"{label} neno", "label": label.value} for label in Label),
    ]
    file = tmp_path / "texts.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file
