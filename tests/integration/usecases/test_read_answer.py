"""Words in the answer to a question: a stop stops, danger is seen, own words are only an answer."""

from datetime import timedelta

import pytest
from flask import Flask

from monitor.people import service as people
from monitor.reading.reading import Label
from monitor.surveys.loader import load_surveys
from monitor.usecases.programme import Programme
from monitor.usecases.read_answer import read_answer, stops
from tests.factories.sms import Scene, set_scene
from tests.factories.surveys import Handset

PIN, QUESTIONS = "4821", "2"


@pytest.mark.parametrize(
    ("question", "text", "labels"),
    [
        pytest.param("c5", "1 inatosha", (), id="own words with a number"),
        pytest.param("c5", "Inatosha", (), id="own words that mean stop elsewhere"),
        pytest.param("c5", "3", (), id="number"),
        pytest.param("c5", "1 acha", (Label.STOP,), id="stop beside a number"),
        pytest.param("c5", "ACHA", (Label.STOP,), id="stop alone"),
        pytest.param("c2", "2 amenipiga", (Label.DISTRESS,), id="danger beside a number"),
        pytest.param("c2", "ndiyo amenipiga", (Label.DISTRESS,), id="danger after a yes"),
    ],
)
def test_what_an_answer_says_besides(
    programme: Programme, question: str, text: str, labels: tuple[Label, ...]
) -> None:
    core14 = load_surveys(programme.settings.config_dir / "surveys")["core14"]
    reading = read_answer(core14.question(question), text, lexicon=programme.lexicon)
    found = () if reading is None else (reading.label, *reading.also)
    assert tuple(label for label in found if label in (Label.DISTRESS, Label.STOP)) == labels
    assert stops(reading) == (Label.STOP in labels)


@pytest.mark.parametrize("typed", ["1 acha", "acha", "STOP", "8 stop"])
def test_a_stop_in_the_place_of_an_answer_stops(phone: Handset, scene: Scene, typed: str) -> None:
    assert phone.dial(PIN, QUESTIONS, "1", typed) == "END Asante."
    with scene.programme.database.reading() as session:
        facts = people.contact_facts(session, scene.person_id, now=scene.now)
    assert "opt_out" in facts.restrictions


def test_an_option_that_means_stop_elsewhere_is_only_an_answer(
    phone: Handset, scene: Scene
) -> None:
    phone.dial(PIN, QUESTIONS, *["1"] * 5)
    assert phone.dial(PIN, QUESTIONS, "1", "1 inatosha").startswith("CON Una deni?")


@pytest.fixture
def scene(programme: Programme) -> Scene:
    """Return a person a month after her exit: the surveys of month 1 are due."""
    set_up = set_scene(programme)
    set_up.clock.advance(timedelta(days=30))
    return set_up


@pytest.fixture
def phone(app: Flask, programme: Programme, scene: Scene) -> Handset:
    assert scene.person_id
    return Handset(app, programme)
