"""By when a text is read and somebody acts; who is paged in between."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.clock import NAIROBI
from monitor.core.errors import Invalid
from monitor.triage.clocks import Rung, act_by, read_by, rungs


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NAIROBI).astimezone(UTC)


@pytest.mark.parametrize(
    ("arrived", "due"),
    [
        pytest.param("2026-03-02T00:00", "2026-03-02T20:00", id="midnight"),
        pytest.param("2026-03-02T17:59:59", "2026-03-02T20:00", id="just before 18:00"),
        pytest.param("2026-03-02T18:00", "2026-03-03T10:00", id="at 18:00"),
        pytest.param("2026-12-31T23:59", "2027-01-01T10:00", id="last minute of the year"),
    ],
)
def test_read_by(arrived: str, due: str) -> None:
    assert read_by(local(arrived)) == local(due)


@pytest.mark.parametrize(
    ("severity", "arrived", "due"),
    [
        pytest.param(4, "2026-03-01T03:00", "2026-03-01T03:30", id="now, a Sunday at three"),
        pytest.param(3, "2026-03-02T09:00", "2026-03-02T20:00", id="today, by evening"),
        pytest.param(3, "2026-03-02T18:00", "2026-03-02T20:00", id="today, both meet"),
        pytest.param(3, "2026-03-02T18:01", "2026-03-02T20:01", id="today, two hours are later"),
        pytest.param(3, "2026-03-02T23:30", "2026-03-03T01:30", id="today, at night"),
        pytest.param(2, "2026-02-27T09:00", "2026-03-01T09:00", id="48 hours, weekend or not"),
        pytest.param(1, "2026-03-02T09:00", "2026-03-09T09:00", id="from a Monday"),
        pytest.param(1, "2026-03-06T16:30", "2026-03-13T16:30", id="from a Friday"),
        pytest.param(1, "2026-03-07T11:00", "2026-03-13T11:00", id="from a Saturday"),
        pytest.param(1, "2026-03-03T00:30", "2026-03-10T00:30", id="local day, not that of UTC"),
    ],
)
def test_act_by(severity: int, arrived: str, due: str) -> None:
    assert act_by(severity, local(arrived)) == local(due)


def test_holidays_are_not_working_days() -> None:
    holidays = frozenset({date(2026, 3, 3), date(2026, 3, 7)})
    assert act_by(1, local("2026-03-02T09:00"), holidays=holidays) == local("2026-03-10T09:00")


@pytest.mark.parametrize("severity", [-1, 0, 5])
def test_other_severities_have_no_clock(severity: int) -> None:
    with pytest.raises(Invalid):
        act_by(severity, local("2026-03-02T09:00"))


def test_severity_4_climbs_to_the_programme_head() -> None:
    at = local("2026-03-01T03:00")
    assert [((page.at - at).seconds // 60, page.rung) for page in rungs(4, at)] == [
        (0, Rung.ON_DUTY),
        (10, Rung.NEXT),
        (20, Rung.SUPERVISOR),
        (30, Rung.PROGRAMME_HEAD),
    ]


def test_severity_3_pages_the_person_on_duty_twice() -> None:
    at = local("2026-03-01T03:00")
    assert [(page.at - at, page.rung) for page in rungs(3, at)] == [
        (timedelta(0), Rung.ON_DUTY),
        (timedelta(minutes=30), Rung.ON_DUTY),
    ]


@pytest.mark.parametrize("severity", [0, 1, 2])
def test_lower_severities_page_nobody(severity: int) -> None:
    assert rungs(severity, local("2026-03-01T03:00")) == ()


instants = st.integers(0, 10**9).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(arrived=instants)
def test_graver_never_waits_longer(arrived: datetime) -> None:
    dues = [act_by(severity, arrived) for severity in (4, 3, 2, 1)]
    assert arrived < dues[0]
    assert dues == sorted(dues)
    assert all(due.tzinfo is UTC for due in dues)


@given(arrived=instants)
def test_a_text_is_read_within_20_hours(arrived: datetime) -> None:
    assert timedelta(hours=2) < read_by(arrived) - arrived <= timedelta(hours=20)
