"""Messages nobody is sure about: settled by a report, sent once more, or left to a person."""

from datetime import timedelta

import pytest

from monitor.core.ids import new_id
from monitor.sms.claiming import CLAIM_LASTS, Terms, claim
from monitor.sms.gateway import Receipt, ReceiptState, SendKind
from monitor.sms.gateways.recording import refused
from monitor.sms.message_state import Purpose
from monitor.sms.models import InboundMessage, OutboundMessage
from monitor.usecases.apply_receipt import apply_receipt
from monitor.usecases.deliver_outbox import deliver_outbox
from monitor.usecases.programme import Programme
from monitor.usecases.settle_uncertain import settle_uncertain
from tests.factories.people import NUMBER, a_plan
from tests.factories.sms import Scene, a_callback, set_scene

HOUR = timedelta(hours=1)
ALL_DAY = {"plan": a_plan("daily 00:00-24:00")}


def in_doubt(programme: Programme, **changes: object) -> tuple[Scene, str]:
    """Return a message that timed out at the gateway, to somebody who may be reached all day."""
    scene = set_scene(programme, **ALL_DAY)
    scene.gateway.then(refused(SendKind.AMBIGUOUS))
    queued = scene.queue(**changes)
    deliver_outbox(programme)
    return scene, scene.message(queued).id


def report(
    scene: Scene, *, phone: str = NUMBER, state: ReceiptState = ReceiptState.DELIVERED
) -> None:
    receipt = Receipt(
        gateway_message_id="theirs-1", phone=phone, status="Success", state=state, reason=None,
        effect=None,
    )  # fmt: skip
    with scene.programme.database.transaction() as session:
        raw_id = a_callback(session, kind="receipt", at=scene.now)
        apply_receipt(session, scene.programme, raw_id=raw_id, receipt=receipt, at=scene.now)


def wait(scene: Scene, span: timedelta) -> int:
    scene.clock.advance(span)
    settled = settle_uncertain(scene.programme)
    deliver_outbox(scene.programme)
    return settled


def test_a_report_for_the_same_number_settles_it(programme: Programme) -> None:
    scene, message_id = in_doubt(programme)
    scene.clock.advance(timedelta(minutes=1))
    report(scene)
    assert settle_uncertain(programme) == 1
    row = scene.row(message_id)
    assert (row.state, row.gateway_message_id) == ("delivered", "theirs-1")
    wait(scene, 3 * HOUR)
    assert len(scene.gateway.handed) == 1


def test_a_report_for_another_number_settles_nothing(programme: Programme) -> None:
    scene, message_id = in_doubt(programme)
    report(scene, phone="+254700000002")
    assert settle_uncertain(programme) == 0
    assert scene.row(message_id).state == "uncertain"


def test_a_report_of_two_days_later_settles_nothing(programme: Programme) -> None:
    scene, message_id = in_doubt(programme, purpose=Purpose.SERVICE, automated=False)
    scene.clock.advance(48 * HOUR)
    report(scene)
    assert settle_uncertain(programme) == 0
    assert scene.row(message_id).state == "uncertain"


def test_a_check_in_goes_out_once_more_after_two_hours_and_never_again(
    programme: Programme,
) -> None:
    scene, message_id = in_doubt(programme)
    assert wait(scene, 2 * HOUR - timedelta(minutes=1)) == 0
    scene.gateway.then(refused(SendKind.AMBIGUOUS))
    assert wait(scene, timedelta(minutes=1)) == 1
    first, copy = scene.rows()
    assert (first.id, first.state) == (message_id, "uncertain")
    assert (copy.resend_of, copy.state) == (message_id, "uncertain")
    assert [message.text for message in scene.gateway.handed] == [scene.gateway.handed[0].text] * 2
    assert wait(scene, 5 * HOUR) == 0
    assert len(scene.gateway.handed) == 2


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(
            {"purpose": Purpose.ANSWER, "template": "ack", "answers_id": "in-1"}, id="answer"
        ),
        pytest.param({"purpose": Purpose.SERVICE, "automated": False}, id="caseworker's own"),
    ],
)
def test_other_messages_are_not_sent_again(
    programme: Programme, changes: dict[str, object]
) -> None:
    scene, message_id = in_doubt(programme, **changes)
    assert wait(scene, 3 * HOUR) == 0
    assert scene.row(message_id).state == "uncertain"


def test_what_the_provider_holds_is_left_to_a_person(programme: Programme) -> None:
    scene = set_scene(programme, **ALL_DAY)
    scene.gateway.then(refused(SendKind.HELD))
    scene.queue()
    deliver_outbox(programme)
    assert wait(scene, 3 * HOUR) == 0
    assert len(scene.gateway.handed) == 1


def test_a_page_is_sent_again_after_a_minute(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.gateway.then(refused(SendKind.AMBIGUOUS))
    scene.page()
    deliver_outbox(programme)
    assert wait(scene, timedelta(seconds=59)) == 0
    assert wait(scene, timedelta(seconds=1)) == 1
    assert len(scene.gateway.handed) == 2


def test_the_copy_is_not_sent_after_a_stop(programme: Programme) -> None:
    scene, _ = in_doubt(programme)
    scene.restrict("opt_out")
    wait(scene, 2 * HOUR)
    assert len(scene.gateway.handed) == 1
    assert [row.state for row in scene.rows()] == ["uncertain", "cancelled"]


def test_the_copy_waits_for_her_hours_and_is_dropped_where_they_are_too_far(
    programme: Programme,
) -> None:
    scene = set_scene(programme)
    checkin_id = scene.first_checkin()
    scene.gateway.then(refused(SendKind.AMBIGUOUS))
    scene.queue(checkin_id=checkin_id)
    deliver_outbox(programme)
    wait(scene, 2 * HOUR)
    assert len(scene.gateway.handed) == 1
    assert [(row.state, row.reason) for row in scene.rows()][1] == ("dropped", "no_window")
    assert scene.checkin(checkin_id).skip_reason is None


def test_the_copy_is_taken_back_when_the_first_arrives(programme: Programme) -> None:
    scene, message_id = in_doubt(programme)
    scene.clock.advance(2 * HOUR)
    settle_uncertain(programme)
    report(scene)
    settle_uncertain(programme)
    deliver_outbox(programme)
    assert scene.row(message_id).state == "delivered"
    assert [(row.state, row.reason) for row in scene.rows()][1] == (
        "cancelled",
        "first_copy_arrived",
    )
    assert len(scene.gateway.handed) == 1


def test_no_copy_where_she_has_written_since(programme: Programme) -> None:
    scene, _ = in_doubt(programme)
    with programme.database.transaction() as session:
        raw_id = a_callback(session, kind="sms", at=scene.now)
        session.add(
            InboundMessage(
                id=new_id(), raw_id=raw_id, person_id=scene.person_id, matched="person",
                from_sealed="", from_lookup="", text_sealed="", received_at=scene.now, label="ok",
                severity=0, topics=[], flags=[], also=[], because_sealed="",
            )
        )  # fmt: skip
    assert wait(scene, 3 * HOUR) == 0


def test_a_worker_that_died_leaves_no_message_behind(programme: Programme) -> None:
    scene = set_scene(programme, **ALL_DAY)
    queued = scene.queue()
    with programme.database.transaction() as session:
        terms = Terms(
            worker="dead", now=scene.now, wall_now=scene.now, rota_covered=True,
            unapproved_ok=True, gateway="recording",
        )  # fmt: skip
        assert len(claim(session, terms, limit=5).messages) == 1
    assert wait(scene, CLAIM_LASTS) == 0
    assert wait(scene, timedelta(seconds=1)) == 1
    assert (scene.message(queued).state, scene.message(queued).reason) == (
        "uncertain",
        "worker_stopped",
    )
    assert wait(scene, 2 * HOUR) == 1
    assert len(scene.gateway.handed) == 1


def test_a_phone_that_stays_off_for_a_day_counts_as_not_reached(programme: Programme) -> None:
    scene = set_scene(programme)
    checkin_id = scene.first_checkin()
    scene.queue(checkin_id=checkin_id)
    deliver_outbox(programme)
    report_off = Receipt(
        gateway_message_id="rec-1", phone=NUMBER, status="AbsentSubscriber",
        state=ReceiptState.UNREACHABLE, reason=None, effect=None,
    )  # fmt: skip
    with programme.database.transaction() as session:
        raw_id = a_callback(session, kind="receipt", at=scene.now)
        apply_receipt(session, programme, raw_id=raw_id, receipt=report_off, at=scene.now)
    assert wait(scene, 23 * HOUR) == 0
    assert wait(scene, HOUR) == 1
    assert scene.rows()[0].state == "failed"
    assert scene.checkin(checkin_id).undelivered_at == scene.now
    assert wait(scene, HOUR) == 0


def test_a_report_stored_in_the_moment_its_message_was_recorded_is_not_lost(
    programme: Programme,
) -> None:
    scene = set_scene(programme)
    checkin_id = scene.first_checkin()
    queued = scene.queue(checkin_id=checkin_id)
    report(scene)
    with programme.database.transaction() as session:
        row = session.get_one(OutboundMessage, scene.message(queued).id)
        row.state, row.gateway, row.gateway_message_id = "sent", "recording", "theirs-1"
    assert wait(scene, timedelta(seconds=30)) == 1
    assert scene.message(queued).state == "delivered"
    assert scene.checkin(checkin_id).state == "delivered"
    assert wait(scene, timedelta(seconds=30)) == 0
