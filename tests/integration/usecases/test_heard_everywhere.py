"""A stop and a cry for help are heard at once, whatever her screen asks just then."""

from dataclasses import replace

import pytest
from flask import Flask

from monitor.app import create_app
from monitor.surveys import service as surveys
from monitor.surveys.definition import Question
from monitor.surveys.questions import TYPES
from monitor.triage.models import Page
from monitor.usecases.programme import Programme
from monitor.usecases.read_callbacks import read_new_callbacks
from tests.factories.sms import Scene
from tests.factories.surveys import Handset
from tests.factories.ussd import DURESS, PIN, a_month_on, restrictions, rows, rules

HOW, QUESTIONS, PAUSE, STOP = "1", "2", "3", "4"
STOPS = ("STOP", "acha", "1 acha", "staki hizi sms", "Naomba mniondoe")
DANGER = ("amenipiga", "2 anataka kuniua", "nataka kufa", "nimefungiwa ndani siruhusiwi kutoka")
RANGES = {"scale": (1, 5), "number": (0, 20)}


@pytest.fixture
def scene(programme: Programme) -> Scene:
    return a_month_on(programme)


@pytest.fixture
def phone(app: Flask, programme: Programme, scene: Scene) -> Handset:
    return Handset(app, programme)


def asked_first(scene: Scene, question_type: str) -> Handset:
    """Return her phone, where her survey begins with a question of a type."""
    core14 = scene.programme.surveys["core14"]
    first, *others = core14.questions
    low, high = RANGES.get(question_type, (None, None))
    options = first.options if question_type == "choice" else ()
    question = Question("c1", question_type, first.texts, options=options, low=low, high=high)
    changed = replace(core14, questions=(question, *others))
    programme = replace(scene.programme, surveys={**scene.programme.surveys, "core14": changed})
    return Handset(create_app(programme.settings, programme=programme), programme)


@pytest.mark.parametrize("question_type", [kind.NAME for kind in TYPES])
@pytest.mark.parametrize("typed", STOPS)
def test_a_stop_in_place_of_any_answer_stops_at_once(
    scene: Scene, question_type: str, typed: str
) -> None:
    phone = asked_first(scene, question_type)
    phone.dial(PIN, QUESTIONS)
    assert phone.type(typed) == "END Asante."
    assert restrictions(scene) == {"opt_out"}
    with scene.programme.database.reading() as session:
        (run,) = surveys.list_runs(session, scene.person_id)
    assert (run.state, run.answers) == ("stopped", ())


@pytest.mark.parametrize("question_type", [kind.NAME for kind in TYPES])
@pytest.mark.parametrize("typed", DANGER)
def test_danger_in_place_of_any_answer_pages_at_once(
    scene: Scene, question_type: str, typed: str
) -> None:
    phone = asked_first(scene, question_type)
    phone.dial(PIN, QUESTIONS)
    assert phone.type(typed).startswith("CON ")
    assert "distress" in rules(scene)
    assert len(rows(scene, Page)) >= 1


@pytest.mark.parametrize("pin", [PIN, DURESS], ids=["her PIN", "duress"])
@pytest.mark.parametrize("screen", [(), (HOW,), (PAUSE,), (STOP,), (QUESTIONS,)], ids=str)
def test_both_are_heard_on_every_screen_of_hers(
    phone: Handset, scene: Scene, screen: tuple[str, ...], pin: str
) -> None:
    phone.dial(pin, *screen, "amenipiga acha kunitumia sms")
    assert "distress" in rules(scene)
    assert restrictions(scene) >= {"opt_out"}


@pytest.mark.parametrize("typed", STOPS)
def test_a_stop_in_her_menu_stops(phone: Handset, scene: Scene, typed: str) -> None:
    assert phone.dial(PIN, typed) == "END Asante."
    assert restrictions(scene) == {"opt_out"}


@pytest.mark.parametrize("typed", STOPS)
def test_a_stop_on_the_public_face_stops(phone: Handset, scene: Scene, typed: str) -> None:
    assert phone.dial("1", typed) == phone.dial("1", "99")
    read_new_callbacks(scene.programme)
    assert restrictions(scene) == {"opt_out"}


@pytest.mark.parametrize("typed", DANGER)
def test_danger_on_the_public_face_pages(phone: Handset, scene: Scene, typed: str) -> None:
    assert phone.dial("1", typed) == phone.dial("1", "99")
    read_new_callbacks(scene.programme)
    assert rules(scene) == ["distress"]
    assert len(rows(scene, Page)) >= 1
