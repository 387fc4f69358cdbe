"""The simulator plays every survey over every channel that its definition allows, through HTTP.

A phone of the simulator dials or writes, the simulator posts the provider's callbacks to the
application over loopback, and the application sends through the provider's own SDK to it.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from monitor.app import create_app
from monitor.core.clock import to_local
from monitor.core.settings import Settings
from monitor.jobs.registry import run_until_quiet
from monitor.schedule.models import Measure
from monitor.simulator.app import create_simulator
from monitor.simulator.listener import Listener
from monitor.simulator.settings import CallbackKind, SimulatorSettings, Timing
from monitor.surveys import service as surveys
from monitor.surveys.definition import Channel, Survey
from monitor.usecases.programme import Programme
from tests.factories.people import NUMBER
from tests.factories.sms import Scene, set_scene
from tests.factories.surveys import a_due_survey

PIN, HOW, QUESTIONS = "4821", "1", "2"
LONGEST_SCREEN = 140
BETWEEN_TEXTS = timedelta(seconds=5)
KEYS = {"sw": "0 Nipigie 8 Ruka", "en": "0 Call me 8 Skip"}
OPTION = re.compile(r"^([1-6]) ", re.MULTILINE)


@pytest.mark.parametrize("language", ["sw", "en"])
def test_every_survey_is_played_on_screens(
    simulator: FlaskClient, programme: Programme, language: str
) -> None:
    scene = set_scene(programme, language=language)
    played = []
    for survey in programme.surveys.values():
        if survey.may_use(Channel.USSD) and survey.id != "checkin":
            answered = play_by_ussd(simulator, scene, survey, language)
            asked = [question.id for question in survey.questions]
            assert sorted(answered) == sorted(asked), survey.id
            played.append(survey.id)
    assert played == ["core14", "gad2", "hhs", "osss3", "phq2", "who5"]


def test_the_check_in_is_played_on_screens(simulator: FlaskClient, programme: Programme) -> None:
    set_scene(programme)
    assert dial(simulator).startswith("Saa za ofisi za kaunti")
    assert enter(simulator, PIN).startswith("Chagua:\n1 Hali yako")
    assert enter(simulator, HOW) == "Habari yako?\n1 Sawa\n2 Shida\n3 Nipigie\n0 Nipigie"
    assert enter(simulator, "1").startswith("Asante.")


@pytest.mark.parametrize(
    "survey", ["phq9", "cssrs", "hits", "ehits", "k6", "pcptsd5", "rss", "aso"]
)
def test_what_only_a_trained_voice_may_ask_is_offered_on_no_screen(
    simulator: FlaskClient, programme: Programme, survey: str
) -> None:
    scene = set_scene(programme)
    due(scene, survey)
    dial(simulator)
    assert "Maswali" not in enter(simulator, PIN)


def test_the_check_in_is_played_by_sms(simulator: FlaskClient, programme: Programme) -> None:
    scene = set_scene(programme)
    scene.clock.set(scene.checkin(scene.first_checkin()).due_at)
    run_until_quiet(programme)
    simulator.post("/drive/flush")
    (asked,) = texts(simulator)
    assert asked == "Mambo? Jibu 1 Sawa, 2 Shida, 3 Nipigie."
    write(simulator, scene, "1")
    assert texts(simulator)[1:] == ["Asante."]
    checkin = scene.checkin(scene.first_checkin())
    assert checkin.state == "closed"


def test_who5_is_played_by_sms_where_her_plan_says_so(
    simulator: FlaskClient, programme: Programme
) -> None:
    consents = ("checkins", "surveys", "surveys_by_sms")
    scene = set_scene(programme, consents=consents, content_level="on_request")
    measure_id = due(scene, "who5")
    for question in range(1, 6):
        run_until_quiet(programme)
        simulator.post("/drive/flush")
        asked = [text for text in texts(simulator) if text.startswith("Wiki 2: ")]
        assert len(asked) == question
        write(simulator, scene, str(question + 1))
        if question == 3:
            scene.clock.advance(timedelta(days=1) - 4 * BETWEEN_TEXTS)
    assert texts(simulator)[-1] == "Asante."
    with programme.database.reading() as session:
        assert session.get_one(Measure, measure_id).state == "done"
        (run,) = surveys.list_runs(session, scene.person_id)
    assert dict(run.answers) == {f"q{number}": str(number) for number in range(1, 6)}


def play_by_ussd(
    simulator: FlaskClient, scene: Scene, survey: Survey, language: str
) -> dict[str, str]:
    """Answer a survey with the first option, dialling once for each block; return the answers."""
    measure_id = due(scene, survey.id)
    for _ in survey.blocks or "A":
        dial(simulator)
        shown = enter(simulator, PIN)
        assert QUESTIONS in OPTION.findall(shown), shown
        shown = enter(simulator, QUESTIONS)
        while keys := OPTION.findall(shown):
            assert shown.endswith(KEYS[language])
            shown = enter(simulator, keys[0])
    with scene.programme.database.reading() as session:
        assert session.get_one(Measure, measure_id).state == "done"
        run = surveys.list_runs(session, scene.person_id)[-1]
    assert (run.survey, run.state, run.channel) == (survey.id, "finished", "ussd")
    return dict(run.answers)


def due(scene: Scene, survey: str) -> str:
    """Have a survey fall due by tomorrow; return the id of its measure."""
    tomorrow = to_local(scene.now).date() + timedelta(days=1)
    with scene.programme.database.transaction() as session:
        return a_due_survey(session, scene.person_id, scene.exit_id, survey=survey, on=tomorrow)


def dial(simulator: FlaskClient) -> str:
    return screen(simulator.post(f"/drive/handsets/{NUMBER}/dial", json={}).json)


def enter(simulator: FlaskClient, text: str) -> str:
    return screen(simulator.post(f"/drive/handsets/{NUMBER}/enter", json={"text": text}).json)


def screen(shown: Any) -> str:
    """Return the text of a screen that the application answered with."""
    assert shown["kind"] in ("menu", "end", "con", "application"), shown
    assert shown["characters"] <= LONGEST_SCREEN
    return str(shown["text"])


def texts(simulator: FlaskClient) -> list[str]:
    """Return what the phone has received, oldest first."""
    found: Any = simulator.get(f"/drive/handsets/{NUMBER}/messages").json
    return [each["text"] for each in found["messages"] if each["direction"] == "outbound"]


def write(simulator: FlaskClient, scene: Scene, text: str) -> None:
    """Have the phone write, and the application act on it and answer."""
    simulator.post(f"/drive/handsets/{NUMBER}/sms", json={"text": text})
    simulator.post("/drive/flush")
    run_until_quiet(scene.programme)
    scene.clock.advance(BETWEEN_TEXTS)
    run_until_quiet(scene.programme)
    simulator.post("/drive/flush")


class Later:
    """A place for an application that is built only when the address of the other is known."""

    app: Any = None

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.app(environ, start_response)


@contextmanager
def listening(app: Any) -> Iterator[str]:
    listener = Listener(app, "127.0.0.1", 0)
    thread = threading.Thread(target=listener.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.port}"
    finally:
        listener.close()
        thread.join(timeout=10)


@pytest.fixture
def place() -> Later:
    return Later()


@pytest.fixture
def simulated(place: Later, keyring: Any) -> Iterator[Any]:
    """Return a simulator that posts to wherever the application will be; it posts when told."""
    with listening(place) as url:
        yield create_simulator(
            SimulatorSettings(
                callback_base_url=url, api_key="k", username="sandbox",
                keys={kind.value: keyring.callbacks[kind.value][0] for kind in CallbackKind},
                timing=Timing(receipt_delay_seconds=0),
            )
        )  # fmt: skip


@pytest.fixture
def settings(settings: Settings, simulated: Any) -> Iterator[Settings]:
    """Return settings under which the application sends through the simulator."""
    with listening(simulated) as url:
        yield replace(settings, gateway="africastalking", at_base_url=url)


@pytest.fixture
def simulator(simulated: Any, place: Later, programme: Programme) -> FlaskClient:
    place.app = create_app(programme.settings, programme=programme)
    return simulated.test_client()
