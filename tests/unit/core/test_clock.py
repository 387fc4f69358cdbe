"""The two clocks, and the one place that knows the zone."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.core.clock import DemoClock, FixedClock, SystemClock, to_local

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_system_clock_is_aware_and_goes_on() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert first.tzinfo is UTC
    assert second >= first


def test_a_demo_clock_runs_at_its_rate() -> None:
    wall = FixedClock(START)
    clock = DemoClock(wall, start=START, rate=60)
    wall.advance(timedelta(minutes=1))
    assert clock.now() == START + HOUR


def test_a_paused_demo_clock_stands_and_goes_on_from_there() -> None:
    wall = FixedClock(START)
    clock = DemoClock(wall, start=START)
    clock.run(0)
    wall.advance(HOUR)
    assert clock.now() == START
    clock.run(1)
    wall.advance(HOUR)
    assert (clock.now(), clock.rate) == (START + HOUR, 1)


def test_a_demo_clock_jumps_forward_and_never_back() -> None:
    clock = DemoClock(FixedClock(START), start=START)
    clock.jump(START + HOUR)
    clock.jump(START)
    assert clock.now() == START + HOUR


@pytest.mark.parametrize("month", range(1, 13))
def test_kenya_is_three_hours_ahead_all_year(month: int) -> None:
    assert to_local(datetime(2026, month, 1, tzinfo=UTC)).utcoffset() == 3 * HOUR
