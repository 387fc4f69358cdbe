"""Her screens show only what two people approved, whatever changes while she is on the line."""

from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from monitor.app import create_app
from monitor.core.ids import new_id
from monitor.core.language import wording_hash
from monitor.core.settings import UnapprovedTexts
from monitor.people.models import Person
from monitor.sms.her_screens import WORDINGS
from monitor.sms.models import TextApproval
from monitor.staff.models import Staff
from monitor.surveys import service as surveys
from monitor.surveys.definition import wordings
from monitor.triage.models import Alarm
from monitor.usecases.programme import Programme
from tests.factories.sms import Scene
from tests.factories.surveys import Handset
from tests.factories.ussd import DURESS, MENU, PIN, WRONG, a_month_on, events, rows, rules

HOW, QUESTIONS = "1", "2"
ENGLISH = "CON Choose:"


@pytest.fixture
def strict(programme: Programme) -> Programme:
    """Return an installation that shows only what is approved."""
    settings = replace(programme.settings, unapproved_texts=UnapprovedTexts.REFUSE)
    return replace(programme, settings=settings)


@pytest.fixture
def scene(strict: Programme) -> Scene:
    """Return a person a month after her exit; her menu and Core-14 are approved in Swahili."""
    scene = a_month_on(strict)
    approve_menu(scene, "sw")
    with strict.database.transaction() as session:
        for wording in wordings(strict.surveys["core14"]):
            if wording.language == "sw":
                _approve(session, wording.place, "sw", wording.text, at=scene.now)
    return scene


@pytest.fixture
def app(strict: Programme) -> Flask:
    return create_app(strict.settings, programme=strict)


@pytest.fixture
def phone(app: Flask, strict: Programme, scene: Scene) -> Handset:
    return Handset(app, strict)


def approve_menu(scene: Scene, language: str) -> None:
    with scene.programme.database.transaction() as session:
        for template in WORDINGS:
            text = scene.programme.languages.wording(template, language)
            assert text is not None
            _approve(session, template, language, text, at=scene.now)


def _approve(session: Session, place: str, language: str, text: str, *, at: datetime) -> None:
    by = session.scalars(select(Staff.id)).first()
    session.add(
        TextApproval(
            id=new_id(),
            template=place,
            language=language,
            wording_hash=wording_hash(text),
            first_by=by,
            first_at=at,
            second_by=by,
            second_at=at,
        )
    )


def withdraw(scene: Scene, template: str) -> None:
    with scene.programme.database.transaction() as session:
        session.execute(delete(TextApproval).where(TextApproval.template == template))


def speak(scene: Scene, language: str) -> None:
    with scene.programme.database.transaction() as session:
        session.execute(
            update(Person).where(Person.id == scene.person_id).values(language=language)
        )


def alarms(scene: Scene) -> list[str]:
    return [alarm.kind for alarm in rows(scene, Alarm)]


@pytest.mark.parametrize("pin", [PIN, DURESS], ids=["her PIN", "duress"])
def test_a_menu_that_nobody_approved_is_not_opened(phone: Handset, scene: Scene, pin: str) -> None:
    speak(scene, "en")
    assert phone.dial(pin) == phone.dial(WRONG)
    assert "ussd_words_missing" in alarms(scene)
    assert ("duress" in rules(scene)) is (pin == DURESS)


@pytest.mark.parametrize(
    ("before", "entry"),
    [
        pytest.param((), HOW, id="how she is"),
        pytest.param((), "99", id="no choice"),
        pytest.param((), "0", id="call me"),
        pytest.param((), "amenipiga", id="danger"),
        pytest.param(("3",), "2", id="back from a question whether she is sure"),
        pytest.param(("4",), "1", id="a stop"),
        pytest.param((HOW,), "1", id="an answer"),
        pytest.param((QUESTIONS, "1"), "1 au 2", id="an answer nobody can read"),
        pytest.param((QUESTIONS, "1"), "0", id="call me in a survey"),
        pytest.param((QUESTIONS, "1"), "1", id="the next question"),
    ],
)
def test_a_session_goes_on_in_the_language_it_was_opened_in(
    phone: Handset, scene: Scene, before: tuple[str, ...], entry: str
) -> None:
    phone.dial(PIN, *before)
    speak(scene, "en")
    shown = phone.type(entry)
    texts = scene.programme.languages.by_code["en"].texts
    assert [texts[name] for name in WORDINGS if texts[name] in shown] == []
    assert "ussd_words_missing" not in alarms(scene)


def test_a_language_that_is_approved_holds_from_the_next_dial(phone: Handset, scene: Scene) -> None:
    approve_menu(scene, "en")
    phone.dial(PIN)
    speak(scene, "en")
    assert phone.type(HOW).startswith("CON Habari yako?")
    assert phone.dial(PIN).startswith(ENGLISH)


def test_a_session_whose_wordings_lose_their_approval_goes_on_in_her_language_of_now(
    phone: Handset, scene: Scene
) -> None:
    approve_menu(scene, "en")
    phone.dial(PIN)
    speak(scene, "en")
    with scene.programme.database.transaction() as session:
        session.execute(delete(TextApproval).where(TextApproval.language == "sw"))
    assert phone.type("99").split("\n")[1:2] == ["Choose:"]


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        pytest.param("2", "problem", id="a problem"),
        pytest.param("0", "call_me", id="call me"),
        pytest.param("amenipiga", "distress", id="danger"),
    ],
)
def test_what_she_typed_is_acted_on_where_no_screen_may_follow(
    phone: Handset, scene: Scene, typed: str, rule: str
) -> None:
    phone.dial(PIN, HOW)
    withdraw(scene, "ussd_menu")
    assert phone.type(typed) == "END Asante."
    assert [event.rule for event in events(scene)] == [rule]
    assert "ussd_words_missing" in alarms(scene)


def test_no_question_is_shown_that_lost_its_approval_and_the_answer_before_it_is_kept(
    phone: Handset, scene: Scene
) -> None:
    phone.dial(PIN, QUESTIONS)
    place = next(
        wording.place
        for wording in wordings(scene.programme.surveys["core14"])
        if wording.language == "sw" and "Kuna mtu wa zamani" in wording.text
    )
    withdraw(scene, place)
    assert phone.type("1") == MENU.replace("2 Maswali mafupi\n3", "2").replace("4 Acha", "3 Acha")
    with scene.programme.database.reading() as session:
        (run,) = surveys.list_runs(session, scene.person_id)
    assert run.answers == (("c1", "1"),)
