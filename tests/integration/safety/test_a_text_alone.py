"""What a text by itself may and may not do: whoever holds her phone can write one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.core.errors import Conflict
from monitor.people import service as people
from monitor.people.models import Exit, Person, Phone, Plan
from monitor.sms import replies
from monitor.sms.models import InboundMessage
from monitor.triage.models import Case, CaseEvent, Page
from monitor.usecases.show_number import show_number
from tests.factories.people import NUMBER
from tests.factories.sms import Scene

Text = Callable[[str], list[str]]
STRANGER = "+254799999999"
OK_ANSWER = ["Asante."]


def rows(scene: Scene, model: type[Any]) -> list[Any]:
    with scene.programme.database.reading() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def cases(scene: Scene) -> dict[str, int]:
    return {case.reason: case.severity for case in rows(scene, Case)}


def restrictions(scene: Scene) -> frozenset[str]:
    with scene.programme.database.reading() as session:
        return people.contact_facts(session, scene.person_id, now=scene.now).restrictions


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("nimebadilisha laini, namba mpya 0733111222", id="Swahili"),
        pytest.param("this is my new number 0733 111 222", id="English"),
    ],
)
def test_no_text_changes_her_number(scene: Scene, text: Text, words: str) -> None:
    waiting = scene.queue(template="reminder")
    text(words)
    with scene.programme.database.reading() as session:
        assert people.number_of(session, scene.person_id) == NUMBER
    assert [phone.ended_at for phone in rows(scene, Phone)] == [None]
    assert cases(scene)["new_number"] >= 2
    assert scene.message(waiting).state == "cancelled"


@pytest.mark.parametrize("words", ["anza", "START", "nataka kuendelea", "1", "sawa", "niko sawa"])
def test_no_text_brings_messages_back_after_a_stop(scene: Scene, text: Text, words: str) -> None:
    text("STOP")
    scene.clock.advance(timedelta(minutes=30))
    text(words)
    assert restrictions(scene) == {"opt_out"}
    assert scene.queue(template="reminder").reason == "opted_out"


def test_no_text_ends_her_care_or_changes_what_was_agreed(scene: Scene, text: Text) -> None:
    for words in ("STOP", "nimehamia Narok", "nitumie usiku tu", "msinifuatilie tena"):
        text(words)
    assert [exit_.ended_as for exit_ in rows(scene, Exit)] == [None]
    assert [plan.replaced_at for plan in rows(scene, Plan)] == [None]
    assert [person.county for person in rows(scene, Person)] == ["Nairobi"]
    assert cases(scene)["stop"] >= 1


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("sitaki maisha haya", id="tired of life"),
        pytest.param("mtoto aliacha shule", id="a child left school"),
        pytest.param("sitaki kurudi kwake", id="does not want to go back to him"),
        pytest.param("I want him to stop hitting me", id="that he stops"),
        pytest.param("bus stop iko mbali na nyumbani", id="a bus stop"),
    ],
)
def test_what_only_looks_like_a_stop_stops_nothing(scene: Scene, text: Text, words: str) -> None:
    text(words)
    assert restrictions(scene) == frozenset()
    assert cases(scene) != {}


@pytest.mark.parametrize(
    "words", ["help", "HELP!!", "msaada", "nisaidie", "nisaidieni", "999", "112", "sos"]
)
def test_a_bare_call_for_help_is_a_person_asking(scene: Scene, text: Text, words: str) -> None:
    text(words)
    (event,) = rows(scene, CaseEvent)
    assert event.severity >= 3
    assert event.read_by is not None


@pytest.mark.parametrize("word", ["maembe", "kipepeo"])
def test_a_duress_word_gets_the_answer_of_an_ok_and_a_silent_page(
    scene: Scene, text: Text, word: str
) -> None:
    assert text(f"niko sawa, nimenunua {word}") == OK_ANSWER
    events = {event.rule: event for event in rows(scene, CaseEvent)}
    assert (events["duress"].severity, events["duress"].silent) == (4, True)
    assert [page.severity for page in rows(scene, Page)] == [4]
    assert scene.checkin(scene.first_checkin()).closed_at is None
    assert text("niko sawa") == OK_ANSWER


def test_a_lock_on_calls_holds_at_once_and_hides_the_number(
    app: Flask, scene: Scene, text: Text
) -> None:
    text("usinipigie anasikia")
    assert restrictions(scene) == {"no_call"}
    assert cases(scene)["distress"] == 4
    with scene.programme.database.transaction() as session, pytest.raises(Conflict):
        show_number(session, scene.programme, person_id=scene.person_id, staff_id=scene.staff_id)


def test_a_lock_on_texts_holds_before_anything_is_answered(scene: Scene, text: Text) -> None:
    waiting = scene.queue(template="reminder")
    assert text("usitume sms anasoma simu") == []
    assert "no_sms" in restrictions(scene)
    assert cases(scene)["distress"] == 4
    assert scene.message(waiting).state == "cancelled"


@pytest.mark.parametrize("words", ["gyendi bulungi", "ok but xylograph", "asdf qwer", "?"])
def test_what_is_not_understood_closes_nothing_and_is_read_by_a_person(
    scene: Scene, text: Text, words: str
) -> None:
    text(words)
    assert scene.checkin(scene.first_checkin()).closed_at is None
    (event,) = rows(scene, CaseEvent)
    assert event.read_by is not None


def test_her_own_words_stay_beside_every_reading(scene: Scene, text: Text) -> None:
    text("SAWA lakini amenipigà!!")
    (message,) = rows(scene, InboundMessage)
    with scene.programme.database.reading() as session:
        assert replies.text_of(session, replies.get(session, message.id)) == (
            "SAWA lakini amenipigà!!"
        )


@pytest.mark.parametrize(
    ("words", "held", "reason", "least"),
    [
        pytest.param("wrong number, sikujui", "freeze", "wrong_number", 2, id="wrong number"),
        pytest.param("nilinunua hii line juzi", "freeze", "wrong_number", 2, id="line bought"),
        pytest.param("unamtext mke wangu wewe ni nani", "freeze", "hostile", 3, id="hostile"),
    ],
)
def test_somebody_else_on_her_number_is_told_nothing(
    scene: Scene, text: Text, words: str, held: str, reason: str, least: int
) -> None:
    waiting = scene.queue(template="reminder")
    assert text(words) == []
    assert held in restrictions(scene)
    assert cases(scene)[reason] >= least
    assert scene.message(waiting).state == "cancelled"


def test_an_unknown_number_gets_no_answer_and_its_danger_is_heard(
    scene: Scene, text: Callable[..., list[str]]
) -> None:
    assert text("nisaidie amenifungia ndani", number=STRANGER) == []
    assert cases(scene)["distress"] == 4
    assert [page.severity for page in rows(scene, Page)] == [4]
    (case,) = rows(scene, Case)
    assert case.person_id is None
