"""Periods are pooled until enough people are in each, and nobody is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.outcomes.statuses import Status
from monitor.outcomes.suppression import LEAST, alive, pooled, total

QUARTERS = [f"{year}-Q{quarter}" for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4)]


def of(**counts: int) -> dict[str, dict[Status, int]]:
    """Return stable exits by quarter: q241 is the first quarter of 2024."""
    return {f"20{name[1:3]}-Q{name[3]}": {Status.STABLE: n} for name, n in counts.items()}


@pytest.mark.parametrize(
    ("quarters", "names"),
    [
        pytest.param(of(q241=20, q242=20), ["2024-Q1", "2024-Q2"], id="each enough"),
        pytest.param(of(q241=19, q242=20), ["2024-H1"], id="one short: half-year"),
        pytest.param(of(q241=30, q242=9, q243=9), ["2024"], id="a half short: year"),
        pytest.param(of(q241=40, q243=25), ["2024-Q1", "2024-Q3"], id="quarters without exits"),
        pytest.param(of(q241=9, q251=30), ["2024–2025"], id="a short year joins the next"),
        pytest.param(of(q241=40, q251=3), ["2024–2025"], id="the rest joins the year before"),
        pytest.param(of(q241=3, q251=3), ["2024–2025"], id="too few altogether: one period"),
        pytest.param({}, [], id="no exits"),
    ],
)
def test_a_period_is_as_short_as_its_people_allow(
    quarters: dict[str, dict[Status, int]], names: list[str]
) -> None:
    assert [period.name for period in pooled(quarters)] == names


def test_the_deceased_do_not_make_a_period_large_enough() -> None:
    quarters = {"2024-Q1": {Status.STABLE: 19, Status.DECEASED: 5}, "2024-Q2": {Status.STABLE: 30}}

    assert [period.name for period in pooled(quarters)] == ["2024-H1"]


@given(
    st.dictionaries(
        st.sampled_from(QUARTERS),
        st.dictionaries(st.sampled_from(list(Status)), st.integers(0, 40), min_size=1),
        min_size=1,
    )
)
def test_pooling_counts_everybody_once_and_shows_no_small_period(
    quarters: dict[str, dict[Status, int]],
) -> None:
    periods = pooled(quarters)

    assert total(period.counts for period in periods) == total(quarters.values())
    assert len(periods) == 1 or all(alive(period.counts) >= LEAST for period in periods)
