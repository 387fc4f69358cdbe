"""Texts of one number within 90 seconds: read one by one, and as one text."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from monitor.core.ids import new_id
from monitor.people import service as people
from monitor.schedule.models import CheckIn
from monitor.sms.models import InboundMessage, OutboundMessage, RawCallback
from monitor.triage.models import Case, CaseEvent
from monitor.usecases.deliver_outbox import deliver_outbox
from monitor.usecases.programme import Programme
from monitor.usecases.read_callbacks import read_new_callbacks
from monitor.usecases.take_callback import take_callback
from tests.factories.people import NUMBER, a_person, a_plan
from tests.factories.sms import Scene, set_scene

STRANGER = "+254733000111"
HALVES = ("sitaki", "maisha")
"""The first alone is a stop and the second nothing; together she does not want to live."""


def post(scene: Scene, words: str, *, number: str = NUMBER, identity: str | None = None) -> None:
    """Have a text arrive without anybody reading it yet."""
    body = urlencode(
        {
            "from": number, "to": "22384", "text": words, "id": identity or new_id(),
            "linkId": "", "date": "2026-03-02 15:30:00",
        }
    ).encode()  # fmt: skip
    with scene.programme.database.transaction() as session:
        take_callback(
            session, scene.programme, gateway="recording", kind="sms", body=body,
            content_type="application/x-www-form-urlencoded",
        )  # fmt: skip


def text(scene: Scene, words: str, *, number: str = NUMBER, after: float = 0) -> None:
    scene.clock.set(scene.now + timedelta(seconds=after))
    post(scene, words, number=number)
    assert read_new_callbacks(scene.programme) == 1


def cases(scene: Scene) -> dict[str, int]:
    with scene.programme.database.reading() as session:
        return {case.reason: case.severity for case in session.scalars(select(Case))}


def events(scene: Scene, reason: str) -> list[CaseEvent]:
    query = select(CaseEvent).join(Case, Case.id == CaseEvent.case_id).where(Case.reason == reason)
    with scene.programme.database.reading() as session:
        return list(session.scalars(query.order_by(CaseEvent.id)))


def test_danger_that_stands_in_no_single_text_pages(scene: Scene) -> None:
    text(scene, HALVES[0])
    assert "distress" not in cases(scene)
    text(scene, HALVES[1], after=40)
    assert cases(scene)["distress"] == 4
    (event,) = events(scene, "distress")
    assert event.details["topics"] == ["suicide"]
    assert (event.details["together"], len(event.details["texts"])) == (2, 2)
    assert event.read_by is not None, "a person reads the words"


def test_texts_further_apart_are_read_one_by_one_alone(scene: Scene) -> None:
    text(scene, HALVES[0])
    text(scene, HALVES[1], after=91)
    assert "distress" not in cases(scene)


@pytest.mark.parametrize("between", ["asante", "habari"])
def test_what_comes_next_raises_the_same_danger_only_once(scene: Scene, between: str) -> None:
    text(scene, HALVES[0])
    text(scene, HALVES[1], after=40)
    text(scene, between, after=40)
    assert len(events(scene, "distress")) == 1


def test_a_callback_that_comes_again_changes_nothing(scene: Scene) -> None:
    for identity, words in enumerate(HALVES):
        post(scene, words, identity=str(identity))
    read_new_callbacks(scene.programme)
    before = cases(scene), len(events(scene, "distress"))
    for identity, words in enumerate(HALVES):
        post(scene, words, identity=str(identity))
    read_new_callbacks(scene.programme)
    assert (cases(scene), len(events(scene, "distress"))) == before


def test_a_part_that_is_read_late_is_put_in_its_place(scene: Scene) -> None:
    post(scene, HALVES[0])
    with scene.programme.database.transaction() as session:
        session.scalars(select(RawCallback)).one().state = "late"
    text(scene, HALVES[1], after=40)
    assert "distress" not in cases(scene)
    with scene.programme.database.transaction() as session:
        session.scalars(select(RawCallback).where(RawCallback.state == "late")).one().state = "new"
    assert read_new_callbacks(scene.programme) == 1
    assert cases(scene)["distress"] == 4
    assert len(events(scene, "distress")) == 1


def test_a_stop_in_one_part_stays_a_stop(scene: Scene) -> None:
    text(scene, "STOP")
    text(scene, "maisha", after=20)
    with scene.programme.database.reading() as session:
        facts = people.contact_facts(session, scene.person_id, now=scene.now)
    assert "opt_out" in facts.restrictions
    assert "stop" in cases(scene)


def test_a_well_that_the_text_before_it_denies_closes_nothing(scene: Scene) -> None:
    scene.queue(checkin_id=scene.first_checkin())
    deliver_outbox(scene.programme)
    text(scene, "sio")
    text(scene, "sawa", after=20)
    assert scene.checkin(scene.first_checkin()).closed_at is None
    assert cases(scene) == {"unclear": 1, "problem": 2}


def test_two_wells_are_well_and_leave_no_case(scene: Scene) -> None:
    scene.queue(checkin_id=scene.first_checkin())
    deliver_outbox(scene.programme)
    text(scene, "1")
    text(scene, "niko sawa", after=20)
    assert cases(scene) == {}
    with scene.programme.database.reading() as session:
        closed = session.get_one(CheckIn, scene.first_checkin()).closed_as
    assert closed == "ok"


def test_what_they_say_together_decides_the_answer(scene: Scene) -> None:
    for words in ("sio", "sawa"):
        text(scene, words, after=20)
    with scene.programme.database.reading() as session:
        query = select(OutboundMessage.template).where(OutboundMessage.recipient == "person")
        answers = list(session.scalars(query.order_by(OutboundMessage.id)))
    assert answers[-1] == "ack_later", "a well alone would have been thanked for"


def test_two_texts_of_a_stranger_are_read_together_as_well(scene: Scene) -> None:
    for words in HALVES:
        text(scene, words, number=STRANGER, after=20)
    assert cases(scene)["distress"] == 4
    (event,) = events(scene, "distress")
    assert len(event.details["texts"]) == 2


def test_texts_of_different_numbers_are_never_one(scene: Scene) -> None:
    text(scene, HALVES[0])
    text(scene, HALVES[1], number=STRANGER, after=20)
    assert "distress" not in cases(scene)


def test_on_a_shared_number_nobody_is_told_the_same_stop_twice(scene: Scene) -> None:
    with scene.programme.database.transaction() as session:
        other = a_person(
            session, at=scene.now, code_name="Baraka", pin="7395", danger_word="mihogo",
            not_safe_word="chungwa",
        ).person_id  # fmt: skip
    text(scene, "STOP")
    text(scene, "asante", after=20)
    with scene.programme.database.reading() as session:
        query = select(CaseEvent).join(Case).where(Case.person_id == other)
        assert len(session.scalars(query).all()) == 1


def test_how_each_text_was_read_alone_stays_as_it_was(scene: Scene) -> None:
    for words in HALVES:
        text(scene, words, after=20)
    with scene.programme.database.reading() as session:
        rows = session.scalars(select(InboundMessage).order_by(InboundMessage.id)).all()
    assert rows[0].label == "stop"
    assert rows[1].label not in ("stop", "distress")


def test_nothing_of_the_words_stands_in_the_case(scene: Scene) -> None:
    for words in HALVES:
        text(scene, words, after=20)
    (event,) = events(scene, "distress")
    assert not any(word in str(event.details) for word in HALVES)


@pytest.fixture
def scene(programme: Programme) -> Scene:
    plan = a_plan("daily 00:00-24:00", expires_on=date(2026, 8, 31))
    return set_scene(programme, plan=plan)
