"""How long people waited: every urgent event counts, the forgotten ones most of all."""

from datetime import UTC, datetime, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.outcomes.episodes import KnownFact
from monitor.outcomes.timeliness import (
    OpenCase,
    Wait,
    casework,
    open_by_age,
    percentile,
    response_times,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOW - timedelta(hours=5) + timedelta(minutes=minutes)


def fact(kind: str, minutes: float, *, by: str | None = None, **data: object) -> KnownFact:
    return KnownFact(
        kind=kind, happened_at=at(minutes), subject_id="k", recorded_by=by, data=data
    )  # fmt: skip


OPENED = fact("case_opened", 0, severity=4)


def test_an_action_answers_what_had_arrived_and_nothing_later() -> None:
    acted = fact("case_acted", 40, by="s", seconds=1200, severity=4)
    facts = [OPENED, fact("case_joined", 10, severity=3), fact("case_joined", 30, severity=4)]

    assert casework([*facts, acted]).waits == (
        Wait(4, at(0), at(20)),
        Wait(3, at(10), at(20)),
        Wait(4, at(30)),
    )


def test_an_event_in_the_same_second_as_the_action_was_answered() -> None:
    late = fact("case_joined", 20 + 0.9 / 60, severity=3)
    acted = fact("case_acted", 20, by="s", seconds=1200)

    assert all(wait.acted_at is not None for wait in casework([OPENED, late, acted]).waits)


def test_what_staff_raise_themselves_has_no_clock_but_makes_the_case_graver() -> None:
    graver = fact("case_joined", 5, by="s", severity=3)
    found = casework([fact("case_opened", 0, severity=1), graver])

    assert found.waits == (Wait(1, at(0)),)
    assert found.open_cases == (OpenCase(3, at(0)),)


def test_a_closed_case_is_not_open_and_one_opened_again_is() -> None:
    closed = fact("case_closed", 9, by="s")
    again = fact("case_opened", 60, by="s", severity=4, reopened=True)

    assert casework([OPENED, closed]).open_cases == ()
    assert casework([OPENED, closed, again]).open_cases == (OpenCase(4, at(0)),)


def test_an_action_without_anything_waiting_changes_nothing() -> None:
    acted = fact("case_acted", 40, by="s", seconds=60)

    assert casework([acted]).waits == ()


def test_nobody_having_acted_counts_as_missed_once_the_time_is_up() -> None:
    waits = [
        Wait(4, at(0), at(29)),
        Wait(4, at(0), at(30)),
        Wait(4, at(0), at(31)),
        Wait(4, at(0)),
        Wait(4, NOW - timedelta(minutes=10)),
        Wait(3, at(0), at(1)),
        Wait(4, NOW - timedelta(days=91)),
    ]

    found = response_times(waits, severity=4, now=NOW)

    assert (found.acted, found.missed, found.waiting) == (3, 1, 1)
    assert (found.within_target.n, found.within_target.of) == (2, 4)
    assert (found.median_minutes, round(found.ninetieth_minutes or 0, 1)) == (30, 30.8)


def test_without_events_there_is_no_rate() -> None:
    found = response_times([], severity=3, now=NOW)

    assert (found.within_target.rate, found.median_minutes) == (None, None)


@pytest.mark.parametrize(
    ("hours", "column"),
    [
        pytest.param(0, "1", id="just now"),
        pytest.param(24, "1", id="a day"),
        pytest.param(25, "2", id="more than a day"),
        pytest.param(168, "7", id="a week"),
        pytest.param(720, "30", id="thirty days"),
        pytest.param(721, "over", id="older"),
    ],
)
def test_an_open_case_stands_in_the_column_of_its_age(hours: int, column: str) -> None:
    table = open_by_age([OpenCase(2, NOW - timedelta(hours=hours))], NOW)

    assert table[2][column] == 1
    assert sum(sum(row.values()) for row in table.values()) == 1


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_the_median_is_the_middle_and_no_percentile_leaves_the_values(
    values: list[float],
) -> None:
    middle, ninetieth = percentile(values, 50), percentile(values, 90)

    assert middle == pytest.approx(median(values))
    assert ninetieth is not None
    assert min(values) - 1e-6 <= ninetieth <= max(values) + 1e-6
