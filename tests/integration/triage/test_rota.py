from datetime import timedelta

import pytest

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.errors import Conflict, Invalid, NotFound
from monitor.staff.models import Staff
from monitor.triage import rota
from monitor.triage.rota import OnDuty, Span
from tests.factories.triage import make_team

HOUR = timedelta(hours=1)


def test_an_empty_rota_covers_nothing(database: Database, clock: FixedClock):
    with database.transaction() as session:
        assert rota.on_duty(session, clock.now()) is None
        assert not rota.is_covered(session, clock.now())


@pytest.mark.parametrize(
    ("duties", "covered"),
    [
        pytest.param([(-1, 3)], True, id="now-and-two-hours-on"),
        pytest.param([(0, 2)], True, id="exactly-two-hours"),
        pytest.param([(-1, 1.9)], False, id="ends-too-soon"),
        pytest.param([(0.5, 9)], False, id="begins-later"),
        pytest.param([(-1, 1), (1, 3)], True, id="hand-over"),
        pytest.param([(-1, 1), (1.5, 3)], False, id="gap-within-two-hours"),
    ],
)
def test_check_ins_go_out_only_while_somebody_is_there_for_two_hours(
    database: Database, clock: FixedClock, duties: list, covered: bool
):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        for start, end in duties:
            _add(session, team, now + start * HOUR, now + end * HOUR)
        assert rota.is_covered(session, now) is covered


@pytest.mark.parametrize(
    ("gone", "on_duty"),
    [
        pytest.param((), ("first", "second"), id="both-there"),
        pytest.param(("first",), ("second", None), id="backup-takes-over"),
        pytest.param(("second",), ("first", None), id="no-backup"),
        pytest.param(("first", "second"), None, id="nobody-left"),
    ],
)
def test_a_deactivated_account_is_on_duty_no_more(
    database: Database, clock: FixedClock, gone: tuple, on_duty: tuple | None
):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        _add(session, team, now - HOUR, now + 9 * HOUR)
        for name in gone:
            session.get_one(Staff, getattr(team, name)).active = False
        found = rota.on_duty(session, now)
        if on_duty is None:
            assert found is None
        else:
            first, backup = on_duty
            expected = OnDuty(getattr(team, first), backup and getattr(team, backup))
            assert found == expected
        assert rota.is_covered(session, now) is (on_duty is not None)


def test_whoever_takes_over_is_on_duty_from_that_very_moment(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        _add(session, team, now - HOUR, now)
        rota.add_duty(
            session, staff_id=team.second, backup_id=None, starts_at=now, ends_at=now + HOUR
        )
        found = rota.on_duty(session, now)
    assert found == OnDuty(team.second, None)


def test_two_people_are_never_on_duty_at_once(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        _add(session, team, now, now + 8 * HOUR)
        with pytest.raises(Conflict):
            _add(session, team, now + 7 * HOUR, now + 9 * HOUR)
        _add(session, team, now + 8 * HOUR, now + 9 * HOUR)
        assert len(rota.list_rota(session, start=now, end=now + 24 * HOUR)) == 2


@pytest.mark.parametrize(
    ("backup", "hours"),
    [pytest.param("first", 1, id="her-own-backup"), pytest.param("second", 0, id="no-time-at-all")],
)
def test_a_duty_that_makes_no_sense_is_refused(
    database: Database, clock: FixedClock, backup: str, hours: int
):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        with pytest.raises(Invalid):
            rota.add_duty(
                session, staff_id=team.first, backup_id=getattr(team, backup),
                starts_at=now, ends_at=now + hours * HOUR,
            )  # fmt: skip


def test_gaps_of_the_coming_day_are_listed(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        duty = _add(session, team, now, now + 8 * HOUR)
        assert rota.list_gaps(session, start=now, end=now + rota.GAPS_AHEAD) == (
            Span(now + 8 * HOUR, now + 24 * HOUR),
        )
        rota.remove_duty(session, duty)
        assert not rota.is_covered(session, now)
        with pytest.raises(NotFound):
            rota.remove_duty(session, duty)


def _add(session, team, start, end) -> str:
    return rota.add_duty(
        session, staff_id=team.first, backup_id=team.second, starts_at=start, ends_at=end
    )
