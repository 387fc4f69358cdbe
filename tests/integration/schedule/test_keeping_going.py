"""Whatever becomes of one check-in, the follow-up goes on: exactly one is always waiting."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from monitor.people import service as people
from monitor.schedule.models import CheckIn
from monitor.sms.gateway import SendKind
from monitor.sms.gateways.recording import refused
from monitor.sms.outbox import Queued
from monitor.usecases.change_contact import AgreePlan, change_contact
from monitor.usecases.deliver_outbox import deliver_outbox
from monitor.usecases.programme import Programme
from monitor.usecases.send_due_checkins import send_due_checkins
from tests.factories.people import a_plan
from tests.factories.sms import Scene, set_scene

LATER = timedelta(hours=13)


def states(scene: Scene) -> list[str]:
    with scene.programme.database.reading() as session:
        query = select(CheckIn.state).where(CheckIn.exit_id == scene.exit_id)
        return list(session.scalars(query.order_by(CheckIn.slot_on)))


def renew_plan(scene: Scene, windows: str = "daily 18:00-20:00") -> None:
    with scene.programme.database.transaction() as session:
        plan = a_plan(windows, expires_on=date(2026, 8, 31))
        change = AgreePlan(person_id=scene.person_id, plan=plan)
        change_contact(session, scene.programme, change, actor_id=scene.staff_id)


def queue_first(scene: Scene) -> str:
    """Have the first check-in wait in the outbox, not handed over yet."""
    checkin_id = scene.first_checkin()
    scene.clock.set(scene.checkin(checkin_id).due_at)
    assert send_due_checkins(scene.programme) == 1
    assert scene.checkin(checkin_id).state == "queued"
    return checkin_id


def test_a_plan_renewed_while_a_check_in_waits_in_the_outbox_sends_it_once(
    programme: Programme,
) -> None:
    scene = set_scene(programme)
    queue_first(scene)
    renew_plan(scene)
    deliver_outbox(programme)
    assert len(scene.gateway.handed) == 1
    assert states(scene) == ["sent", "scheduled"]


def test_a_plan_renewed_while_a_check_in_waits_does_not_stop_all_sending(
    programme: Programme,
) -> None:
    scene = set_scene(programme)
    queue_first(scene)
    renew_plan(scene)
    scene.clock.advance(LATER)
    deliver_outbox(programme)
    page = scene.page()
    assert isinstance(page, Queued)
    deliver_outbox(programme)
    assert scene.message(page).state == "sent"
    assert states(scene)[-1] == "scheduled"


@pytest.mark.parametrize("kind", [SendKind.SUPPRESS_NUMBER, SendKind.REFUSED_PERMANENT])
def test_a_check_in_the_gateway_refused_is_followed_by_the_next(
    programme: Programme, kind: SendKind
) -> None:
    scene = set_scene(programme)
    scene.gateway.then(*[refused(kind)] * 3)
    checkin_id = queue_first(scene)
    for _ in range(3):
        deliver_outbox(programme)
        scene.clock.advance(timedelta(minutes=2))
    assert scene.checkin(checkin_id).undelivered_at is not None
    assert states(scene) == ["undelivered", "scheduled"]


def test_whoever_is_enrolled_without_a_plan_is_written_to_once_she_has_one(
    programme: Programme,
) -> None:
    scene = set_scene(programme, plan=None)
    with programme.database.reading() as session:
        assert people.contact_facts(session, scene.person_id, now=scene.now).plan is None
    renew_plan(scene)
    assert states(scene)[-1] == "scheduled"


def test_whoever_has_no_plan_is_skipped_slot_by_slot(programme: Programme) -> None:
    scene = set_scene(programme, plan=None)
    for _ in range(15):
        scene.clock.advance(timedelta(days=1))
        send_due_checkins(programme)
    assert scene.gateway.handed == []
    assert states(scene) == ["skipped", "skipped", "skipped", "scheduled"]
