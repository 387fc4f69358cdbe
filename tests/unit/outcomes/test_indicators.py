"""Rates with their intervals, and what came of each check-in."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from monitor.outcomes.indicators import (
    CheckInPath,
    Fate,
    Rate,
    fate,
    proportion,
    rates,
    reply_rates_by_week,
    week_since_exit,
)
from monitor.outcomes.statuses import Status

EXAMPLE = {
    Status.DECEASED: 1,
    Status.STABLE: 8,
    Status.UNSTABLE: 3,
    Status.RETURNED: 1,
    Status.RE_EXPLOITED: 1,
    Status.CONTACT_ONLY: 2,
    Status.OPTED_OUT: 1,
    Status.UNKNOWN: 3,
}
SENT = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "n", "of", "percent"),
    [
        pytest.param("main", 8, 19, 42.1, id="main"),
        pytest.param("among_known", 8, 13, 61.5, id="among known"),
        pytest.param("lower", 8, 19, 42.1, id="lower bound"),
        pytest.param("upper", 14, 19, 73.7, id="upper bound"),
        pytest.param("re_exploited", 1, 19, 5.3, id="re-exploited"),
        pytest.param("lost", 3, 19, 15.8, id="lost"),
        pytest.param("opted_out", 1, 19, 5.3, id="opted out"),
    ],
)
def test_the_worked_example(name: str, n: int, of: int, percent: float) -> None:
    found = rates(EXAMPLE)[name]
    assert (found.n, found.of) == (n, of)
    assert found.rate is not None
    assert round(found.rate * 100, 1) == percent


def test_only_deceased_leaves_nobody_to_count() -> None:
    nobody = Rate(rate=None, low=None, high=None, n=0, of=0)
    assert set(rates({Status.DECEASED: 3}).values()) == {nobody}


def test_known_may_be_nobody_while_the_main_rate_is_zero() -> None:
    found = rates({Status.UNKNOWN: 5})
    assert found["among_known"].rate is None
    assert (found["main"].rate, found["upper"].rate) == (0.0, 1.0)


@given(of=st.integers(1, 3000), data=st.data())
def test_the_interval_is_that_of_scipy(of: int, data: st.DataObject) -> None:
    n = data.draw(st.integers(0, of))
    theirs = binomtest(n, of).proportion_ci(0.95, method="wilson")
    ours = proportion(n, of)
    assert ours.low == pytest.approx(theirs.low, abs=1e-9)
    assert ours.high == pytest.approx(theirs.high, abs=1e-9)


@given(of=st.integers(1, 10**9), data=st.data())
def test_the_interval_stays_inside_0_and_1_and_holds_the_rate(of: int, data: st.DataObject) -> None:
    found = proportion(data.draw(st.integers(0, of)), of)
    assert found.low is not None
    assert found.rate is not None
    assert found.high is not None
    assert 0 <= found.low <= found.rate <= found.high <= 1


@given(counts=st.dictionaries(st.sampled_from(Status), st.integers(0, 500)))
def test_the_bounds_hold_the_main_rate(counts: dict[Status, int]) -> None:
    found = rates(counts)
    lower, main, upper = (found[name].rate for name in ("lower", "main", "upper"))
    if lower is None or main is None or upper is None:
        assert sum(counts.values()) == counts.get(Status.DECEASED, 0)
        return
    assert lower <= main <= upper
    assert found["main"].of == sum(counts.values()) - counts.get(Status.DECEASED, 0)
    known = found["among_known"].rate
    assert known is None or main <= known


@pytest.mark.parametrize(
    ("path", "hours", "expected"),
    [
        pytest.param({"sent_at": None}, 0, Fate.NOT_SENT, id="not sent"),
        pytest.param({"delivered_at": SENT}, 47, Fate.WAITING, id="delivered, still time"),
        pytest.param({"delivered_at": SENT}, 48, Fate.SILENT, id="delivered, silent"),
        pytest.param({}, 71, Fate.WAITING, id="no receipt yet"),
        pytest.param({}, 72, Fate.NO_RECEIPT, id="no receipt after 72 hours"),
        pytest.param({"undelivered_at": SENT}, 1, Fate.UNDELIVERED, id="undelivered"),
        pytest.param(
            {"undelivered_at": SENT, "delivered_at": SENT},
            50,
            Fate.SILENT,
            id="delivered after all",
        ),
        pytest.param({"replied_at": SENT}, 0, Fate.REPLIED, id="replied proves delivery"),
        pytest.param(
            {"replied_at": SENT, "undelivered_at": SENT}, 90, Fate.REPLIED, id="reply beats receipt"
        ),
    ],
)
def test_what_came_of_a_checkin(
    path: dict[str, datetime | None], hours: int, expected: Fate
) -> None:
    facts: dict[str, datetime | None] = {"sent_at": SENT, **path}
    checkin = CheckInPath(date(2026, 3, 2), date(2026, 3, 4), **facts)
    assert fate(checkin, SENT + timedelta(hours=hours)) is expected


def test_reply_rates_leave_the_undelivered_out_and_show_them() -> None:
    def sent(slot_on: date, **facts: datetime) -> CheckInPath:
        return CheckInPath(date(2026, 3, 2), slot_on, sent_at=SENT, **facts)

    second = date(2026, 3, 16)
    weeks = reply_rates_by_week(
        [
            sent(second, replied_at=SENT),
            sent(second, delivered_at=SENT),
            sent(second, delivered_at=SENT),
            sent(second, undelivered_at=SENT),
            sent(second),
            CheckInPath(date(2026, 3, 2), second),
            sent(date(2026, 3, 4), undelivered_at=SENT),
        ],
        SENT + timedelta(days=30),
    )
    assert [week.week for week in weeks] == [1, 2]
    assert weeks[0].reply.rate is None
    assert (weeks[1].reply.n, weeks[1].reply.of) == (1, 3)
    assert weeks[1].fates == {
        Fate.REPLIED: 1,
        Fate.SILENT: 2,
        Fate.UNDELIVERED: 1,
        Fate.NO_RECEIPT: 1,
        Fate.NOT_SENT: 1,
        Fate.WAITING: 0,
    }


@pytest.mark.parametrize(
    ("slot_on", "week"),
    [
        pytest.param(date(2026, 3, 4), 1, id="day 2"),
        pytest.param(date(2026, 3, 9), 1, id="day 7"),
        pytest.param(date(2026, 3, 10), 2, id="day 8"),
        pytest.param(date(2026, 3, 16), 2, id="day 14"),
    ],
)
def test_weeks_count_from_exit(slot_on: date, week: int) -> None:
    assert week_since_exit(CheckInPath(date(2026, 3, 2), slot_on)) == week
