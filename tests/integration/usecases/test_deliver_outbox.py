"""Sending: in which order, how far apart, and what stops a message on the way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.people import service as people
from monitor.sms.callback_forms import Addresses
from monitor.sms.gateway import Outgoing, SendOutcome
from monitor.sms.gateways.recording import RecordingGateway, accepted
from monitor.sms.message_state import Purpose
from monitor.sms.models import OutboundMessage
from monitor.triage import rota
from monitor.usecases.deliver_outbox import deliver_outbox
from monitor.usecases.programme import Programme
from tests.factories.people import NUMBER
from tests.factories.sms import set_scene

SECONDS = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def test_a_check_in_goes_out_and_the_schedule_knows(programme: Programme) -> None:
    scene = set_scene(programme)
    checkin_id = scene.first_checkin()
    queued = scene.queue(checkin_id=checkin_id)
    assert deliver_outbox(programme) == 1
    row = scene.message(queued)
    assert (row.state, row.reason, row.gateway, row.sent_at) == (
        "sent",
        None,
        "recording",
        scene.now,
    )
    assert row.gateway_message_id == "rec-1"
    assert scene.gateway.texts_to(NUMBER) == ["Mambo? Jibu 1 Sawa, 2 Shida, 3 Nipigie."]
    assert scene.checkin(checkin_id).sent_at == scene.now


def test_nothing_is_sent_twice(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.queue()
    deliver_outbox(programme)
    assert deliver_outbox(programme) == 0
    assert len(scene.gateway.handed) == 1


def test_a_message_is_not_sent_before_it_is_due(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.queue(due_at=scene.now + HOUR)
    assert deliver_outbox(programme) == 0
    scene.clock.advance(HOUR)
    assert deliver_outbox(programme) == 1


def test_pages_go_first_then_answers_then_check_ins(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.queue()
    scene.queue(purpose=Purpose.ANSWER, template="ack", answers_id="in-1")
    scene.page()
    for _ in range(2):
        deliver_outbox(programme)
        scene.clock.advance(3 * SECONDS)
    assert [message.text.split()[0] for message in scene.gateway.handed] == [
        "Kesi",
        "Asante.",
        "Mambo?",
    ]


def test_one_person_gets_one_message_at_a_time_three_seconds_apart(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.queue()
    scene.queue(purpose=Purpose.ANSWER, template="ack", answers_id="in-1")
    deliver_outbox(programme)
    assert len(scene.gateway.handed) == 1
    scene.clock.advance(2 * SECONDS)
    deliver_outbox(programme)
    assert len(scene.gateway.handed) == 1
    scene.clock.advance(SECONDS)
    deliver_outbox(programme)
    assert len(scene.gateway.handed) == 2


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        pytest.param("opt_out", "opted_out", id="stop"),
        pytest.param("no_sms", "channel_locked", id="lock"),
        pytest.param("freeze", "frozen", id="freeze"),
        pytest.param("pause", "paused", id="pause"),
        pytest.param("kill", "killed", id="kill switch"),
    ],
)
def test_a_stop_between_queueing_and_sending_wins(
    programme: Programme, kind: str, reason: str
) -> None:
    scene = set_scene(programme)
    checkin_id = scene.first_checkin()
    queued = scene.queue(checkin_id=checkin_id)
    scene.restrict(kind)
    deliver_outbox(programme)
    assert scene.gateway.handed == []
    assert (scene.message(queued).state, scene.message(queued).reason) == ("cancelled", reason)
    assert scene.checkin(checkin_id).skip_reason == reason


def test_a_new_number_gets_nothing_meant_for_the_old_one(programme: Programme) -> None:
    scene = set_scene(programme)
    checkin_id = scene.first_checkin()
    queued = scene.queue(checkin_id=checkin_id)
    with programme.database.transaction() as session:
        people.change_number(
            session, scene.person_id, number="+254700000009", shared_with=None, at=scene.now,
            recorded_by=None,
        )  # fmt: skip
    deliver_outbox(programme)
    assert scene.gateway.handed == []
    assert (scene.message(queued).state, scene.message(queued).reason) == (
        "cancelled",
        "number_changed",
    )
    assert scene.checkin(checkin_id).state == "scheduled"


def test_a_message_waits_for_somebody_on_duty_inside_her_hours(programme: Programme) -> None:
    scene = set_scene(programme)
    queued = scene.queue()
    with programme.database.transaction() as session:
        for line in rota.list_rota(session, start=scene.now, end=scene.now + HOUR):
            rota.remove_duty(session, line.id)
    deliver_outbox(programme)
    row = scene.message(queued)
    assert (row.state, row.reason) == ("held", "no_rota")
    assert row.due_at == scene.now + timedelta(minutes=15)
    with programme.database.transaction() as session:
        rota.add_duty(
            session, staff_id=scene.staff_id, backup_id=None, starts_at=scene.now,
            ends_at=scene.now + 9 * HOUR,
        )  # fmt: skip
    scene.clock.advance(timedelta(minutes=15))
    deliver_outbox(programme)
    assert scene.message(queued).state == "sent"


def test_what_became_too_old_is_dropped_and_not_sent_late(programme: Programme) -> None:
    scene = set_scene(programme)
    checkin_id = scene.first_checkin()
    queued = scene.queue(checkin_id=checkin_id)
    scene.clock.advance(24 * HOUR)
    deliver_outbox(programme)
    assert scene.gateway.handed == []
    assert (scene.message(queued).state, scene.message(queued).reason) == ("dropped", "too_late")
    assert scene.checkin(checkin_id).skip_reason == "too_late"


def test_a_fourth_automatic_text_of_the_day_is_not_sent(programme: Programme) -> None:
    scene = set_scene(programme)
    queued = [
        scene.queue(template=name)
        for name in ("checkin_a", "checkin_b", "checkin_plain", "reminder")
    ]
    for _ in queued:
        deliver_outbox(programme)
        scene.clock.advance(3 * SECONDS)
    assert len(scene.gateway.handed) == 3
    assert (scene.message(queued[3]).state, scene.message(queued[3]).reason) == (
        "dropped",
        "capped",
    )


def test_a_gateway_that_raises_leaves_one_message_uncertain_and_sends_the_next(
    programme: Programme,
) -> None:
    scene = set_scene(programme)
    scene.gateway.then(RuntimeError("boom"))
    page, checkin = scene.page(), scene.queue()
    deliver_outbox(programme)
    assert scene.message(page).state == "uncertain"
    assert scene.message(checkin).state == "sent"


def test_a_page_goes_out_at_three_in_the_morning_under_the_kill_switch(
    programme: Programme,
) -> None:
    scene = set_scene(programme)
    scene.restrict("kill")
    scene.clock.advance(8 * HOUR + timedelta(minutes=30))
    scene.page()
    deliver_outbox(programme)
    assert [message.to for message in scene.gateway.handed] == ["+254799000001"]


def test_an_outcome_that_cannot_be_written_down_does_not_stop_the_next(
    programme: Programme,
) -> None:
    scene = set_scene(programme)
    unstorable: Any = object()
    scene.gateway.then(replace(accepted("x-1"), cost=unstorable))
    page, checkin = scene.page(), scene.queue()
    deliver_outbox(programme)
    assert scene.message(page).state == "sending"
    assert scene.message(checkin).state == "sent"


class Watching(RecordingGateway):
    """Looks at its own row, in a transaction that can write, while it is spoken to."""

    programme: Programme
    seen: tuple[str, ...] = ()

    def send(self, outgoing: Outgoing) -> SendOutcome:
        with self.programme.database.transaction() as session:
            self.seen += (session.get_one(OutboundMessage, outgoing.message_id).state,)
        return accepted("w-1")


def test_the_claim_is_committed_and_nothing_is_open_while_the_gateway_is_spoken_to(
    programme: Programme,
) -> None:
    watching = Watching(Addresses(production=False))
    programme = replace(programme, gateways={"recording": watching})
    watching.programme = programme
    scene = set_scene(programme)
    queued = scene.queue()
    deliver_outbox(programme)
    assert watching.seen == ("sending",)
    assert scene.message(queued).state == "sent"
