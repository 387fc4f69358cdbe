"""The follow-up calendar, and the moments chosen in it."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.clock import NAIROBI, to_local
from monitor.people.safe_hours import SafeHours, Window, parse_windows
from monitor.schedule.calendar import (
    PROTOCOLS,
    STANDARD_24_MONTHS,
    Channel,
    DueItem,
    What,
    checkin_dates,
    choose_moment,
    choose_reminder,
    due_items,
    month_date,
)

EXIT = date(2026, 3, 2)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NAIROBI).astimezone(UTC)


def surveys_on(exit_on: date, day: date) -> set[str | None]:
    return {i.survey for i in due_items(exit_on) if i.due_on == day and i.what is What.SURVEY}


def contacts(exit_on: date) -> list[DueItem]:
    return [item for item in due_items(exit_on) if item.what is What.HUMAN_CONTACT]


@pytest.mark.parametrize(
    ("exit_on", "months", "expected"),
    [
        pytest.param(date(2026, 8, 31), 6, date(2027, 2, 28), id="31 August, common year"),
        pytest.param(date(2027, 8, 31), 6, date(2028, 2, 29), id="31 August, leap year"),
        pytest.param(date(2026, 8, 31), 1, date(2026, 9, 30), id="31 August, one month"),
        pytest.param(date(2026, 8, 31), 12, date(2027, 8, 31), id="the day comes back"),
        pytest.param(date(2028, 2, 29), 12, date(2029, 2, 28), id="29 February, a year"),
        pytest.param(date(2028, 2, 29), 24, date(2030, 2, 28), id="29 February, two years"),
        pytest.param(date(2028, 2, 29), 1, date(2028, 3, 29), id="29 February, one month"),
        pytest.param(date(2026, 12, 15), 1, date(2027, 1, 15), id="over the year"),
        pytest.param(date(2026, 12, 15), 0, date(2026, 12, 15), id="no month"),
    ],
)
def test_month_dates_are_clamped(exit_on: date, months: int, expected: date) -> None:
    assert month_date(exit_on, months) == expected


def test_checkins_thin_out() -> None:
    days = [(day - EXIT).days for day in checkin_dates(EXIT)]
    assert days[:4] == [2, 7, 14, 21]
    assert days[26:29] == [182, 196, 210]
    assert days[39] == 364
    assert [str(day) for day in checkin_dates(EXIT)[40:42]] == ["2027-04-02", "2027-05-02"]
    assert checkin_dates(EXIT)[-1] == date(2028, 3, 2)
    assert len(days) == 1 + 26 + 13 + 12


def test_the_day_before_the_fortnights_begin_has_no_slot() -> None:
    days = {(day - EXIT).days for day in checkin_dates(EXIT)}
    assert 189 not in days
    assert {182, 196} <= days


def test_a_fortnight_slot_on_the_month_12_date_itself_is_kept() -> None:
    shifted = replace(STANDARD_24_MONTHS, spaced_from_day=197)
    days = [(day - EXIT).days for day in checkin_dates(EXIT, shifted)]
    assert 365 in days
    assert 379 not in days


def test_day_0_is_in_person_and_asks_everything() -> None:
    day_0 = [item for item in due_items(EXIT) if item.due_on == EXIT]
    assert {item.channel for item in day_0} == {Channel.IN_PERSON}
    assert [(item.what, item.survey) for item in day_0] == [
        (What.HUMAN_CONTACT, None),
        (What.SURVEY, "core14"),
        (What.SURVEY, "gad2"),
        (What.SURVEY, "hhs"),
        (What.SURVEY, "phq2"),
        (What.SURVEY, "who5"),
    ]


@pytest.mark.parametrize("month", [1, 3, 6, 12, 18, 24])
def test_months_with_every_survey(month: int) -> None:
    expected = {"core14", "who5", "phq2", "gad2", "hhs"}
    assert surveys_on(EXIT, month_date(EXIT, month)) == expected


def test_month_9_asks_core14_alone() -> None:
    assert surveys_on(EXIT, month_date(EXIT, 9)) == {"core14"}


def test_a_person_speaks_with_her_at_every_stage() -> None:
    expected = [EXIT, EXIT + timedelta(days=7)]
    expected += [month_date(EXIT, month) for month in (1, 3, 6, 9, 12, 18, 24)]
    assert [item.due_on for item in contacts(EXIT)] == expected
    assert {item.channel for item in contacts(EXIT)[1:]} == {Channel.VOICE}


def test_month_measures_count_three_weeks_either_side() -> None:
    found = [item for item in due_items(EXIT) if item.month == 6]
    assert {(item.window_from, item.window_to) for item in found} == {
        (date(2026, 8, 12), date(2026, 9, 23))
    }


def test_a_checkin_may_go_out_until_the_day_before_the_next() -> None:
    checkins = [item for item in due_items(EXIT) if item.what is What.CHECKIN]
    assert (checkins[0].window_from, checkins[0].window_to) == (date(2026, 3, 4), date(2026, 3, 8))
    assert checkins[-1].window_to == date(2028, 3, 23)
    assert {item.channel for item in checkins} == {Channel.SMS}


def test_protocols_are_found_by_their_id() -> None:
    assert PROTOCOLS == {"standard_24_months": STANDARD_24_MONTHS}


def test_totals_over_two_years() -> None:
    counts = Counter((item.what, item.survey) for item in due_items(EXIT))
    assert counts[(What.CHECKIN, None)] == 52
    assert counts[(What.HUMAN_CONTACT, None)] == 9
    assert counts[(What.SURVEY, "core14")] == 8
    assert counts[(What.SURVEY, "who5")] == 7


exits = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


@given(exit_on=exits)
def test_due_items_are_sorted_unique_and_inside_their_windows(exit_on: date) -> None:
    items = due_items(exit_on)
    keys = [(item.due_on, item.what, item.survey or "") for item in items]
    assert keys == sorted(set(keys))
    assert all(item.window_from <= item.due_on <= item.window_to for item in items)
    assert items[0].due_on == exit_on
    assert items[-1].due_on == month_date(exit_on, 24)


@given(exit_on=exits)
def test_slots_rise_and_never_lie_more_than_a_month_apart(exit_on: date) -> None:
    days = checkin_dates(exit_on)
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    assert min(gaps) > 0
    # From day 364 the next date is that of month 13.
    assert max(gaps) <= 33


def test_the_first_window_of_the_slot_serves() -> None:
    hours = parse_windows("wed,fri 18:00-20:00")
    moment = choose_moment(date(2026, 3, 2), date(2026, 3, 9), hours, seed="one")
    assert moment is not None
    assert local("2026-03-04T18:00") <= moment < local("2026-03-04T19:30")


def test_one_seed_one_moment_many_seeds_many_moments() -> None:
    hours = parse_windows("daily 18:00-20:00")
    slot = (date(2026, 3, 2), date(2026, 3, 9))
    moments = {choose_moment(*slot, hours, seed=str(number)) for number in range(200)}
    assert len(moments) > 190
    assert choose_moment(*slot, hours, seed="7") == choose_moment(*slot, hours, seed="7")
    assert all(m and m < local("2026-03-02T19:30") for m in moments), "a text needs time to arrive"
    spread = max(m for m in moments if m) - min(m for m in moments if m)
    assert spread > timedelta(minutes=80)


@pytest.mark.parametrize(
    "windows",
    [
        pytest.param("", id="no window at all"),
        pytest.param("sun 14:00-16:00", id="only after the next slot has come"),
    ],
)
def test_a_slot_without_window_is_skipped(windows: str) -> None:
    hours = parse_windows(windows)
    assert choose_moment(date(2026, 3, 4), date(2026, 3, 8), hours, seed="one") is None


def test_a_window_over_midnight_ends_with_the_slot() -> None:
    hours = parse_windows("tue 23:50-00:10")
    moment = choose_moment(date(2026, 3, 3), date(2026, 3, 4), hours, seed="one")
    assert moment is not None
    assert local("2026-03-03T23:50") <= moment < local("2026-03-04T00:00")


def test_always_safe_still_means_on_the_day_of_the_slot() -> None:
    hours = parse_windows("daily 00:00-24:00")
    for seed in map(str, range(50)):
        moment = choose_moment(date(2026, 3, 2), date(2026, 3, 9), hours, seed=seed)
        assert moment is not None
        assert to_local(moment).date() == date(2026, 3, 2)


def test_a_slot_already_begun_goes_out_in_what_is_left() -> None:
    hours = parse_windows("mon 18:00-20:00")
    slot = (date(2026, 3, 2), date(2026, 3, 9))
    begun = choose_moment(*slot, hours, seed="one", not_before=local("2026-03-02T19:50"))
    assert begun is not None
    assert local("2026-03-02T19:50") <= begun < local("2026-03-02T20:00")
    over = local("2026-03-02T20:00")
    assert choose_moment(*slot, hours, seed="one", not_before=over) is None


def test_the_reminder_comes_at_another_hour_when_there_is_one() -> None:
    hours = parse_windows("daily 07:00-08:00;daily 18:00-20:00")
    reminder = choose_reminder(local("2026-03-02T18:20"), hours, seed="one")
    assert reminder is not None
    assert local("2026-03-03T19:00") <= reminder < local("2026-03-03T19:15")


def test_the_reminder_may_wait_for_the_next_morning() -> None:
    hours = parse_windows("daily 07:00-08:00;daily 18:00-19:00")
    reminder = choose_reminder(local("2026-03-02T18:20"), hours, seed="one")
    assert reminder is not None
    assert local("2026-03-04T07:00") <= reminder < local("2026-03-04T07:15")


def test_without_another_hour_the_same_one_serves() -> None:
    reminder = choose_reminder(
        local("2026-03-02T18:20"), parse_windows("daily 18:00-19:00"), seed="one"
    )
    assert reminder is not None
    assert local("2026-03-03T18:20") <= reminder < local("2026-03-03T18:40")


@pytest.mark.parametrize(
    "windows",
    [
        pytest.param("", id="no window"),
        pytest.param("mon 18:00-20:00", id="only in a week"),
        pytest.param("wed 16:20-20:00", id="begins 46 hours after"),
        pytest.param("tue 17:00-18:20", id="ends 24 hours after"),
    ],
)
def test_no_reminder_when_no_safe_moment_falls_between_24_and_46_hours(windows: str) -> None:
    assert choose_reminder(local("2026-03-02T18:20"), parse_windows(windows), seed="one") is None


windows = st.builds(
    lambda day, opens, length: Window(day, opens, opens + length),
    day=st.integers(0, 6),
    opens=st.integers(0, 1439),
    length=st.integers(1, 1439),
)
hours_of_a_week = st.sets(windows, max_size=5).map(lambda found: SafeHours(tuple(sorted(found))))


@given(hours=hours_of_a_week, slot_on=exits, days=st.integers(1, 31), seed=st.text(max_size=8))
def test_a_chosen_moment_is_safe_inside_its_slot_and_in_its_first_window(
    hours: SafeHours, slot_on: date, days: int, seed: str
) -> None:
    next_slot_on = slot_on + timedelta(days=days)
    start, end = local(slot_on.isoformat()), local(next_slot_on.isoformat())
    moment = choose_moment(slot_on, next_slot_on, hours, seed=seed)
    first = hours.next_moment(start, end)
    assert (moment is None) is (first is None)
    if moment is not None and first is not None:
        assert hours.contains(moment)
        assert first <= moment < end
        assert moment < hours.windows_between(first, end)[0][1]


@given(hours=hours_of_a_week, day=exits, minute=st.integers(0, 1439), seed=st.text(max_size=8))
def test_a_reminder_is_safe_and_comes_24_to_46_hours_later(
    hours: SafeHours, day: date, minute: int, seed: str
) -> None:
    sent_at = local(day.isoformat()) + timedelta(minutes=minute)
    reminder = choose_reminder(sent_at, hours, seed=seed)
    first = hours.next_moment(sent_at + timedelta(hours=24), sent_at + timedelta(hours=46))
    assert (reminder is None) is (first is None)
    if reminder is not None:
        assert hours.contains(reminder)
        assert timedelta(hours=24) <= reminder - sent_at < timedelta(hours=46)
