"""Sending: what each answer of a gateway leads to, and what stops a message on the way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from monitor.people import service as people
from monitor.sms.callback_forms import Addresses
from monitor.sms.gateway import Outgoing, SendKind, SendOutcome
from monitor.sms.gateways.recording import RecordingGateway, accepted, refused
from monitor.sms.message_state import Purpose
from monitor.sms.models import GatewayState, OutboundMessage
from monitor.triage import alarms, rota
from monitor.triage.models import Case
from monitor.usecases.deliver_outbox import deliver_outbox
from monitor.usecases.programme import Programme
from tests.factories.people import NUMBER
from tests.factories.sms import Scene, set_scene

SECONDS = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def open_alarms(programme: Programme) -> set[str]:
    with programme.database.reading() as session:
        return {alarm.kind for alarm in alarms.list_open(session)}


def reasons_of_cases(programme: Programme) -> list[str]:
    with programme.database.reading() as session:
        return list(session.scalars(select(Case.reason)))


def restrictions_of(scene: Scene) -> frozenset[str]:
    with scene.programme.database.reading() as session:
        return people.contact_facts(session, scene.person_id, now=scene.now).restrictions


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


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(SendKind.CONFIG_ERROR, id="bad sender"),
        pytest.param(SendKind.PAUSE_ACCOUNT, id="no balance"),
    ],
)
def test_an_account_wide_error_pauses_all_sending_and_loses_nothing(
    programme: Programme, kind: SendKind
) -> None:
    scene = set_scene(programme)
    scene.gateway.then(refused(kind))
    checkin, page = scene.queue(), scene.page()
    deliver_outbox(programme)
    assert len(scene.gateway.handed) == 1
    assert {scene.message(checkin).state, scene.message(page).state} <= {"queued", "held"}
    assert "gateway_paused" in open_alarms(programme)
    scene.clock.advance(timedelta(minutes=20))
    deliver_outbox(programme)
    deliver_outbox(programme)
    assert {scene.message(checkin).state, scene.message(page).state} == {"sent"}
    assert "gateway_paused" not in open_alarms(programme)


def test_a_paused_gateway_is_tried_with_one_message_only(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.gateway.then(*[refused(SendKind.PAUSE_ACCOUNT)] * 2)
    scene.queue()
    scene.page()
    deliver_outbox(programme)
    scene.clock.advance(timedelta(minutes=20))
    deliver_outbox(programme)
    assert len(scene.gateway.handed) == 2
    with programme.database.reading() as session:
        state = session.get_one(GatewayState, "recording")
        assert (state.paused_at, state.reason) == (scene.now, "405")


def test_a_number_that_does_not_exist_is_frozen_and_looked_into(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.gateway.then(refused(SendKind.REFUSED_PERMANENT))
    checkin_id = scene.first_checkin()
    first = scene.queue(checkin_id=checkin_id)
    second = scene.queue(template="checkin_b", due_at=scene.now + HOUR)
    deliver_outbox(programme)
    assert (scene.message(first).state, scene.message(first).code) == ("failed", "403")
    assert scene.message(second).state == "cancelled"
    assert restrictions_of(scene) == {"freeze"}
    assert scene.checkin(checkin_id).undelivered_at == scene.now
    assert reasons_of_cases(programme) == ["frozen"]


def test_a_number_that_blocked_us_is_written_to_no_more(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.gateway.then(refused(SendKind.SUPPRESS_NUMBER))
    first = scene.queue()
    deliver_outbox(programme)
    assert scene.message(first).state == "failed"
    assert restrictions_of(scene) == {"opt_out"}
    assert reasons_of_cases(programme) == ["suppressed"]
    scene.clock.advance(5 * SECONDS)
    scene.queue(template="checkin_b")
    deliver_outbox(programme)
    assert len(scene.gateway.handed) == 1


def test_an_unreachable_provider_is_tried_again_later_and_later(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.gateway.then(*[refused(SendKind.NOT_TAKEN)] * 3)
    queued = scene.queue()
    waits = []
    for _ in range(3):
        deliver_outbox(programme)
        waits.append(scene.message(queued).due_at - scene.now)
        scene.clock.set(scene.message(queued).due_at)
    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert "gateway_unreached" in open_alarms(programme)
    deliver_outbox(programme)
    assert scene.message(queued).state == "sent"
    assert "gateway_unreached" not in open_alarms(programme)


def test_a_provider_down_for_a_day_is_our_failure_and_not_her_silence(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.gateway.always(NUMBER, refused(SendKind.NOT_TAKEN))
    checkin_id = scene.first_checkin()
    queued = scene.queue(checkin_id=checkin_id)
    deliver_outbox(programme)
    scene.clock.advance(24 * HOUR)
    deliver_outbox(programme)
    assert (scene.message(queued).state, scene.message(queued).reason) == (
        "dropped",
        "gateway_down",
    )
    assert scene.checkin(checkin_id).undelivered_at is None


def test_a_network_that_turns_the_number_away_is_asked_twice(programme: Programme) -> None:
    scene = set_scene(programme)
    no_route = refused(SendKind.NOT_TAKEN)
    scene.gateway.always(NUMBER, replace(no_route, code="407"))
    queued = scene.queue()
    for _ in range(4):
        deliver_outbox(programme)
        scene.clock.advance(timedelta(minutes=5))
    assert len(scene.gateway.handed) == 2
    assert scene.message(queued).state == "failed"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        pytest.param(SendKind.AMBIGUOUS, "no_clear_answer", id="read time-out"),
        pytest.param(SendKind.HELD, "held_for_a_person", id="risk hold"),
    ],
)
def test_what_may_be_on_its_way_is_uncertain_and_not_sent_again_at_once(
    programme: Programme, kind: SendKind, reason: str
) -> None:
    scene = set_scene(programme)
    scene.gateway.then(refused(kind))
    checkin_id = scene.first_checkin()
    queued = scene.queue(checkin_id=checkin_id)
    deliver_outbox(programme)
    scene.clock.advance(timedelta(minutes=30))
    deliver_outbox(programme)
    assert (scene.message(queued).state, scene.message(queued).reason) == ("uncertain", reason)
    assert len(scene.gateway.handed) == 1
    assert scene.checkin(checkin_id).sent_at is not None
    assert ("message_held" in open_alarms(programme)) == (kind is SendKind.HELD)


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


def test_a_page_that_fails_is_loud(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.gateway.then(refused(SendKind.REFUSED_PERMANENT))
    scene.page()
    deliver_outbox(programme)
    assert "page_not_sent" in open_alarms(programme)


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
