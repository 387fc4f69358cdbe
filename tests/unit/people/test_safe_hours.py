"""Safe hours: reading, writing, and never a moment outside them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.clock import NAIROBI
from monitor.core.errors import Invalid
from monitor.people.safe_hours import (
    SafeHours,
    Window,
    as_json,
    format_windows,
    from_json,
    parse_windows,
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NAIROBI).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        pytest.param("mon-fri 18:00-20:00;sun 14:00-16:00", None, id="as in the import file"),
        pytest.param("mon,wed 08:00-09:00", None, id="list"),
        pytest.param("daily 18:00-20:00", None, id="daily"),
        pytest.param("mon-sun 18:00-20:00", "daily 18:00-20:00", id="whole week is daily"),
        pytest.param("sat-mon 8:00-9:30", "mon,sat,sun 08:00-09:30", id="range over the weekend"),
        pytest.param(
            "mon-wed,fri 08:00-09:00;mon 12:00-13:00",
            "mon-wed,fri 08:00-09:00;mon 12:00-13:00",
            id="range and list, two windows a day",
        ),
        pytest.param("fri 22:00-01:00", None, id="over midnight"),
        pytest.param("fri 22:00-00:00", "fri 22:00-24:00", id="until midnight"),
        pytest.param("daily 00:00-24:00", None, id="always"),
        pytest.param(" Mon - Fri 18:00 - 20:00 ; ", "mon-fri 18:00-20:00", id="spaces, capitals"),
        pytest.param("mon 18:00-20:00;mon 18:00-20:00", "mon 18:00-20:00", id="said twice"),
        pytest.param("", None, id="none"),
    ],
)
def test_windows_read_and_write_back(text: str, settled: str | None) -> None:
    hours = parse_windows(text)
    assert format_windows(hours) == (text if settled is None else settled)
    assert parse_windows(format_windows(hours)) == hours
    assert from_json(as_json(hours)) == hours


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("moon 18:00-20:00", "window 1: a part of it is not one of mon", id="day"),
        pytest.param("daily 8:00-9:00;xyz 18:00-20:00", "window 2: 'xyz'", id="second piece"),
        pytest.param("mon-wed-fri 18:00-20:00", "window 1: a range has two days", id="long range"),
        pytest.param("mon- 18:00-20:00", "window 1", id="half a range"),
        pytest.param("mon, 18:00-20:00", "window 1", id="trailing comma"),
        pytest.param("mon", "window 1: needs days and hours", id="no hours"),
        pytest.param("18:00-20:00", "window 1: needs days and hours", id="no day"),
        pytest.param("mon 18:00", "window 1: hours need a start and an end", id="no end"),
        pytest.param("mon 18:00-19:00-20:00", "window 1: hours need a start", id="three times"),
        pytest.param("mon 25:00-26:00", "window 1: '25:00' is not a time", id="hour 25"),
        pytest.param("mon 24:01-25:00", "window 1: '24:01' is not a time", id="past midnight"),
        pytest.param("mon 18:60-20:00", "window 1: '18:60' is not a time", id="minute 60"),
        pytest.param("mon 18-20", "window 1: '18' is not a time", id="no minutes"),
        pytest.param("mon 18:00-18:00", "window 1: '18:00' to '18:00' is no", id="empty stretch"),
        pytest.param("mon 24:00-01:00", "window 1: '24:00' to '01:00' is no", id="from 24:00"),
        pytest.param("mon ١٨:00-20:00", "window 1: a part of it is not a time", id="Arabic digits"),
        pytest.param("mon 18:00-20:00\x00", "window 1", id="NUL"),
    ],
)
def test_a_bad_piece_is_named(text: str, complaint: str) -> None:
    with pytest.raises(Invalid, match=complaint) as caught:
        parse_windows(text)
    assert caught.value.field == "windows"


def test_a_number_or_name_in_the_wrong_column_is_not_repeated() -> None:
    for astray in ("0712345678", "mon 0712345678-0712345679", "baraka 18:00-20:00"):
        with pytest.raises(Invalid) as caught:
            parse_windows(astray)
        assert "0712345" not in str(caught.value)
        assert "baraka" not in str(caught.value)


def test_a_stored_window_without_its_day_is_refused() -> None:
    with pytest.raises(Invalid, match="'day' is missing"):
        from_json([{"opens": "18:00", "closes": "20:00"}])


@pytest.mark.parametrize(
    ("text", "at", "safe"),
    [
        pytest.param("mon 18:00-20:00", "2026-03-02T18:00", True, id="opening belongs to it"),
        pytest.param("mon 18:00-20:00", "2026-03-02T19:59:59", True, id="last second"),
        pytest.param("mon 18:00-20:00", "2026-03-02T20:00", False, id="closing does not"),
        pytest.param("mon 18:00-20:00", "2026-03-03T18:30", False, id="another day"),
        pytest.param("sun 22:00-01:00", "2026-03-02T00:59", True, id="over midnight into Monday"),
        pytest.param("sun 22:00-01:00", "2026-03-01T00:30", False, id="not its own morning"),
        pytest.param("daily 00:00-24:00", "2026-03-02T00:00", True, id="always"),
        pytest.param("", "2026-03-02T18:30", False, id="no window, never"),
    ],
)
def test_contains(text: str, at: str, safe: bool) -> None:
    assert parse_windows(text).contains(local(at)) is safe


@pytest.mark.parametrize(
    ("text", "after", "before", "found"),
    [
        pytest.param(
            "mon 18:00-20:00", "2026-03-02T19:00", "2026-03-09", "2026-03-02T19:00", id="inside"
        ),
        pytest.param(
            "mon 18:00-20:00", "2026-03-02T20:00", "2026-03-10", "2026-03-09T18:00", id="next week"
        ),
        pytest.param(
            "mon 18:00-20:00", "2026-03-02T20:00", "2026-03-09T18:00", None, id="before is excluded"
        ),
        pytest.param(
            "mon 18:00-20:00",
            "2026-03-02T20:00",
            "2036-01-01",
            "2026-03-09T18:00",
            id="far horizon",
        ),
        pytest.param(
            "mon 18:00-20:00",
            "2026-03-02T19:00",
            "2026-03-02T18:00",
            None,
            id="before lies earlier",
        ),
        pytest.param(
            "sat 23:00-02:00",
            "2026-03-01T00:10",
            "2026-03-02",
            "2026-03-01T00:10",
            id="began last night",
        ),
        pytest.param("", "2026-03-02", "2036-01-01", None, id="no window"),
    ],
)
def test_next_moment(text: str, after: str, before: str, found: str | None) -> None:
    moment = parse_windows(text).next_moment(local(after), local(before))
    assert moment == (local(found) if found else None)


def test_windows_between_clips_and_joins() -> None:
    hours = parse_windows("mon 18:00-24:00;tue 00:00-02:00;tue 01:00-03:00")
    spans = hours.windows_between(local("2026-03-02T19:00"), local("2026-03-03T02:30"))
    assert spans == [(local("2026-03-02T19:00"), local("2026-03-03T02:30"))]


def test_a_window_inside_another_adds_nothing() -> None:
    hours = parse_windows("mon 18:00-20:00;mon 18:30-19:00")
    spans = hours.windows_between(local("2026-03-02T00:00"), local("2026-03-03T00:00"))
    assert spans == [(local("2026-03-02T18:00"), local("2026-03-02T20:00"))]


windows = st.builds(
    lambda day, opens, length: Window(day, opens, opens + length),
    day=st.integers(0, 6),
    opens=st.integers(0, 1439),
    length=st.integers(1, 1439),
)
hours_of_a_week = st.sets(windows, max_size=5).map(lambda found: SafeHours(tuple(sorted(found))))
instants = st.integers(0, 10**9).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(hours=hours_of_a_week)
def test_any_hours_write_and_read_back(hours: SafeHours) -> None:
    assert parse_windows(format_windows(hours)) == hours
    assert from_json(as_json(hours)) == hours


@given(hours=hours_of_a_week, after=instants, days=st.integers(0, 20))
def test_the_next_moment_is_safe_and_the_earliest(
    hours: SafeHours, after: datetime, days: int
) -> None:
    before = after + timedelta(days=days)
    moment = hours.next_moment(after, before)
    spans = hours.windows_between(after, before)
    assert moment == (spans[0][0] if spans else None)
    if moment is not None:
        assert after <= moment < before
        assert hours.contains(moment)
        assert moment == after or not hours.contains(moment - timedelta(microseconds=1))


@given(hours=hours_of_a_week, start=instants, probe=st.integers(0, 10 * 1440))
def test_contains_agrees_with_windows_between(
    hours: SafeHours, start: datetime, probe: int
) -> None:
    instant = start + timedelta(minutes=probe)
    spans = hours.windows_between(start, start + timedelta(days=10))
    inside = any(opens <= instant < closes for opens, closes in spans)
    assert inside is (hours.contains(instant) and probe < 10 * 1440)
