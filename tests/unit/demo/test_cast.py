"""The cast: the same people every time, and a file that the import takes."""

import csv
import io
from datetime import date, timedelta

from monitor.core.phone import normalise
from monitor.demo.cast import HISTORY, RECENT, STAFF, Temper, as_csv, residents
from monitor.people.enrolment import pin_refusal
from monitor.people.enrolment_file import COLUMNS, read_rows

TODAY = date(2026, 11, 24)


def test_the_cast_is_the_same_every_time() -> None:
    assert residents(TODAY) == residents(TODAY)


def test_sixty_people_left_over_eighteen_months() -> None:
    exits = [her.exit_on for her in residents(TODAY)]

    assert len(exits) == 60
    assert TODAY - HISTORY - timedelta(days=14) <= min(exits)
    assert TODAY - RECENT < max(exits) <= TODAY


def test_every_code_name_and_number_is_her_own() -> None:
    people = residents(TODAY)
    numbers = {normalise(her.number) for her in people}
    paged = {normalise(member.phone) for member in STAFF if member.phone}

    assert len({her.code_name for her in people}) == 60
    assert None not in numbers
    assert len(numbers) == 60
    assert not numbers & paged


def test_the_cast_is_spread_over_tempers_tiers_languages_and_ways() -> None:
    people = residents(TODAY)

    assert {her.temper for her in people} == set(Temper)
    assert {her.risk for her in people} == {"low", "high"}
    assert {her.language for her in people} == {"sw", "en"}
    assert {her.survey_channel for her in people} == {"ussd", "voice", "none"}
    assert {her.wording for her in people} == {"checkin_a", "checkin_b", "checkin_plain"}


def test_no_pin_is_one_that_somebody_would_try_first() -> None:
    assert [pin_refusal(her.pin) for her in residents(TODAY)] == [None] * 60


def test_the_import_reads_the_file_without_a_complaint() -> None:
    text = as_csv(residents(TODAY), today=TODAY)

    assert next(csv.reader(io.StringIO(text))) == list(COLUMNS)
    assert [row.problems for row in read_rows(text.encode(), country="KE")] == [()] * 60


def test_no_plan_has_ended_when_she_is_enrolled() -> None:
    rows = list(read_rows(as_csv(residents(TODAY), today=TODAY).encode(), country="KE"))

    plans = [row.enrolment.plan for row in rows if row.enrolment is not None]
    assert all(plan is not None and plan.expires_on >= TODAY for plan in plans)
