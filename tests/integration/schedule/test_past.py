"""Which days count as her silence: ours never do, and hers always."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from monitor.people import service as people
from monitor.schedule.models import CheckIn
from monitor.triage.models import Case
from monitor.usecases.deliver_outbox import deliver_outbox
from monitor.usecases.programme import Programme
from monitor.usecases.review_follow_ups import review_follow_ups
from monitor.usecases.send_due_checkins import send_due_checkins
from tests.factories.people import a_plan
from tests.factories.sms import Scene, set_scene

HOUR = timedelta(hours=1)


def live(scene: Scene, days: int) -> None:
    """Let the programme run, with a look every hour."""
    for _ in range(days * 24):
        scene.clock.advance(HOUR)
        send_due_checkins(scene.programme)
        deliver_outbox(scene.programme)
        review_follow_ups(scene.programme)


def pause(scene: Scene, *, until: datetime | None) -> None:
    with scene.programme.database.transaction() as session:
        people.restrict(
            session, kind="pause", scope="person", person_id=scene.person_id, reason="her_menu",
            at=scene.now, until=until,
        )  # fmt: skip


def reasons(scene: Scene) -> list[str]:
    with scene.programme.database.reading() as session:
        return list(session.scalars(select(Case.reason).where(Case.reason == "silence")))


def has_late(scene: Scene) -> bool:
    with scene.programme.database.reading() as session:
        query = select(CheckIn.id).where(CheckIn.went_late_at.is_not(None))
        return session.scalar(query.limit(1)) is not None


@pytest.fixture
def scene(programme: Programme) -> Scene:
    plan = a_plan("daily 18:00-20:00", expires_on=date(2026, 8, 31))
    return set_scene(programme, plan=plan, risk_tier="high")


def test_silence_after_a_pause_that_ran_out_is_heard(scene: Scene) -> None:
    pause(scene, until=scene.now + timedelta(days=3))
    live(scene, 13)
    assert has_late(scene)
    assert reasons(scene) == ["silence"]


def test_silence_while_paused_is_not_held_against_her(scene: Scene) -> None:
    live(scene, 3)
    pause(scene, until=None)
    live(scene, 5)
    assert not has_late(scene)
    assert reasons(scene) == []


def test_the_longer_of_two_pauses_decides(scene: Scene) -> None:
    live(scene, 3)
    pause(scene, until=scene.now + timedelta(days=1))
    pause(scene, until=None)
    live(scene, 5)
    assert not has_late(scene)
