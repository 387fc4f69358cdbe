"""The clock's next stop knows when a measure ends and when somebody is to be asked."""

from datetime import date, datetime, timedelta

import pytest

from monitor.core.clock import NAIROBI, to_local
from monitor.jobs.registry import next_due, run_until_quiet
from monitor.schedule import measures
from monitor.staff.roles import Role
from monitor.usecases.programme import Programme
from tests.factories.sms import Scene, set_scene
from tests.factories.staff import a_member


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(date(2026, 3, 2), date(2026, 3, 3), id="the surveys of the day she left"),
        pytest.param(date(2026, 3, 3), date(2026, 3, 9), id="the planned contact of week 1"),
        pytest.param(date(2026, 3, 9), date(2026, 3, 17), id="its window ends"),
        pytest.param(date(2026, 3, 17), date(2026, 4, 2), id="the contact of month 1"),
        pytest.param(date(2026, 4, 2), date(2026, 4, 13), id="ten days left for the surveys"),
        pytest.param(date(2026, 4, 13), date(2026, 4, 24), id="their window ends"),
    ],
)
def test_the_next_stop_after(scene: Scene, after: date, expected: date) -> None:
    scene.clock.set(datetime(after.year, after.month, after.day, 12, tzinfo=NAIROBI))
    run_until_quiet(scene.programme)
    with scene.programme.database.reading() as session:
        found = measures.next_due_at(session, now=scene.now)
    assert found is not None
    assert to_local(found).date() == expected


def test_going_from_stop_to_stop_never_stands_still(scene: Scene) -> None:
    run_until_quiet(scene.programme)
    end = scene.now + timedelta(days=60)
    stops = 0
    while (due := next_due(scene.programme)) is not None and due < end:
        assert due > scene.now
        scene.clock.set(due)
        run_until_quiet(scene.programme)
        stops += 1
    assert stops > 20


@pytest.fixture
def scene(programme: Programme) -> Scene:
    scene = set_scene(programme)
    with programme.database.transaction() as session:
        a_member(session, "wanjiku", at=scene.now, role=Role.SUPERVISOR, phone="0700000009")
    return scene
