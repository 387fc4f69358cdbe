"""USSD through HTTP: the public face is the same for everybody, and still hears a cry for help."""

from datetime import timedelta

import pytest
from flask import Flask

from monitor.sms.models import InboundMessage
from monitor.sms.ussd_models import PinTry, UssdSession
from monitor.triage.models import Page
from monitor.usecases.programme import Programme
from tests.factories.people import NUMBER, a_person
from tests.factories.sms import Scene
from tests.factories.surveys import STRANGER, Handset, counted_statements
from tests.factories.ussd import (
    MENU,
    PIN,
    WRONG,
    a_month_on,
    events,
    restrictions,
    rows,
    rules,
)


def lock(phone: Handset) -> None:
    phone.dial(*[WRONG] * 5)


def test_every_caller_sees_the_same_first_screen(
    phone: Handset, stranger: Handset, scene: Scene
) -> None:
    first = phone.dial()
    assert first == stranger.dial()
    lock(phone)
    assert phone.dial() == first


@pytest.mark.parametrize("entry", ["1", "99", WRONG, PIN, "", "3*4", "0", "9"])
def test_known_unknown_and_locked_are_answered_alike_with_the_same_work(
    phone: Handset, stranger: Handset, scene: Scene, entry: str
) -> None:
    def play(handset: Handset) -> tuple[list[str], list[int]]:
        shown, work = [], []
        for step in (handset.dial, lambda: handset.type(entry)):
            with counted_statements(scene.programme.database.engine) as statements:
                shown.append(step())
            work.append(len(statements))
        return shown, work

    of_stranger = play(stranger)
    if entry != PIN:
        assert play(phone) == of_stranger
    lock(phone)
    if entry != "0":
        assert play(phone) == of_stranger
    lock(stranger)
    assert play(stranger) == of_stranger


@pytest.mark.parametrize("before", ["known", "locked", "shared"])
def test_a_call_for_help_costs_a_stranger_the_same_work(
    phone: Handset, stranger: Handset, scene: Scene, before: str
) -> None:
    if before == "locked":
        lock(phone)
    if before == "shared":
        with scene.programme.database.transaction() as session:
            a_person(session, at=scene.now, code_name="Baraka", number=NUMBER, pin="6270")
    seen = []
    for handset in (phone, stranger):
        handset.dial()
        with counted_statements(scene.programme.database.engine) as statements:
            seen.append((handset.type("0"), len(statements)))
    assert seen[0] == seen[1]
    assert rules(scene).count("call_me") == 1


def test_words_on_the_public_face_are_answered_alike(phone: Handset, stranger: Handset) -> None:
    assert phone.dial("habari") == stranger.dial("habari") == stranger.dial("99")


def test_a_wrong_pin_costs_what_any_unknown_choice_costs(phone: Handset, scene: Scene) -> None:
    seen = []
    for entry in (WRONG, "99", "8"):
        phone.dial()
        with counted_statements(scene.programme.database.engine) as statements:
            seen.append((phone.type(entry), len(statements)))
    assert len(set(seen)) == 1


def test_a_pin_of_somebody_else_opens_nothing(phone: Handset, scene: Scene) -> None:
    with scene.programme.database.transaction() as session:
        a_person(session, at=scene.now, code_name="Baraka", number="+254700000002", pin="6270")
    assert phone.dial("6270") == phone.dial("99")


def test_the_menu_opens_on_any_public_screen(phone: Handset) -> None:
    assert phone.dial(PIN) == MENU
    assert phone.dial("1", "9", "2", PIN) == MENU
    assert phone.dial(f"{PIN}#") == MENU


def test_a_deep_dial_gets_the_first_screen_and_opens_nothing(phone: Handset) -> None:
    first = phone.dial()
    phone.session_id, phone.inputs = "ATUid_deep", [PIN]
    assert phone.send() == first
    assert phone.type("1").startswith("CON Nairobi")


def test_the_fifth_wrong_pin_stops_the_checking_for_a_day_and_tells_somebody(
    phone: Handset, scene: Scene
) -> None:
    phone.dial(*[WRONG] * 4)
    assert rules(scene) == []
    assert phone.type(PIN) == MENU
    assert phone.dial(WRONG) == phone.dial(PIN) == phone.dial("99")
    assert rules(scene) == ["pin_lockout"]
    assert events(scene)[0].severity == 2
    scene.clock.advance(timedelta(hours=23, minutes=59))
    assert phone.dial(PIN) == phone.dial("99")
    scene.clock.advance(timedelta(minutes=1))
    assert phone.dial(PIN) == MENU
    assert len(rows(scene, PinTry)) == 5


def test_a_lockout_of_a_shared_number_is_told_for_everybody_on_it(
    phone: Handset, scene: Scene
) -> None:
    with scene.programme.database.transaction() as session:
        a_person(session, at=scene.now, code_name="Baraka", number=NUMBER, pin="6270")
    lock(phone)
    assert rules(scene) == ["pin_lockout", "pin_lockout"]


def test_strangers_are_locked_without_a_case(stranger: Handset, scene: Scene) -> None:
    lock(stranger)
    assert rules(scene) == []
    assert len(rows(scene, PinTry)) == 5


def test_zero_from_a_known_number_asks_for_a_call_and_shows_nothing(
    phone: Handset, scene: Scene
) -> None:
    assert phone.dial("0") == phone.dial("99")
    assert rules(scene) == ["call_me"]


def test_zero_from_an_unknown_number_is_only_counted(stranger: Handset, scene: Scene) -> None:
    assert stranger.dial("0", "0") == stranger.dial("99")
    assert rules(scene) == []
    assert rows(scene, UssdSession)[0].place == {"call_me": 2}


def test_zero_from_a_shared_number_is_a_case_of_nobody_yet(phone: Handset, scene: Scene) -> None:
    with scene.programme.database.transaction() as session:
        a_person(session, at=scene.now, code_name="Baraka", number=NUMBER, pin="6270")
    phone.dial("0")
    assert rules(scene) == ["call_me"]


@pytest.mark.parametrize("number", [NUMBER, STRANGER])
def test_a_cry_for_help_on_the_public_face_pages_and_shows_nothing(
    app: Flask, scene: Scene, number: str
) -> None:
    handset = Handset(app, scene.programme, number=number)
    assert handset.dial("anataka kuniua") == handset.dial("99")
    assert rules(scene) == ["distress"]
    assert len(rows(scene, Page)) >= 1
    assert len(rows(scene, InboundMessage)) == 1


def test_chatter_on_the_public_face_is_nobodys_business(
    phone: Handset, stranger: Handset, scene: Scene
) -> None:
    phone.dial("Nakuru", "ofisi gani")
    stranger.dial("Nakuru", "ofisi gani")
    assert rules(scene) == []


def test_a_duress_word_on_the_public_face_pages_silently(phone: Handset, scene: Scene) -> None:
    assert phone.dial("maembe") == phone.dial("99")
    assert "duress" in rules(scene)


@pytest.mark.parametrize(
    ("words", "restriction"),
    [
        pytest.param("usinipigie simu", "no_call", id="no calls"),
        pytest.param("mimi ni mume wake", "freeze", id="somebody else holds the phone"),
    ],
)
def test_what_closes_a_way_to_her_holds_from_the_public_face_too(
    phone: Handset, scene: Scene, words: str, restriction: str
) -> None:
    assert phone.dial(words) == phone.dial("99")
    assert restriction in restrictions(scene)


# Her menu


@pytest.fixture
def scene(programme: Programme) -> Scene:
    return a_month_on(programme)


@pytest.fixture
def phone(app: Flask, programme: Programme, scene: Scene) -> Handset:
    return Handset(app, programme)


@pytest.fixture
def stranger(app: Flask, programme: Programme) -> Handset:
    return Handset(app, programme, number=STRANGER)
