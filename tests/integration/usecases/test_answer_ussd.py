"""USSD through HTTP: the PIN, her menu, and what each entry leads to."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.core.facts import Fact
from monitor.people import service as people
from monitor.people.models import Contact
from monitor.sms.models import InboundMessage, OutboundMessage
from monitor.sms.ussd_models import UssdSession
from monitor.surveys import service as surveys
from monitor.triage.models import Page
from monitor.usecases.programme import Programme
from monitor.usecases.review_follow_ups import review_follow_ups
from tests.factories.people import NUMBER, a_person
from tests.factories.sms import Scene
from tests.factories.surveys import Handset
from tests.factories.ussd import (
    DURESS,
    MENU,
    PIN,
    WRONG,
    a_month_on,
    events,
    restrictions,
    rows,
    rules,
    send_checkin,
)

HOW, QUESTIONS, PAUSE, STOP = "1", "2", "3", "4"
OK, PROBLEM, CALL = "1", "2", "3"
YES, NO = "1", "2"


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


def test_her_menu_lifts_the_pause_she_set_and_no_other(phone: Handset, scene: Scene) -> None:
    phone.dial(PIN, PAUSE, YES)
    scene.clock.advance(timedelta(days=1))
    assert phone.dial(PIN, "3", YES) == "END Asante."
    assert restrictions(scene) == frozenset()
    assert rules(scene) == []


@pytest.mark.parametrize(
    ("reason", "by"), [pytest.param("by_staff", "staff", id="staff"), ("hostile", None)]
)
def test_a_pause_of_staff_or_of_a_rule_is_asked_of_a_person(
    phone: Handset, scene: Scene, reason: str, by: str | None
) -> None:
    with scene.programme.database.transaction() as session:
        people.restrict(
            session, kind="pause", scope="person", person_id=scene.person_id, reason=reason,
            at=scene.now, set_by=scene.staff_id if by else None,
        )  # fmt: skip
    scene.clock.advance(timedelta(days=1))
    assert phone.dial(PIN, "3", YES) == "END Asante."
    assert restrictions(scene) == {"pause"}
    assert rules(scene) == ["other_request"]


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


@pytest.mark.parametrize("typed", [(HOW, OK), (HOW, PROBLEM), ("niko salama",)], ids=str)
def test_what_is_said_under_duress_is_kept_and_leaves_the_check_in_unanswered(
    phone: Handset, scene: Scene, typed: tuple[str, ...]
) -> None:
    checkin_id = send_checkin(scene)
    phone.dial(DURESS, *typed)
    checkin = scene.checkin(checkin_id)
    assert (checkin.state, checkin.replied_at, checkin.reply_label, checkin.closed_at) == (
        "sent", None, None, None,
    )  # fmt: skip
    assert len(rows(scene, InboundMessage)) == 1
    told = {fact.kind for fact in rows(scene, Fact)}
    assert not told & {"reply_received", "checkin_replied", "checkin_closed", "contact_recorded"}
    assert [session.under_duress for session in rows(scene, UssdSession)] == [True]


def test_silence_after_an_ok_under_duress_is_looked_into_without_a_reminder(
    phone: Handset, scene: Scene
) -> None:
    checkin_id = send_checkin(scene)
    phone.dial(DURESS, HOW, OK)
    for _ in range(4):
        scene.clock.advance(timedelta(days=1))
        review_follow_ups(scene.programme)
    assert "silence" in rules(scene)
    assert scene.checkin(checkin_id).state == "late"
    with scene.programme.database.reading() as session:
        purposes = set(session.scalars(select(OutboundMessage.purpose)))
    assert "reminder" not in purposes


def test_a_stop_under_duress_works_and_is_grave(phone: Handset, scene: Scene) -> None:
    assert phone.dial(DURESS, STOP, YES) == "END Asante."
    assert restrictions(scene) == {"opt_out"}
    assert rules(scene) == ["duress", "stop_high_risk"]


def test_nothing_is_loosened_under_duress(phone: Handset, scene: Scene) -> None:
    phone.dial(PIN, STOP, YES)
    scene.clock.advance(timedelta(days=1))
    assert phone.dial(DURESS, "2", YES) == "END Asante."
    assert restrictions(scene) == {"opt_out"}


@pytest.fixture
def scene(programme: Programme) -> Scene:
    return a_month_on(programme)


@pytest.fixture
def phone(app: Flask, programme: Programme, scene: Scene) -> Handset:
    return Handset(app, programme)
