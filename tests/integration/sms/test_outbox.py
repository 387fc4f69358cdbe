"""The outbox: one wish is one row, and what is held back leaves its reason."""

from datetime import timedelta

from monitor.people.hold_reason import HoldReason
from monitor.sms import outbox
from monitor.sms.message_state import Purpose
from monitor.sms.outbox import Held, Queued
from monitor.sms.sealed_message import open_message
from monitor.usecases.programme import Programme
from monitor.usecases.queue_message import queue_message
from tests.factories.people import NUMBER
from tests.factories.sms import a_page, a_request, set_scene
from tests.factories.staff import a_member


def test_a_queued_row_holds_number_and_words_sealed(programme: Programme) -> None:
    scene = set_scene(programme)
    row = scene.message(scene.queue())
    assert (row.state, row.priority, row.parts) == ("queued", 2, 1)
    assert NUMBER not in row.to_sealed
    assert "Mambo" not in row.body_sealed
    with programme.database.reading() as session:
        assert open_message(session, row) == (NUMBER, "Mambo? Jibu 1 Sawa, 2 Shida, 3 Nipigie.")


def test_a_row_and_its_cause_share_one_fate(programme: Programme) -> None:
    scene = set_scene(programme)
    try:
        with programme.database.transaction() as session:
            request = a_request(scene.person_id, now=scene.now)
            queue_message(session, programme, request, now=scene.now)
            raise TimeoutError
    except TimeoutError:
        pass
    assert scene.rows() == []


def test_one_answer_to_one_text(programme: Programme) -> None:
    scene = set_scene(programme)
    answer = {"purpose": Purpose.ANSWER, "template": "ack", "answers_id": "inbound-1"}
    first, second = scene.queue(**answer), scene.queue(**{**answer, "template": "ack_later"})
    assert first == second
    assert [row.template for row in scene.rows()] == ["ack"]


def test_an_answer_held_back_once_stays_unsaid(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.clock.advance(timedelta(hours=5))
    answer = {"purpose": Purpose.ANSWER, "template": "ack", "answers_id": "inbound-1"}
    assert scene.queue(**answer) == Held(HoldReason.NO_WINDOW)
    scene.clock.advance(timedelta(hours=19))
    assert scene.queue(**answer) == Held(HoldReason.NO_WINDOW)
    assert len(scene.rows()) == 1


def test_one_text_for_a_check_in_however_often_it_is_asked_for(programme: Programme) -> None:
    scene = set_scene(programme)
    checkin_id = scene.first_checkin()
    first = scene.queue(checkin_id=checkin_id)
    assert scene.queue(checkin_id=checkin_id) == first
    reminder = scene.queue(checkin_id=checkin_id, template="reminder")
    assert isinstance(reminder, Queued)
    assert reminder != first


def test_what_is_held_back_keeps_its_reason_and_no_words(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.restrict("opt_out")
    assert scene.queue() == Held(HoldReason.OPTED_OUT)
    row = scene.rows()[0]
    assert (row.state, row.reason) == ("dropped", "opted_out")
    assert (row.to_sealed, row.to_lookup, row.body_sealed) == ("", "", "")


def test_asking_again_for_a_check_in_does_not_pile_up_rows(programme: Programme) -> None:
    scene = set_scene(programme)
    checkin_id = scene.first_checkin()
    scene.restrict("kill")
    for _ in range(3):
        assert scene.queue(checkin_id=checkin_id) == Held(HoldReason.KILLED)
    assert [row.reason for row in scene.rows()] == ["killed"]


def test_before_her_window_the_gate_names_the_moment(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.clock.advance(-timedelta(hours=2))
    assert scene.queue() == Held(HoldReason.NO_WINDOW, scene.now + timedelta(hours=1, minutes=30))


def test_a_message_for_later_is_judged_by_the_moment_it_is_due(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.clock.advance(-timedelta(hours=2))
    row = scene.message(scene.queue(due_at=scene.now + timedelta(hours=2)))
    assert row.due_at == row.wanted_at == scene.now + timedelta(hours=2)


def test_a_language_without_the_wording_gets_no_other_language(programme: Programme) -> None:
    scene = set_scene(programme)
    assert scene.queue(language="so") == Held(HoldReason.UNTRANSLATED)


def test_a_stop_takes_back_what_waits_for_her_and_nobody_else(programme: Programme) -> None:
    scene = set_scene(programme)
    hers = scene.queue()
    page = scene.page()
    with programme.database.transaction() as session:
        count = outbox.cancel_waiting(
            session, scene.person_id, reason=HoldReason.OPTED_OUT, at=scene.now
        )
    assert count == 1
    assert (scene.message(hers).state, scene.message(hers).reason) == ("cancelled", "opted_out")
    assert scene.message(page).state == "queued"


def test_the_kill_switch_takes_back_everything_but_pages(programme: Programme) -> None:
    scene = set_scene(programme)
    hers = scene.queue()
    page = scene.page()
    with programme.database.transaction() as session:
        assert outbox.cancel_waiting_for_all(session, reason="killed", at=scene.now) == 1
    assert scene.message(hers).state == "cancelled"
    assert scene.message(page).state == "queued"


def test_the_kill_switch_of_another_shelter_leaves_her_messages(programme: Programme) -> None:
    scene = set_scene(programme)
    hers = scene.queue()
    with programme.database.transaction() as session:
        assert not outbox.cancel_waiting_for_all(
            session, reason="killed", at=scene.now, shelter_id="elsewhere"
        )
    assert scene.message(hers).state == "queued"


def test_staff_without_a_phone_cannot_be_paged(programme: Programme) -> None:
    scene = set_scene(programme)
    with programme.database.transaction() as session:
        member = a_member(session, "wanjiru", at=scene.now)
        request = a_page(member.staff_id, now=scene.now)
        held = queue_message(session, programme, request, now=scene.now)
    assert held == Held(HoldReason.NO_PLAN)
