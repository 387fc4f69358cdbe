"""USSD through HTTP: the public face, the PIN, her menu, and what each entry leads to."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.core.facts import Fact
from monitor.people import service as people
from monitor.people.models import Contact
from monitor.schedule import service as schedule
from monitor.sms.models import InboundMessage
from monitor.sms.ussd_models import PinTry, UssdSession
from monitor.surveys import service as surveys
from monitor.triage.models import CaseEvent, Page
from monitor.usecases.programme import Programme
from tests.factories.people import NUMBER, a_person
from tests.factories.sms import Scene, set_scene
from tests.factories.surveys import STRANGER, Handset, counted_statements

PIN, DURESS, WRONG = "4821", "7395", "1357"
MENU = "CON Chagua:\n1 Hali yako\n2 Maswali mafupi\n3 Pumzika wiki 2\n4 Acha\n0 Nipigie"
HOW, QUESTIONS, PAUSE, STOP = "1", "2", "3", "4"
OK, PROBLEM, CALL = "1", "2", "3"
YES, NO = "1", "2"


@pytest.fixture
def scene(programme: Programme) -> Scene:
    """Return a person a month after her exit: the surveys of month 1 are due."""
    set_up = set_scene(programme, duress_pin=DURESS)
    set_up.clock.advance(timedelta(days=30))
    return set_up


@pytest.fixture
def phone(app: Flask, programme: Programme, scene: Scene) -> Handset:
    return Handset(app, programme)


@pytest.fixture
def stranger(app: Flask, programme: Programme) -> Handset:
    return Handset(app, programme, number=STRANGER)


def events(scene: Scene) -> list[CaseEvent]:
    with scene.programme.database.reading() as session:
        return list(session.scalars(select(CaseEvent).order_by(CaseEvent.id)))


def rules(scene: Scene) -> list[str]:
    return [event.rule for event in events(scene)]


def rows(scene: Scene, table: Any) -> list[Any]:
    with scene.programme.database.reading() as session:
        return list(session.scalars(select(table)))


def restrictions(scene: Scene) -> frozenset[str]:
    with scene.programme.database.reading() as session:
        return people.contact_facts(session, scene.person_id, now=scene.now).restrictions


def send_checkin(scene: Scene) -> str:
    checkin_id = scene.first_checkin()
    with scene.programme.database.transaction() as session:
        schedule.mark_sent(session, checkin_id, at=scene.now)
    return checkin_id


def lock(phone: Handset) -> None:
    phone.dial(*[WRONG] * 5)


# The public face


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
    if entry not in (PIN, "0"):
        assert play(phone) == of_stranger
    lock(phone)
    if entry != "0":
        assert play(phone) == of_stranger
    lock(stranger)
    assert play(stranger) == of_stranger


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


# Her menu


def test_a_right_pin_is_a_verified_contact(phone: Handset, scene: Scene) -> None:
    phone.dial(PIN)
    (contact,) = rows(scene, Contact)
    assert (contact.method, contact.verified, contact.person_id) == (
        "ussd_pin", True, scene.person_id,
    )  # fmt: skip


def test_the_pin_tells_two_people_on_one_number_apart(phone: Handset, scene: Scene) -> None:
    with scene.programme.database.transaction() as session:
        other = a_person(
            session, at=scene.now, code_name="Baraka", number=NUMBER, pin="6270", language="en",
            survey_channel="none",
        )  # fmt: skip
    assert phone.dial("6270").startswith("CON Choose:\n1 How you are\n2 Pause")
    assert rows(scene, UssdSession)[0].person_id == other.person_id


def test_an_ok_closes_the_check_in_like_a_text(phone: Handset, scene: Scene) -> None:
    checkin_id = send_checkin(scene)
    assert phone.dial(PIN, HOW, OK) == MENU.replace("CON ", "CON Asante.\n")
    checkin = scene.checkin(checkin_id)
    assert (checkin.state, checkin.reply_label) == ("closed", "ok")
    assert rules(scene) == []


def test_a_problem_raises_its_case_and_leaves_the_check_in_open(
    phone: Handset, scene: Scene
) -> None:
    checkin_id = send_checkin(scene)
    shown = phone.dial(PIN, HOW, PROBLEM)
    assert shown.startswith("CON Asante. Tutawasiliana.\n")
    assert scene.checkin(checkin_id).closed_at is None
    assert rules(scene) == ["problem"]


def test_call_me_is_promised_while_somebody_is_on_duty(phone: Handset, scene: Scene) -> None:
    assert phone.dial(PIN, HOW, CALL).startswith("CON Asante. Tutakupigia.\n")
    assert rules(scene) == ["callback"]


def test_words_in_her_menu_are_read_like_a_text_and_can_be_opened(
    phone: Handset, scene: Scene
) -> None:
    phone.dial(PIN, HOW, "amenipiga tena")
    assert rules(scene) == ["distress"]
    (message,) = rows(scene, InboundMessage)
    assert events(scene)[0].source_id == message.id
    assert message.person_id == scene.person_id
    assert len(rows(scene, Page)) >= 1


def test_zero_is_acknowledged_on_the_same_screen_and_the_session_goes_on(
    phone: Handset, scene: Scene
) -> None:
    shown = phone.dial(PIN, HOW, "0")
    assert shown == (
        "CON Asante. Tutakupigia.\nHabari yako?\n1 Sawa\n2 Shida\n3 Nipigie\n0 Nipigie"
    )
    assert phone.type(OK).startswith("CON Asante.\nChagua:")
    assert rules(scene) == ["call_me"]


def test_no_call_is_promised_where_she_said_that_calls_are_not_safe(
    phone: Handset, scene: Scene
) -> None:
    scene.restrict("no_call")
    assert phone.dial(PIN, "0").startswith("CON Asante. Tutawasiliana.\n")


@pytest.mark.parametrize("entry", ["", "9", "8", "3*4", "2*", "00", "7", WRONG])
def test_what_is_no_choice_is_asked_again(phone: Handset, scene: Scene, entry: str) -> None:
    assert phone.dial(PIN, entry) == MENU.replace("CON ", "CON Chagua namba moja.\n")
    assert phone.type(HOW).startswith("CON Habari yako?")
    assert rules(scene) == []


def test_a_pause_holds_for_two_weeks_after_one_question(phone: Handset, scene: Scene) -> None:
    assert phone.dial(PIN, PAUSE) == "CON Pumzika wiki 2?\n1 Ndiyo\n2 Hapana\n0 Nipigie"
    assert restrictions(scene) == frozenset()
    assert phone.type(YES) == "END Asante."
    assert restrictions(scene) == {"pause"}
    scene.clock.advance(timedelta(weeks=2))
    assert restrictions(scene) == frozenset()


def test_a_stop_holds_at_once_takes_back_messages_and_opens_a_case(
    phone: Handset, scene: Scene
) -> None:
    queued = scene.queue()
    phone.dial(PIN, STOP)
    assert restrictions(scene) == frozenset()
    assert phone.type(YES) == "END Asante."
    assert restrictions(scene) == {"opt_out"}
    assert scene.message(queued).state == "cancelled"
    assert rules(scene) == ["stop_high_risk"]


@pytest.mark.parametrize("item", [PAUSE, STOP])
def test_a_no_changes_nothing(phone: Handset, scene: Scene, item: str) -> None:
    assert phone.dial(PIN, item, NO) == MENU
    assert restrictions(scene) == frozenset()


def test_the_word_stop_stops_from_any_screen_of_hers(phone: Handset, scene: Scene) -> None:
    assert phone.dial(PIN, QUESTIONS, "STOP") == "END Asante."
    assert restrictions(scene) == {"opt_out"}
    with scene.programme.database.reading() as session:
        assert [run.state for run in surveys.list_runs(session, scene.person_id)] == ["stopped"]


def test_she_comes_back_by_her_menu(phone: Handset, scene: Scene) -> None:
    phone.dial(PIN, STOP, YES)
    scene.clock.advance(timedelta(days=1))
    assert phone.dial(PIN) == "CON Chagua:\n1 Hali yako\n2 Anza tena\n0 Nipigie"
    assert phone.type("2").startswith("CON Uanze kupokea tena?")
    assert phone.type(YES) == "END Asante."
    assert restrictions(scene) == frozenset()


# Duress


def test_a_duress_pin_opens_her_ordinary_menu_and_pages_silently(
    phone: Handset, scene: Scene
) -> None:
    assert phone.dial(DURESS) == MENU
    (event,) = events(scene)
    assert (event.rule, event.severity, event.silent) == ("duress", 4, True)
    assert len(rows(scene, Page)) >= 1
    assert rows(scene, Contact) == []


def test_the_same_dialogue_looks_the_same_under_duress(
    phone: Handset, app: Flask, scene: Scene
) -> None:
    typed = (HOW, OK, HOW, CALL, "0", QUESTIONS, "1", "0", "8")
    phone.dial(DURESS)
    forced = [phone.type(entry) for entry in typed]
    phone.dial(PIN)
    assert [phone.type(entry) for entry in typed] == forced


def test_an_ok_under_duress_is_kept_and_never_counted(phone: Handset, scene: Scene) -> None:
    checkin_id = send_checkin(scene)
    phone.dial(DURESS, HOW, OK)
    checkin = scene.checkin(checkin_id)
    assert checkin.closed_at is None
    assert checkin.reply_label != "ok"
    assert [message.label for message in rows(scene, InboundMessage)] == ["ok"]
    assert all(fact.data.get("label") != "ok" for fact in rows(scene, Fact))
    assert [session.under_duress for session in rows(scene, UssdSession)] == [True]


def test_a_stop_under_duress_works_and_is_grave(phone: Handset, scene: Scene) -> None:
    assert phone.dial(DURESS, STOP, YES) == "END Asante."
    assert restrictions(scene) == {"opt_out"}
    assert rules(scene) == ["duress", "stop_high_risk"]


def test_nothing_is_loosened_under_duress(phone: Handset, scene: Scene) -> None:
    phone.dial(PIN, STOP, YES)
    scene.clock.advance(timedelta(days=1))
    assert phone.dial(DURESS, "2", YES) == "END Asante."
    assert restrictions(scene) == {"opt_out"}
