"""Delivery reports: forward only, whatever their order, and never for another number."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from monitor.people import service as people
from monitor.sms.callback_forms import receipt_meaning
from monitor.sms.gateway import Receipt, SendKind
from monitor.sms.gateways.recording import refused
from monitor.sms.models import OutboundMessage
from monitor.sms.models import Receipt as StoredReceipt
from monitor.sms.receipts import Verdict
from monitor.triage import alarms
from monitor.triage.models import Case
from monitor.usecases.apply_receipt import apply_receipt
from monitor.usecases.deliver_outbox import deliver_outbox
from monitor.usecases.programme import Programme
from tests.factories.people import NUMBER
from tests.factories.sms import Scene, a_callback, set_scene

STRANGER = "+254700000002"


def report(
    status: str, failure: str = "", *, message_id: str = "rec-1", phone: str = NUMBER
) -> Receipt:
    state, reason, effect = receipt_meaning(status, failure)
    return Receipt(
        gateway_message_id=message_id, phone=phone, status=status, state=state, reason=reason,
        effect=effect,
    )  # fmt: skip


def receive(scene: Scene, receipt: Receipt, *, raw_id: str | None = None) -> Verdict | None:
    with scene.programme.database.transaction() as session:
        raw_id = raw_id or a_callback(session, kind="receipt", at=scene.now)
        applied = apply_receipt(
            session, scene.programme, raw_id=raw_id, receipt=receipt, at=scene.now
        )
    return None if applied is None else applied.verdict


def sent_checkin(programme: Programme) -> tuple[Scene, str, str]:
    """Return the scene, the check-in, and the id of its message, which the gateway took."""
    scene = set_scene(programme)
    checkin_id = scene.first_checkin()
    queued = scene.queue(checkin_id=checkin_id)
    deliver_outbox(programme)
    return scene, checkin_id, scene.message(queued).id


def put_in_state(scene: Scene, message_id: str, state: str) -> None:
    with scene.programme.database.transaction() as session:
        session.get_one(OutboundMessage, message_id).state = state


@pytest.mark.parametrize(
    ("before", "status", "failure", "verdict", "after", "reason"),
    [
        pytest.param("sent", "Success", "", "applied", "delivered", None, id="delivered"),
        pytest.param("sent", "Sent", "", "ignored", "sent", None, id="progress tells nothing new"),
        pytest.param(
            "sent", "AbsentSubscriber", "", "applied", "unreachable", None, id="phone off"
        ),
        pytest.param(
            "sent",
            "Failed",
            "AbsentSubscriber",
            "applied",
            "unreachable",
            "AbsentSubscriber",
            id="phone off as a reason",
        ),
        pytest.param("sent", "Expired", "", "applied", "failed", "Expired", id="expired"),
        pytest.param(
            "sent",
            "Failed",
            "NotNetworkSubcriber",
            "applied",
            "failed",
            "NotNetworkSubscriber",
            id="their spelling",
        ),
        pytest.param(
            "sent",
            "Failed",
            "SomethingNew",
            "applied",
            "failed",
            "other:SomethingNew",
            id="new reason",
        ),
        pytest.param(
            "unreachable", "Success", "", "applied", "delivered", None, id="phone on again"
        ),
        pytest.param(
            "failed", "Success", "", "applied", "delivered", None, id="success after failure"
        ),
        pytest.param("delivered", "Success", "", "ignored", "delivered", None, id="repeat"),
        pytest.param("delivered", "Sent", "", "ignored", "delivered", None, id="late progress"),
        pytest.param(
            "delivered",
            "Failed",
            "DeliveryFailure",
            "ignored",
            "delivered",
            None,
            id="late failure",
        ),
        pytest.param("uncertain", "Sent", "", "applied", "sent", None, id="progress settles doubt"),
        pytest.param("cancelled", "Success", "", "ignored", "cancelled", None, id="never sent"),
    ],
)
def test_a_report_moves_a_message_forward_only(
    programme: Programme, before: str, status: str, failure: str, verdict: str, after: str,
    reason: str | None,
) -> None:  # fmt: skip
    scene, _, message_id = sent_checkin(programme)
    put_in_state(scene, message_id, before)
    assert receive(scene, report(status, failure)) == verdict
    row = scene.row(message_id)
    assert (row.state, row.reason) == (after, reason)


def test_delivery_reaches_the_check_in(programme: Programme) -> None:
    scene, checkin_id, _ = sent_checkin(programme)
    scene.clock.advance(timedelta(minutes=2))
    receive(scene, report("Success"))
    checkin = scene.checkin(checkin_id)
    assert (checkin.state, checkin.delivered_at) == ("delivered", scene.now)


def test_a_failure_makes_the_check_in_undelivered_and_not_silent(programme: Programme) -> None:
    scene, checkin_id, _ = sent_checkin(programme)
    receive(scene, report("Failed", "DeliveryFailure"))
    assert scene.checkin(checkin_id).state == "undelivered"


def test_a_later_success_takes_undelivered_back(programme: Programme) -> None:
    scene, checkin_id, _ = sent_checkin(programme)
    receive(scene, report("Failed", "DeliveryFailure"))
    receive(scene, report("Success"))
    assert scene.checkin(checkin_id).state == "delivered"


def test_a_phone_that_is_off_may_come_back(programme: Programme) -> None:
    scene, checkin_id, _ = sent_checkin(programme)
    receive(scene, report("AbsentSubscriber"))
    assert scene.checkin(checkin_id).state == "sent"


def test_a_report_for_another_number_changes_nothing_and_is_loud(programme: Programme) -> None:
    scene, _, message_id = sent_checkin(programme)
    assert receive(scene, report("Success", phone=STRANGER)) == Verdict.CONFLICT
    assert scene.row(message_id).state == "sent"
    assert open_alarms(programme) == {"receipt_conflict"}


def test_an_unknown_word_changes_nothing_and_is_loud(programme: Programme) -> None:
    scene, _, message_id = sent_checkin(programme)
    assert receive(scene, report("DeliveryImpossible")) == Verdict.UNKNOWN_STATUS
    assert scene.row(message_id).state == "sent"
    assert open_alarms(programme) == {"receipt_unknown_status"}


def test_the_same_callback_is_applied_once(programme: Programme) -> None:
    scene, _, _ = sent_checkin(programme)
    with programme.database.transaction() as session:
        raw_id = a_callback(session, kind="receipt", at=scene.now)
    assert receive(scene, report("Success"), raw_id=raw_id) == Verdict.APPLIED
    assert receive(scene, report("Success"), raw_id=raw_id) is None


def test_a_number_that_blocked_us_stops_everything_to_it(programme: Programme) -> None:
    scene, _, _ = sent_checkin(programme)
    waiting = scene.queue(template="checkin_b", due_at=scene.now + timedelta(hours=1))
    receive(scene, report("Rejected", "userinblacklist"))
    assert scene.message(waiting).state == "cancelled"
    assert restrictions_of(scene) == {"opt_out"}
    assert reasons_of_cases(programme) == ["suppressed"]


def test_a_block_reported_after_delivery_is_obeyed_all_the_same(programme: Programme) -> None:
    scene, _, message_id = sent_checkin(programme)
    receive(scene, report("Success"))
    assert receive(scene, report("Rejected", "UserInBlackList")) == Verdict.IGNORED
    assert scene.row(message_id).state == "delivered"
    assert restrictions_of(scene) == {"opt_out"}


def test_a_number_that_is_gone_is_frozen_until_she_was_heard(programme: Programme) -> None:
    scene, _, _ = sent_checkin(programme)
    receive(scene, report("Failed", "UserDoesNotExist"))
    assert restrictions_of(scene) == {"freeze"}
    assert reasons_of_cases(programme) == ["frozen"]


def test_a_report_before_the_outcome_is_written_waits_for_it(programme: Programme) -> None:
    scene = set_scene(programme)
    checkin_id = scene.first_checkin()
    queued = scene.queue(checkin_id=checkin_id)
    assert receive(scene, report("Success")) == Verdict.ORPHAN
    deliver_outbox(programme)
    assert scene.message(queued).state == "delivered"
    assert scene.checkin(checkin_id).state == "delivered"
    with programme.database.reading() as session:
        stored = session.scalars(select(StoredReceipt)).one()
        assert (stored.outcome, stored.outbound_id) == ("applied", scene.message(queued).id)


def test_orphans_are_applied_in_any_order_forward_only(programme: Programme) -> None:
    scene = set_scene(programme)
    queued = scene.queue()
    receive(scene, report("Success"))
    scene.clock.advance(timedelta(seconds=1))
    receive(scene, report("Sent"))
    deliver_outbox(programme)
    assert scene.message(queued).state == "delivered"


def test_a_held_message_with_an_id_is_settled_by_its_report(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.gateway.then(refused(SendKind.HELD, on_its_way_as="hold-1"))
    queued = scene.queue()
    deliver_outbox(programme)
    assert scene.message(queued).state == "uncertain"
    receive(scene, report("Success", message_id="hold-1"))
    assert scene.message(queued).state == "delivered"


def test_an_orphan_of_another_number_is_not_adopted(programme: Programme) -> None:
    scene = set_scene(programme)
    queued = scene.queue()
    receive(scene, report("Success", phone=STRANGER))
    deliver_outbox(programme)
    assert scene.message(queued).state == "sent"
    with programme.database.reading() as session:
        assert session.scalars(select(StoredReceipt)).one().outcome == "conflict"


def open_alarms(programme: Programme) -> set[str]:
    with programme.database.reading() as session:
        return {alarm.kind for alarm in alarms.list_open(session)}


def reasons_of_cases(programme: Programme) -> list[str]:
    with programme.database.reading() as session:
        return list(session.scalars(select(Case.reason)))


def restrictions_of(scene: Scene) -> frozenset[str]:
    with scene.programme.database.reading() as session:
        return people.contact_facts(session, scene.person_id, now=scene.now).restrictions
