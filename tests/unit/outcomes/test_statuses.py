"""The status of an exit at a month: the first that matches wins."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.outcomes.statuses import (
    CaseSpan,
    Core14Result,
    Episode,
    Span,
    Status,
    cohort,
    is_reportable,
    status_at,
    window,
)

EXIT = date(2026, 3, 2)
MIDDLE, LAST, AFTER = date(2026, 9, 2), date(2026, 9, 23), date(2026, 9, 24)
FIRST, BEFORE = date(2026, 8, 12), date(2026, 8, 11)
GOOD = {"safety": 1.0, "economic": 0.5, "social": 0.75, "psych": 0.6}


def survey(*critical: str, on: date = MIDDLE, **scores: float) -> Core14Result:
    return Core14Result(on, scores or GOOD, critical)


SEEN = Episode(EXIT, verified_on=(MIDDLE,))
STABLE = replace(SEEN, core14=(survey(),))


@pytest.mark.parametrize(
    ("episode", "status", "because"),
    [
        pytest.param(
            replace(STABLE, deceased_on=LAST, re_exploited_on=MIDDLE, returned_on=MIDDLE),
            Status.DECEASED,
            "deceased_recorded",
            id="deceased before all else",
        ),
        pytest.param(
            replace(STABLE, re_exploited_on=LAST, returned_on=MIDDLE),
            Status.RE_EXPLOITED,
            "re_exploited_recorded",
            id="re-exploited before returned",
        ),
        pytest.param(
            replace(STABLE, re_exploited_on=date(2026, 3, 20)),
            Status.RE_EXPLOITED,
            "re_exploited_recorded",
            id="later recovery does not remove it",
        ),
        pytest.param(
            replace(STABLE, returned_on=MIDDLE),
            Status.RETURNED,
            "returned_recorded",
            id="returned before stable",
        ),
        pytest.param(
            replace(STABLE, deceased_on=AFTER, re_exploited_on=AFTER, returned_on=AFTER),
            Status.STABLE,
            "core14_complete",
            id="events after the window do not count",
        ),
        pytest.param(STABLE, Status.STABLE, "core14_complete", id="stable"),
        pytest.param(
            replace(STABLE, cases=(CaseSpan(date(2026, 4, 1), severity=3),)),
            Status.UNSTABLE,
            "open_case_severity_3",
            id="a grave case is open",
        ),
        pytest.param(
            replace(STABLE, cases=(CaseSpan(date(2026, 4, 1), severity=2),)),
            Status.STABLE,
            "core14_complete",
            id="a lesser case is open",
        ),
        pytest.param(
            replace(STABLE, cases=(CaseSpan(date(2026, 4, 1), LAST, severity=4),)),
            Status.STABLE,
            "core14_complete",
            id="closed by the end of the window",
        ),
        pytest.param(
            replace(STABLE, cases=(CaseSpan(AFTER, severity=4),)),
            Status.STABLE,
            "core14_complete",
            id="opened after the window",
        ),
        pytest.param(
            replace(STABLE, core14=(survey("c2"),)),
            Status.UNSTABLE,
            "critical_c2",
            id="critical answer",
        ),
        pytest.param(
            replace(STABLE, core14=(survey("c3", on=FIRST, safety=0.9), survey())),
            Status.UNSTABLE,
            "critical_c3",
            id="the kinder survey does not hide the other",
        ),
        pytest.param(
            replace(STABLE, core14=(survey(**{**GOOD, "psych": 0.4999}),)),
            Status.UNSTABLE,
            "low_psych",
            id="a dimension just below half",
        ),
        pytest.param(
            replace(SEEN, core14=(survey(psych=0.25),)),
            Status.UNSTABLE,
            "low_psych",
            id="low although incomplete",
        ),
        pytest.param(
            replace(STABLE, core14=(survey(**{**GOOD, "social": 0.49999999999999994}),)),
            Status.STABLE,
            "core14_complete",
            id="half is enough, whatever floating point loses",
        ),
        pytest.param(SEEN, Status.CONTACT_ONLY, "core14_incomplete", id="contact alone"),
        pytest.param(
            replace(SEEN, core14=(survey(safety=1.0, economic=1.0, social=1.0),)),
            Status.CONTACT_ONLY,
            "core14_incomplete",
            id="three dimensions are incomplete",
        ),
        pytest.param(
            replace(SEEN, core14=(survey(on=BEFORE),)),
            Status.CONTACT_ONLY,
            "core14_incomplete",
            id="survey outside the window",
        ),
        pytest.param(
            replace(SEEN, opt_outs=(Span(date(2026, 5, 1)),)),
            Status.CONTACT_ONLY,
            "core14_incomplete",
            id="opted out but seen",
        ),
        pytest.param(
            Episode(EXIT, opt_outs=(Span(date(2026, 5, 1)),)),
            Status.OPTED_OUT,
            "asked_to_stop",
            id="opted out",
        ),
        pytest.param(
            Episode(EXIT, opt_outs=(Span(date(2026, 5, 1), date(2026, 6, 1)),)),
            Status.UNKNOWN,
            "no_verified_contact",
            id="came back, not seen",
        ),
        pytest.param(
            Episode(EXIT, verified_on=(BEFORE, AFTER), core14=(survey(),)),
            Status.UNKNOWN,
            "no_verified_contact",
            id="survey without knowing that it was she",
        ),
        pytest.param(Episode(EXIT), Status.UNKNOWN, "no_verified_contact", id="unknown"),
    ],
)
def test_status_at_month_6(episode: Episode, status: Status, because: str) -> None:
    verdict = status_at(episode, 6)
    assert verdict.status is status
    assert because in verdict.because


@pytest.mark.parametrize(
    ("seen_on", "status"),
    [
        pytest.param(BEFORE, Status.UNKNOWN, id="22 days before"),
        pytest.param(FIRST, Status.CONTACT_ONLY, id="21 days before"),
        pytest.param(LAST, Status.CONTACT_ONLY, id="21 days after"),
        pytest.param(AFTER, Status.UNKNOWN, id="22 days after"),
    ],
)
def test_the_window_is_21_days_either_side(seen_on: date, status: Status) -> None:
    assert status_at(Episode(EXIT, verified_on=(seen_on,)), 6).status is status


@pytest.mark.parametrize(
    ("exit_on", "expected"),
    [
        pytest.param(date(2026, 1, 1), "2026-Q1", id="first day"),
        pytest.param(date(2026, 3, 31), "2026-Q1", id="last day of March"),
        pytest.param(date(2026, 4, 1), "2026-Q2", id="first of April"),
        pytest.param(date(2026, 12, 31), "2026-Q4", id="last day"),
    ],
)
def test_cohorts_are_quarters(exit_on: date, expected: str) -> None:
    assert cohort(exit_on) == expected


@given(exit_on=st.dates(date(2020, 1, 1), date(2040, 1, 1)), month=st.sampled_from([3, 6, 24]))
def test_a_cohort_is_reported_as_a_whole(exit_on: date, month: int) -> None:
    last = exit_on
    while cohort(last + timedelta(days=1)) == cohort(exit_on):
        last += timedelta(days=1)
    closes = window(last, month)[1]
    assert not is_reportable(exit_on, month, data_on=closes)
    assert is_reportable(exit_on, month, data_on=closes + timedelta(days=1))
