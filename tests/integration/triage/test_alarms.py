from datetime import timedelta

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.triage import alarms

MINUTE = timedelta(minutes=1)


def test_an_alarm_is_raised_once_and_counted_after(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        assert alarms.raise_alarm(session, "no_rota", at=now)
        assert not alarms.raise_alarm(session, "no_rota", at=now + MINUTE)
        (alarm,) = alarms.list_open(session)
    assert (alarm.kind, alarm.count) == ("no_rota", 2)
    assert (alarm.opened_at, alarm.last_at) == (now, now + MINUTE)


def test_a_closed_alarm_can_be_raised_anew(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        alarms.raise_alarm(session, "no_rota", at=now)
        assert alarms.close_alarm(session, "no_rota", at=now)
        assert not alarms.close_alarm(session, "no_rota", at=now)
        assert not alarms.is_open(session, "no_rota")
        assert alarms.raise_alarm(session, "no_rota", at=now)


def test_kinds_are_apart_and_told_apart(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        alarms.raise_alarm(session, "no_rota", at=now)
        alarms.raise_alarm(session, "gateway_paused", at=now)
        alarms.mark_told(session, ("no_rota",), at=now)
        assert [alarm.kind for alarm in alarms.list_untold(session)] == ["gateway_paused"]
        assert len(alarms.list_open(session)) == 2


def test_what_happens_again_is_told_again_but_not_at_once(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        alarms.raise_alarm(session, "callback_set_aside", at=now)
        alarms.mark_told(session, ("callback_set_aside",), at=now)
        alarms.raise_alarm(session, "callback_set_aside", at=now + 29 * MINUTE)
        assert alarms.list_untold(session) == ()
        alarms.raise_alarm(session, "callback_set_aside", at=now + 30 * MINUTE)
        assert len(alarms.list_untold(session)) == 1
