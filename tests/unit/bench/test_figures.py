"""Percentiles, ratios and the table of measured numbers."""

import pytest

from tests.bench.figures import Row, percentile, ratio, shown, table

HUNDRED = [float(value) for value in range(100, 0, -1)]


@pytest.mark.parametrize(
    ("values", "percent", "found"),
    [
        pytest.param([7.0], 50, 7.0, id="one value is every percentile"),
        pytest.param(HUNDRED, 50, 50.0, id="half do not exceed it"),
        pytest.param(HUNDRED, 99, 99.0, id="all but one"),
        pytest.param(HUNDRED, 100, 100.0, id="the slowest"),
        pytest.param(HUNDRED, 0.5, 1.0, id="less than one value is the first"),
        pytest.param([1.0, 2.0, 3.0], 99, 3.0, id="of few values the last"),
        pytest.param([2.0, 2.0, 1.0], 50, 2.0, id="equal values"),
    ],
)
def test_a_percentile_is_one_of_the_values(
    values: list[float], percent: float, found: float
) -> None:
    assert percentile(values, percent) == found


@pytest.mark.parametrize(
    ("values", "percent"),
    [
        pytest.param([], 50, id="no values"),
        pytest.param([1.0], 0, id="no share"),
        pytest.param([1.0], 101, id="more than all"),
    ],
)
def test_a_percentile_of_nothing_is_refused(values: list[float], percent: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile(values, percent)


@pytest.mark.parametrize(
    ("measured", "floor", "said"),
    [
        pytest.param(123.4, 10.0, "12", id="whole where it is large"),
        pytest.param(5.25, 1.0, "5.2", id="two digits"),
        pytest.param(1.0, 40.0, "0.025", id="small"),
        pytest.param(1.0, 0.0, "-", id="no floor"),
    ],
)
def test_a_ratio_is_read_at_a_glance(measured: float, floor: float, said: str) -> None:
    assert ratio(measured, floor) == said


def test_a_time_is_shown_in_milliseconds_and_a_rate_by_the_second() -> None:
    assert (shown(1.5, "ms"), shown(0.0004, "ms"), shown(2284.4, "/s")) == (
        "1,500 ms", "0.4 ms", "2,284 /s",
    )  # fmt: skip


def test_the_table_puts_each_value_beside_its_floor() -> None:
    rows = [
        Row(what="readings", measured=2000, floor=80_000, unit="/s", target="2,000 /s"),
        Row(what="a turn", measured=0.03, floor=0.004, unit="ms"),
    ]
    assert table(rows).splitlines() == [
        "what      measured      floor  ratio  target",
        "----------------------------------------------",
        "readings  2,000 /s  80,000 /s  0.025  2,000 /s",
        "a turn       30 ms       4 ms    7.5",
    ]
