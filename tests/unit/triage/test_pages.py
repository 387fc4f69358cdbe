from datetime import UTC, datetime, timedelta

import pytest

from monitor.triage.pages import Climb, Roster, addressees, climb
from monitor.triage.rota import OnDuty

NIGHT = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
ROSTER = Roster(OnDuty("duty", "backup"), None, ("supervisor",), ("head",))


@pytest.mark.parametrize(
    ("severity", "paged", "minutes", "rungs", "next_minutes"),
    [
        pytest.param(4, -1, 0, (0,), 10, id="now-at-once"),
        pytest.param(4, 0, 9, (), 10, id="now-not-yet"),
        pytest.param(4, 0, 10, (1,), 20, id="now-next-person"),
        pytest.param(4, 1, 20, (2,), 30, id="now-supervisor"),
        pytest.param(4, 2, 30, (3,), 40, id="now-head"),
        pytest.param(4, -1, 90, (0, 1, 2, 3), 40, id="now-everybody-after-an-outage"),
        pytest.param(3, -1, 0, (0,), 30, id="today-at-once"),
        pytest.param(3, 0, 30, (1,), 40, id="today-once-more"),
        pytest.param(2, -1, 0, (), None, id="later-nobody"),
        pytest.param(1, -1, 999, (), None, id="routine-nobody"),
    ],
)
def test_the_ladder_climbs_by_the_minute(
    severity: int, paged: int, minutes: int, rungs: tuple, next_minutes: int | None
):
    found = climb(severity, NIGHT, paged=paged, now=NIGHT + timedelta(minutes=minutes))
    next_at = None if next_minutes is None else NIGHT + timedelta(minutes=next_minutes)
    assert found == Climb(rungs, next_at)


@pytest.mark.parametrize(("severity", "last"), [(4, 3), (3, 1)])
def test_a_ladder_nobody_answered_ends_in_an_alarm(severity: int, last: int):
    found = climb(severity, NIGHT, paged=last, now=NIGHT + timedelta(minutes=40))
    assert found == Climb((), None, unanswered=True)


@pytest.mark.parametrize(
    ("severity", "rung", "roster", "paged"),
    [
        pytest.param(4, 0, ROSTER, ("duty",), id="person-on-duty"),
        pytest.param(4, 1, ROSTER, ("backup",), id="who-stands-behind"),
        pytest.param(4, 2, ROSTER, ("supervisor",), id="supervisor"),
        pytest.param(4, 3, ROSTER, ("head",), id="programme-head"),
        pytest.param(3, 1, ROSTER, ("duty",), id="same-day-duty-again"),
        pytest.param(3, 2, ROSTER, ("supervisor",), id="same-day-missed"),
        pytest.param(
            4, 0, Roster(OnDuty("duty", None), "holder", ("s",), ()), ("holder", "duty"),
            id="holder-too",
        ),
        pytest.param(
            4, 0, Roster(OnDuty("duty", None), "duty", ("s",), ()), ("duty",), id="nobody-twice"
        ),
        pytest.param(
            4, 0, Roster(None, None, ("s1", "s2"), ("head",)), ("s1", "s2"),
            id="no-rota-all-supervisors",
        ),
        pytest.param(
            4, 1, Roster(OnDuty("duty", None), None, ("s",), ()), ("s",), id="no-backup"
        ),
        pytest.param(4, 2, Roster(None, None, (), ("head",)), ("head",), id="no-supervisor"),
        pytest.param(4, 3, Roster(None, None, ("s",), ()), ("s",), id="no-head"),
        pytest.param(4, 0, Roster(None, None, (), ()), (), id="nobody-at-all"),
    ],
)  # fmt: skip
def test_an_empty_rung_falls_to_whoever_stands_above(
    severity: int, rung: int, roster: Roster, paged: tuple
):
    assert addressees(severity, rung, roster) == paged
