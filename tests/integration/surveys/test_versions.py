"""A running survey finishes on the version it began, though a newer one is installed meanwhile."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from flask import Flask

from monitor.app import create_app
from monitor.surveys import service as surveys
from monitor.surveys.loader import load_surveys
from monitor.usecases.programme import Programme
from tests.factories.sms import Scene, set_scene
from tests.factories.surveys import Handset

PIN, QUESTIONS, RESUME = "4821", "2", "2"
NEW_WORDS = "Uko salama unapolala?"


def test_what_was_begun_goes_on_in_its_old_words(app: Flask, scene: Scene, folder: Path) -> None:
    assert Handset(app, scene.programme).dial(PIN, QUESTIONS, "1").startswith("CON Kuna mtu")
    phone = Handset(*updated(scene, folder))
    assert phone.dial(PIN, RESUME).startswith("CON Kuna mtu wa zamani")
    for entry in "1118":
        phone.type(entry)
    with scene.programme.database.reading() as session:
        (run,) = surveys.list_runs(session, scene.person_id)
    assert (run.version, len(run.answers)) == (1, 5)


def test_what_begins_afterwards_begins_in_the_new_words(scene: Scene, folder: Path) -> None:
    phone = Handset(*updated(scene, folder))
    assert phone.dial(PIN, QUESTIONS).startswith(f"CON {NEW_WORDS}")
    with scene.programme.database.reading() as session:
        (run,) = surveys.list_runs(session, scene.person_id)
    assert run.version == 2


def test_a_version_that_is_gone_is_not_guessed_at(app: Flask, scene: Scene, folder: Path) -> None:
    Handset(app, scene.programme).dial(PIN, QUESTIONS, "1")
    changed = updated(scene, folder)
    (folder / "surveys" / "core14.v1.yaml").unlink()
    assert Handset(*changed).dial(PIN, QUESTIONS).startswith(f"CON {NEW_WORDS}")


def updated(scene: Scene, folder: Path) -> tuple[Flask, Programme]:
    """Install version 2 of Core-14, which words its questions anew; version 1 stays beside it."""
    file = folder / "surveys" / "core14.yaml"
    file.rename(folder / "surveys" / "core14.v1.yaml")
    definition = yaml.safe_load((folder / "surveys" / "core14.v1.yaml").read_text("utf-8"))
    definition["version"] = 2
    for question in definition["questions"]:
        if question["id"] in ("c1", "c2"):
            question["text"]["sw"] = NEW_WORDS
    file.write_text(yaml.safe_dump(definition, allow_unicode=True), "utf-8")
    settings = replace(scene.programme.settings, config_dir=folder)
    catalogue = load_surveys(folder / "surveys")
    programme = replace(scene.programme, settings=settings, surveys=catalogue)
    return create_app(settings, programme=programme), programme


@pytest.fixture
def folder(programme: Programme, tmp_path: Path) -> Path:
    return Path(copytree(programme.settings.config_dir, tmp_path / "config"))


@pytest.fixture
def scene(programme: Programme) -> Scene:
    """Return a person a month after her exit: the surveys of month 1 are due."""
    set_up = set_scene(programme)
    set_up.clock.advance(timedelta(days=30))
    return set_up
