"""USSD through HTTP: the public face is the same for everybody, and still hears a cry for help."""

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from monitor.sms.models import InboundMessage
from monitor.sms.ussd_models import PinTry, UssdSession
from monitor.triage.models import Page
from monitor.usecases.programme import Programme
from monitor.usecases.read_callbacks import read_new_callbacks
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


def done(scene: Scene) -> list[str]:
    """Act on what was typed; return the rules that fired, in order."""
    read_new_callbacks(scene.programme)
    return rules(scene)


def costs(scene: Scene, handset: Handset, *entries: str) -> list[tuple[str, int]]:
    """Dial, type, and return each screen with how many statements it took."""
    seen = []
    steps = [handset.dial, *(partial(handset.type, entry) for entry in entries)]
    for step in steps:
        with counted_statements(scene.programme.database.engine) as statements:
            screen = step()
        seen.append((screen, len(statements)))
        read_new_callbacks(scene.programme)
    return seen


def test_every_caller_sees_the_same_first_screen(
    phone: Handset, stranger: Handset, scene: Scene
) -> None:
    first = phone.dial()
    assert first == stranger.dial()
    lock(phone)
    assert phone.dial() == first


ENTRIES = [
    pytest.param("1", id="a choice"),
    pytest.param("9", id="back"),
    pytest.param("99", id="no choice"),
    pytest.param("8", id="one digit"),
    pytest.param("12345", id="five digits"),
    pytest.param(WRONG, id="a wrong PIN"),
    pytest.param(PIN, id="her PIN"),
    pytest.param("0", id="call me"),
    pytest.param("", id="nothing"),
    pytest.param("  ", id="blanks"),
    pytest.param("3*4", id="a star"),
    pytest.param("#!?", id="signs"),
    pytest.param("habari", id="a greeting"),
    pytest.param("Nakuru ofisi gani", id="a question"),
    pytest.param("sawa", id="a word that is an answer elsewhere"),
    pytest.param(f"pin {WRONG}", id="words and digits"),
    pytest.param("ተስፋ አለኝ", id="another script"),
    pytest.param("qzx wvk " * 20, id="long garbage"),
    pytest.param("7" * 160, id="many digits"),
    pytest.param("STOP", id="a stop"),
    pytest.param("nisaidie", id="a call for help in words"),
    pytest.param("anataka kuniua", id="danger"),
    pytest.param("usinipigie simu", id="no calls"),
    pytest.param("mimi ni mume wake", id="somebody else"),
    pytest.param("maembe", id="her word for danger"),
]


@pytest.mark.parametrize("entry", ENTRIES)
def test_known_unknown_and_locked_are_answered_alike_with_the_same_work(
    phone: Handset, stranger: Handset, scene: Scene, entry: str
) -> None:
    of_stranger = costs(scene, stranger, entry, "9", entry)
    if entry != PIN:
        assert costs(scene, phone, entry, "9", entry) == of_stranger
    lock(phone)
    locked = costs(scene, phone, entry, "9", entry)
    assert locked == of_stranger
    lock(stranger)
    assert costs(scene, stranger, entry, "9", entry) == locked


@pytest.mark.parametrize("entry", [WRONG, "0", "STOP", "anataka kuniua", "maembe", "habari"])
def test_two_on_one_number_are_answered_like_nobody(
    phone: Handset, stranger: Handset, scene: Scene, entry: str
) -> None:
    with scene.programme.database.transaction() as session:
        a_person(session, at=scene.now, code_name="Baraka", number=NUMBER, pin="6270")
    assert costs(scene, phone, *[entry] * 3) == costs(scene, stranger, *[entry] * 3)


def test_the_wrong_pin_that_locks_costs_a_stranger_the_same(
    phone: Handset, stranger: Handset, scene: Scene
) -> None:
    assert costs(scene, phone, *[WRONG] * 6) == costs(scene, stranger, *[WRONG] * 6)
    assert rules(scene) == ["pin_lockout"]


@pytest.mark.parametrize("before", ["known", "locked", "shared"])
def test_a_call_for_help_costs_a_stranger_the_same_work(
    phone: Handset, stranger: Handset, scene: Scene, before: str
) -> None:
    if before == "locked":
        lock(phone)
    if before == "shared":
        with scene.programme.database.transaction() as session:
            a_person(session, at=scene.now, code_name="Baraka", number=NUMBER, pin="6270")
    assert costs(scene, phone, "0", "0") == costs(scene, stranger, "0", "0")
    assert rules(scene).count("call_me") == 2


@pytest.mark.parametrize("number", [NUMBER, STRANGER], ids=["hers", "of a stranger"])
@pytest.mark.parametrize(
    "entries",
    [
        pytest.param((WRONG, "99", "8", "", "7" * 160, "#!?"), id="no words"),
        pytest.param(("habari", "STOP", "qzx wvk " * 20, "ተስፋ", "anataka kuniua"), id="words"),
    ],
)
def test_a_wrong_pin_costs_what_any_unknown_choice_costs(
    app: Flask, scene: Scene, entries: tuple[str, ...], number: str
) -> None:
    handset = Handset(app, scene.programme, number=number)
    assert len({costs(scene, handset, "1", entry)[-1] for entry in entries}) == 1


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
    assert done(scene) == []
    assert phone.type(PIN) == MENU
    assert phone.dial(WRONG) == phone.dial(PIN) == phone.dial("99")
    assert done(scene) == ["pin_lockout"]
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
    assert done(scene) == ["pin_lockout", "pin_lockout"]


def test_strangers_are_locked_without_a_case(stranger: Handset, scene: Scene) -> None:
    lock(stranger)
    assert done(scene) == []
    assert len(rows(scene, PinTry)) == 5


def test_zero_from_a_known_number_asks_for_a_call_and_shows_nothing(
    phone: Handset, scene: Scene
) -> None:
    assert phone.dial("0") == phone.dial("99")
    assert done(scene) == ["call_me"]


def test_zero_from_an_unknown_number_is_only_counted(stranger: Handset, scene: Scene) -> None:
    assert stranger.dial("0", "0") == stranger.dial("99")
    assert done(scene) == []
    assert rows(scene, UssdSession)[0].place == {"call_me": 2}


def test_zero_from_a_shared_number_is_a_case_of_nobody_yet(phone: Handset, scene: Scene) -> None:
    with scene.programme.database.transaction() as session:
        a_person(session, at=scene.now, code_name="Baraka", number=NUMBER, pin="6270")
    phone.dial("0")
    assert done(scene) == ["call_me"]


@pytest.mark.parametrize("number", [NUMBER, STRANGER])
def test_a_cry_for_help_on_the_public_face_pages_and_shows_nothing(
    app: Flask, scene: Scene, number: str
) -> None:
    handset = Handset(app, scene.programme, number=number)
    assert handset.dial("anataka kuniua") == handset.dial("99")
    assert done(scene) == ["distress"]
    assert len(rows(scene, Page)) >= 1
    assert len(rows(scene, InboundMessage)) == 1


def test_chatter_on_the_public_face_is_nobodys_business(
    phone: Handset, stranger: Handset, scene: Scene
) -> None:
    phone.dial("Nakuru", "ofisi gani")
    stranger.dial("Nakuru", "ofisi gani")
    assert done(scene) == []


def test_a_duress_word_on_the_public_face_pages_silently(phone: Handset, scene: Scene) -> None:
    assert phone.dial("maembe") == phone.dial("99")
    assert "duress" in done(scene)


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
    read_new_callbacks(scene.programme)
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
