"""What each answer of a gateway leads to: for the check-in, the number, and those on duty."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from monitor.people import service as people
from monitor.sms.gateway import SendKind
from monitor.sms.gateways.recording import refused
from monitor.sms.models import GatewayState
from monitor.triage import alarms
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


def test_a_page_that_fails_is_loud(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.gateway.then(refused(SendKind.REFUSED_PERMANENT))
    scene.page()
    deliver_outbox(programme)
    assert "page_not_sent" in open_alarms(programme)
