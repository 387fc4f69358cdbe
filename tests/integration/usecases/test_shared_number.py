"""One number, two people: what a text says of the number holds for both of them."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from monitor.people import service as people
from monitor.sms.message_state import Purpose
from monitor.sms.models import InboundMessage
from monitor.sms.outbox import Queued
from monitor.triage.models import Case, CaseEvent
from monitor.usecases.act_on_stranger import FLOOD_TEXTS
from monitor.usecases.deliver_outbox import deliver_outbox
from monitor.usecases.programme import Programme
from monitor.usecases.queue_message import queue_message
from monitor.usecases.read_callbacks import read_new_callbacks
from monitor.usecases.take_callback import take_callback
from tests.factories.people import NUMBER, a_person, a_plan
from tests.factories.sms import Scene, a_request, set_scene

STRANGER = "nimenunua hii line, wewe ni nani"


@pytest.fixture
def scene(programme: Programme) -> Scene:
    plan = a_plan("daily 00:00-24:00", expires_on=date(2026, 8, 31))
    return set_scene(programme, plan=plan)


@pytest.fixture
def other_id(scene: Scene) -> str:
    """Return a second person on the same number, with a PIN and words of her own."""
    with scene.programme.database.transaction() as session:
        return a_person(
            session, at=scene.now, code_name="Baraka", pin="7395", danger_word="mihogo",
            not_safe_word="chungwa",
        ).person_id  # fmt: skip


def text(scene: Scene, words: str) -> None:
    body = urlencode(
        {
            "from": NUMBER, "to": "22384", "text": words, "id": words, "linkId": "",
            "date": "2026-03-02 15:30:00",
        }
    ).encode()  # fmt: skip
    with scene.programme.database.transaction() as session:
        take_callback(
            session, scene.programme, gateway="recording", kind="sms", body=body,
            content_type="application/x-www-form-urlencoded",
        )  # fmt: skip
    assert read_new_callbacks(scene.programme) == 1


def restrictions(scene: Scene, person_id: str) -> frozenset[str]:
    with scene.programme.database.reading() as session:
        return people.contact_facts(session, person_id, now=scene.now).restrictions


def cases_of(scene: Scene, person_id: str) -> list[str]:
    with scene.programme.database.reading() as session:
        return list(session.scalars(select(Case.reason).where(Case.person_id == person_id)))


def ask_first(scene: Scene) -> None:
    """Let the first of them be the one with an open question."""
    scene.queue(checkin_id=scene.first_checkin())
    deliver_outbox(scene.programme)


@pytest.mark.parametrize("asked", [True, False], ids=["one was asked", "nobody was asked"])
def test_a_line_that_was_sold_on_freezes_everybody_on_it(
    scene: Scene, other_id: str, asked: bool
) -> None:
    if asked:
        ask_first(scene)
    text(scene, STRANGER)
    for person_id in (scene.person_id, other_id):
        assert "freeze" in restrictions(scene, person_id)
        assert cases_of(scene, person_id), "somebody hears of it"


@pytest.mark.parametrize("asked", [True, False], ids=["one was asked", "nobody was asked"])
def test_a_stop_holds_for_both_and_each_has_a_caseworker_told(
    scene: Scene, other_id: str, asked: bool
) -> None:
    if asked:
        ask_first(scene)
    text(scene, "STOP")
    for person_id in (scene.person_id, other_id):
        assert "opt_out" in restrictions(scene, person_id)
        assert cases_of(scene, person_id) == ["stop"]


def test_no_sms_holds_for_the_phone_and_not_for_one_of_its_holders(
    scene: Scene, other_id: str
) -> None:
    ask_first(scene)
    text(scene, "usinitumie sms, anasoma")
    assert "no_sms" in restrictions(scene, scene.person_id)
    assert "no_sms" in restrictions(scene, other_id)


def unmatched(scene: Scene) -> list[str]:
    with scene.programme.database.reading() as session:
        return [row.matched for row in session.scalars(select(InboundMessage))]


def test_a_reply_is_hers_who_alone_was_asked(scene: Scene, other_id: str) -> None:
    ask_first(scene)
    text(scene, "1")
    assert unmatched(scene) == ["person"]


def test_what_went_to_the_other_last_makes_a_reply_uncertain(scene: Scene, other_id: str) -> None:
    ask_first(scene)
    scene.clock.advance(timedelta(hours=1))
    with scene.programme.database.transaction() as session:
        request = a_request(other_id, now=scene.now, purpose=Purpose.SERVICE, template="reminder")
        assert isinstance(queue_message(session, scene.programme, request, now=scene.now), Queued)
    deliver_outbox(scene.programme)
    text(scene, "1")
    assert unmatched(scene) == ["shared"]
    assert cases_of(scene, scene.person_id) == cases_of(scene, other_id) == []


@pytest.mark.parametrize("asked", [True, False], ids=["one was asked", "nobody was asked"])
def test_a_hostile_reader_freezes_everybody_on_the_number(
    scene: Scene, other_id: str, asked: bool
) -> None:
    if asked:
        ask_first(scene)
    text(scene, "unamtext mke wangu wewe ni nani")
    for person_id in (scene.person_id, other_id):
        assert "freeze" in restrictions(scene, person_id)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        pytest.param(("maembe",), "duress", id="a duress word"),
        pytest.param(("nisaidie",), "bare_help", id="bare help"),
        pytest.param(("anataka", "kuniua"), "distress", id="danger in two texts"),
    ],
)
def test_a_flood_hides_nothing_grave(
    scene: Scene, other_id: str, words: tuple[str, ...], rule: str
) -> None:
    assert other_id
    for number in range(FLOOD_TEXTS + 1):
        text(scene, f"habari {number}")
    for each in words:
        text(scene, each)
    with scene.programme.database.reading() as session:
        assert rule in session.scalars(select(CaseEvent.rule)).all()
