"""The end of a session through HTTP: a survey that broke off is told from a good end."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from monitor.sms.models import RawCallback
from monitor.sms.ussd_models import UssdSession
from monitor.surveys.models import SurveyRun
from monitor.triage import alarms
from monitor.usecases.end_ussd import end_lost_sessions
from monitor.usecases.programme import Programme
from monitor.usecases.read_callbacks import read_new_callbacks
from tests.factories.sms import Scene
from tests.factories.surveys import Handset
from tests.factories.ussd import DURESS, PIN, a_month_on, rows, rules

QUESTIONS = "2"


@pytest.fixture
def scene(programme: Programme) -> Scene:
    return a_month_on(programme)


@pytest.fixture
def phone(app: Flask, programme: Programme, scene: Scene) -> Handset:
    return Handset(app, programme)


def test_a_hang_up_in_a_survey_is_a_sign_for_somebody(phone: Handset, scene: Scene) -> None:
    phone.dial(PIN, QUESTIONS, "1")
    phone.hang_up()
    read_new_callbacks(scene.programme)
    assert rules(scene) == ["dropped_call"]
    assert rows(scene, UssdSession)[0].outcome == "dropped"
    assert rows(scene, SurveyRun)[0].state == "open"
    phone.hang_up()
    read_new_callbacks(scene.programme)
    assert rules(scene) == ["dropped_call"]


def drop(phone: Handset, scene: Scene, *typed: str) -> list[str]:
    phone.dial(*typed)
    phone.hang_up()
    read_new_callbacks(scene.programme)
    scene.clock.advance(timedelta(hours=1))
    return rules(scene)


def test_three_surveys_broken_off_in_a_row_offer_a_call_once(phone: Handset, scene: Scene) -> None:
    question = (PIN, QUESTIONS, "1")
    drop(phone, scene, *question)
    drop(phone, scene, PIN)
    assert "dropped_often" not in drop(phone, scene, *question)
    assert drop(phone, scene, *question).count("dropped_often") == 1
    assert drop(phone, scene, *question).count("dropped_often") == 1


def test_a_survey_that_came_to_its_end_begins_the_row_anew(phone: Handset, scene: Scene) -> None:
    question = (PIN, QUESTIONS, "1")
    drop(phone, scene, *question)
    drop(phone, scene, *question)
    phone.dial(PIN, QUESTIONS, *["1"] * 3)
    assert phone.shows == "END Asante."
    scene.clock.advance(timedelta(hours=1))
    assert "dropped_often" not in drop(phone, scene, *question)


def test_what_breaks_off_under_duress_is_no_habit_of_hers(phone: Handset, scene: Scene) -> None:
    for _ in range(3):
        drop(phone, scene, DURESS, QUESTIONS, "1")
    assert "dropped_call" in rules(scene)
    assert "dropped_often" not in rules(scene)


def lose(phone: Handset, scene: Scene, *typed: str) -> list[str]:
    """Break off without any notice, and wait."""
    phone.dial(*typed)
    scene.clock.advance(timedelta(hours=1))
    end_lost_sessions(scene.programme)
    return rules(scene)


def test_a_survey_that_falls_silent_without_a_notice_broke_off_too(
    phone: Handset, scene: Scene
) -> None:
    phone.dial(PIN, QUESTIONS, "1")
    scene.clock.advance(timedelta(minutes=4))
    assert end_lost_sessions(scene.programme) == 0
    scene.clock.advance(timedelta(minutes=1))
    assert end_lost_sessions(scene.programme) == 1
    assert rules(scene) == ["dropped_call"]
    assert rows(scene, UssdSession)[0].outcome == "timed_out"
    assert end_lost_sessions(scene.programme) == 0
    phone.hang_up()
    read_new_callbacks(scene.programme)
    assert rules(scene) == ["dropped_call"], "a late notice tells nothing new"


@pytest.mark.parametrize("breaks", [(drop, drop, lose), (lose, drop, drop), (lose, lose, lose)])
def test_notices_and_time_outs_make_one_row(
    phone: Handset, scene: Scene, breaks: tuple[Callable[..., list[str]], ...]
) -> None:
    *first, last = breaks
    for way in first:
        assert "dropped_often" not in way(phone, scene, PIN, QUESTIONS, "1")
    assert last(phone, scene, PIN, QUESTIONS, "1").count("dropped_often") == 1


@pytest.mark.parametrize("breaks", [drop, lose])
def test_what_came_to_its_end_between_begins_the_row_anew(
    phone: Handset, scene: Scene, breaks: Callable[..., list[str]]
) -> None:
    for _ in range(2):
        breaks(phone, scene, PIN, QUESTIONS, "1")
    assert phone.dial(PIN, QUESTIONS, *["1"] * 3) == "END Asante."
    for _ in range(2):
        assert "dropped_often" not in breaks(phone, scene, PIN, QUESTIONS, "1")
    assert "dropped_often" in breaks(phone, scene, PIN, QUESTIONS, "1")


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param((), id="the public face"),
        pytest.param((PIN,), id="her menu"),
        pytest.param((PIN, QUESTIONS, *["1"] * 5), id="a block that ended"),
    ],
)
def test_silence_elsewhere_is_no_sign(phone: Handset, scene: Scene, typed: tuple[str, ...]) -> None:
    assert lose(phone, scene, *typed) == []


def test_our_fault_is_told_though_the_session_was_given_up(phone: Handset, scene: Scene) -> None:
    lose(phone, scene, PIN)
    phone.hang_up("Failed")
    read_new_callbacks(scene.programme)
    with scene.programme.database.reading() as session:
        assert alarms.is_open(session, "ussd_fault")


def test_an_end_that_nobody_knows_is_told(phone: Handset, scene: Scene) -> None:
    phone.session_id = "ATUid_unknown"
    phone.hang_up()
    read_new_callbacks(scene.programme)
    (raw,) = rows(scene, RawCallback)
    assert (raw.state, raw.reason) == ("quarantined", "unknown_session")
    with scene.programme.database.reading() as session:
        assert alarms.is_open(session, "callback_quarantined")


def test_a_hang_up_elsewhere_or_a_good_end_is_no_sign(phone: Handset, scene: Scene) -> None:
    phone.dial(PIN)
    phone.hang_up()
    phone.dial(PIN, QUESTIONS, *["1"] * 5)
    phone.hang_up("Success")
    phone.dial("1")
    phone.hang_up()
    read_new_callbacks(scene.programme)
    assert rules(scene) == []
    outcomes = sorted(row.outcome for row in rows(scene, UssdSession))
    assert outcomes == ["completed_session", "dropped", "dropped"]
