"""Going on with a survey that broke off: what was asked again once is not asked a third time."""

import pytest
from flask import Flask

from monitor.surveys import service as surveys
from monitor.usecases.programme import Programme
from tests.factories.sms import Scene
from tests.factories.surveys import Handset
from tests.factories.ussd import DURESS, PIN, a_month_on, rules

QUESTIONS = "2"
SAFE, BOTHERED, FREE = "Unajisikia salama", "Kuna mtu wa zamani", "Unaweza kutoka"


@pytest.fixture
def scene(programme: Programme) -> Scene:
    return a_month_on(programme)


@pytest.fixture
def phone(app: Flask, programme: Programme, scene: Scene) -> Handset:
    return Handset(app, programme)


@pytest.mark.parametrize("pin", [PIN, DURESS], ids=["hers", "duress"])
def test_a_question_asked_again_is_not_asked_once_more_after_a_redial(
    phone: Handset, scene: Scene, pin: str
) -> None:
    assert phone.dial(PIN, QUESTIONS, "1 au 2").startswith("CON Chagua namba moja.")
    shown = phone.dial(pin, QUESTIONS)
    assert shown.startswith(f"CON {SAFE}")
    assert phone.type("1 au 2").startswith(f"CON {BOTHERED}")
    with scene.programme.database.reading() as session:
        run = surveys.list_runs(session, scene.person_id)[-1]
    assert run.answers == (("c1", "unclear"),)
    assert "unclear" in rules(scene)


def test_the_next_question_after_a_redial_is_asked_again_as_any_other(
    phone: Handset, scene: Scene
) -> None:
    phone.dial(PIN, QUESTIONS, "1 au 2")
    phone.dial(PIN, QUESTIONS, "1", "1 au 2")
    assert phone.shows.startswith("CON Chagua namba moja.")
    assert phone.dial(PIN, QUESTIONS, "1").startswith(f"CON {FREE}")
    assert "unclear" not in rules(scene)
