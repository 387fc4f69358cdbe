from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core.clock import FixedClock
from monitor.privacy import vault
from monitor.sms.models import OutboundMessage
from monitor.staff.models import Staff
from monitor.triage import alarms
from monitor.usecases.programme import Programme
from monitor.usecases.tell_alarms import tell_alarms
from monitor.usecases.watch_rota import watch_rota
from tests.factories.triage import make_duty, make_team


def test_an_empty_rota_is_loud_until_somebody_is_on_duty(programme: Programme, clock: FixedClock):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        assert (watch_rota(session, programme), watch_rota(session, programme)) == (1, 0)
        assert alarms.is_open(session, "no_rota")
        make_duty(session, team, now)
        assert (watch_rota(session, programme), watch_rota(session, programme)) == (1, 0)
        assert not alarms.is_open(session, "no_rota")


def test_a_rota_that_ends_within_two_hours_is_loud(programme: Programme, clock: FixedClock):
    with programme.database.transaction() as session:
        team = make_team(session, clock.now())
        make_duty(session, team, clock.now(), hours=3)
        assert watch_rota(session, programme) == 0
        clock.advance(timedelta(hours=2))
        assert watch_rota(session, programme) == 1


def test_two_people_are_told_once_and_not_of_what(programme: Programme, clock: FixedClock):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        make_duty(session, team, now)
        alarms.raise_alarm(session, "gateway_paused", at=now)
        alarms.raise_alarm(session, "callback_conflict", at=now)
        assert (tell_alarms(session, programme), tell_alarms(session, programme)) == (2, 0)
        assert _told(session) == [team.first, team.second]
        assert _bodies(session) == {"System alert. Please log in."}


def test_with_nobody_on_duty_every_supervisor_is_told(programme: Programme, clock: FixedClock):
    now = clock.now()
    with programme.database.transaction() as session:
        teams = [make_team(session, now, name=f"House {letter}") for letter in "ABC"]
        alarms.raise_alarm(session, "no_rota", at=now)
        tell_alarms(session, programme)
        assert sorted(_told(session)) == sorted(team.supervisor for team in teams)


@pytest.mark.parametrize("gone", ["first", "second"])
def test_somebody_without_a_phone_is_passed_over(
    programme: Programme, clock: FixedClock, gone: str
):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        make_duty(session, team, now)
        session.get_one(Staff, getattr(team, gone)).phone_sealed = None
        alarms.raise_alarm(session, "gateway_paused", at=now)
        tell_alarms(session, programme)
        told = _told(session)
    assert len(told) == 2
    assert team.supervisor in told
    assert getattr(team, gone) not in told


def test_an_alarm_nobody_could_be_told_of_is_tried_again(programme: Programme, clock: FixedClock):
    now = clock.now()
    with programme.database.transaction() as session:
        alarms.raise_alarm(session, "no_rota", at=now)
        assert tell_alarms(session, programme) == 0
        make_team(session, now)
        assert tell_alarms(session, programme) == 1


def _told(session: Session) -> list[str | None]:
    query = select(OutboundMessage.staff_id).where(OutboundMessage.state == "queued")
    return list(session.scalars(query.order_by(OutboundMessage.id)))


def _bodies(session: Session) -> set[str]:
    return {
        vault.unseal(
            session, row.body_sealed, table="outbound_messages", column="body_sealed",
            row_id=row.id,
        )
        for row in session.scalars(select(OutboundMessage))
    }  # fmt: skip
