"""Whatever forbids a waiting message takes it back in the same transaction, and leaves its line."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.errors import Forbidden
from monitor.people import service as people
from monitor.people.safe_hours import parse_windows
from monitor.privacy import vault
from monitor.sms import suppressions
from monitor.usecases.change_contact import (
    AgreePlan,
    ChangeNumber,
    ContactChange,
    EndExit,
    Lift,
    Restrict,
    WithdrawConsent,
    change_contact,
)
from monitor.usecases.programme import Programme
from tests.factories.people import a_plan
from tests.factories.sms import Scene, set_scene

NEW_NUMBER = "+254700000002"


def make(scene: Scene, change: ContactChange) -> int:
    with scene.programme.database.transaction() as session:
        return change_contact(session, scene.programme, change, actor_id=scene.staff_id)


def last_line(scene: Scene) -> AuditEvent:
    with scene.programme.database.reading() as session:
        return session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()[-1]


def hers(scene: Scene, kind: str) -> Restrict:
    return Restrict(kind=kind, scope="person", reason="test", person_id=scene.person_id)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        pytest.param("pause", "paused", id="pause"),
        pytest.param("freeze", "frozen", id="freeze"),
        pytest.param("no_sms", "channel_locked", id="no SMS"),
        pytest.param("opt_out", "opted_out", id="stop"),
        pytest.param("kill", "killed", id="kill switch"),
    ],
)
def test_a_waiting_message_is_taken_back_with_the_reason(
    scene: Scene, kind: str, reason: str
) -> None:
    queued = scene.queue()
    assert make(scene, hers(scene, kind)) == 1
    row = scene.message(queued)
    assert (row.state, row.reason) == ("cancelled", reason)
    assert last_line(scene).details == {"kind": kind, "scope": "person", "cancelled": 1}


def test_a_lock_on_calls_leaves_messages_alone(scene: Scene) -> None:
    queued = scene.queue()
    assert make(scene, hers(scene, "no_call")) == 0
    assert scene.message(queued).state == "queued"


def test_the_kill_switch_for_all_takes_back_hers_and_never_a_page(scene: Scene) -> None:
    queued, page = scene.queue(), scene.page()
    assert make(scene, Restrict(kind="kill", scope="all", reason="test")) == 1
    assert scene.message(queued).state == "cancelled"
    assert scene.message(page).state == "queued"
    assert last_line(scene).event == "sending_stopped"


def test_a_lift_that_is_refused_leaves_no_line(scene: Scene) -> None:
    make(scene, hers(scene, "opt_out"))
    before = last_line(scene).id
    lift = Lift(kind="opt_out", scope="person", person_id=scene.person_id)
    with pytest.raises(Forbidden):
        make(scene, lift)
    assert last_line(scene).id == before


def test_what_staff_paused_staff_start_again(scene: Scene) -> None:
    make(scene, hers(scene, "pause"))
    make(scene, Lift(kind="pause", scope="person", person_id=scene.person_id))
    assert last_line(scene).event == "contact_lifted"
    assert scene.message(scene.queue()).state == "queued"


@pytest.mark.parametrize("ended_as", ["deceased", "returned", "completed"])
def test_an_end_stops_the_protocol_and_what_waits(scene: Scene, ended_as: str) -> None:
    queued = scene.queue()
    end = EndExit(
        person_id=scene.person_id, exit_id=scene.exit_id, ended_as=ended_as, on=date(2026, 3, 2)
    )
    assert make(scene, end) == 1
    assert scene.message(queued).reason == ended_as
    checkin = scene.checkin(scene.first_checkin())
    assert (checkin.state, checkin.skip_reason) == ("skipped", ended_as)
    assert (last_line(scene).event, last_line(scene).object_id) == ("exit_ended", scene.exit_id)


def test_nothing_waits_any_longer_for_the_old_number(scene: Scene) -> None:
    queued = scene.queue()
    change = ChangeNumber(person_id=scene.person_id, number=NEW_NUMBER)
    assert make(scene, change) == 1
    assert scene.message(queued).state == "cancelled"
    assert last_line(scene).details == {"cancelled": 1}
    assert NEW_NUMBER not in repr(change)


@pytest.mark.parametrize(
    ("purpose", "cancelled"),
    [pytest.param("checkins", 1, id="check-ins"), pytest.param("surveys", 0, id="surveys")],
)
def test_withdrawn_consent_to_checkins_takes_back_what_waits(
    scene: Scene, purpose: str, cancelled: int
) -> None:
    scene.queue()
    change = WithdrawConsent(person_id=scene.person_id, purpose=purpose, way="voice")
    assert make(scene, change) == cancelled
    assert last_line(scene).details == {"purpose": purpose, "cancelled": cancelled}


def test_a_new_plan_moves_the_next_checkin_into_its_hours(scene: Scene) -> None:
    plan = a_plan("sat 10:00-12:00", expires_on=date(2026, 5, 31))
    assert make(scene, AgreePlan(person_id=scene.person_id, plan=plan)) == 0
    checkin = scene.checkin(scene.first_checkin())
    assert parse_windows("sat 10:00-12:00").contains(checkin.due_at)
    assert last_line(scene).event == "plan_agreed"


def test_a_contact_by_voice_opens_the_way_back_after_a_stop(scene: Scene) -> None:
    make(scene, hers(scene, "opt_out"))
    with scene.programme.database.transaction() as session:
        number = people.number_of(session, scene.person_id) or ""
        suppressions.suppress(session, sender="HABARI", number=number, at=scene.now)
    scene.clock.advance(timedelta(hours=1))
    with scene.programme.database.transaction() as session:
        people.record_contact(
            session, scene.person_id, method="voice", reached="her", condition="safe",
            verified=True, happened_at=scene.now, recorded_at=scene.now,
            recorded_by=scene.staff_id,
        )  # fmt: skip
    make(scene, Lift(kind="opt_out", scope="person", person_id=scene.person_id))
    with scene.programme.database.reading() as session:
        found = people.contact_facts(session, scene.person_id, now=scene.now)
        lookup = vault.lookup(session, number, use="phone")
        assert not suppressions.is_suppressed(session, lookup), "the provider's refusal too"
    assert found.restrictions == frozenset()


@pytest.fixture
def scene(programme: Programme) -> Scene:
    return set_scene(programme)
