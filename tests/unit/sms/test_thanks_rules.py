"""Airtime comes only where she agreed to it, and to a phone that is hers alone."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from monitor.sms.thanks_rules import JUST_NOW, OLDEST, Give, Wait, Withhold, may_thank
from tests.factories.gate import CONTACT, NOW, PLAN

AGREED = replace(CONTACT, plan=replace(PLAN, airtime_ok=True))
NIGHT = NOW + timedelta(hours=8)


def test_airtime_comes_while_she_has_just_used_the_phone_or_in_her_safe_hours() -> None:
    assert may_thank(AGREED, earned_at=NIGHT, now=NIGHT + JUST_NOW) == Give()
    assert may_thank(AGREED, earned_at=NOW - timedelta(hours=5), now=NOW) == Give()


def test_later_it_waits_for_her_next_safe_hour() -> None:
    later = NIGHT + JUST_NOW + timedelta(seconds=1)
    found = may_thank(AGREED, earned_at=NIGHT, now=later)
    assert isinstance(found, Wait)
    assert PLAN.safe_hours.contains(found.until)
    assert found.until - NOW < timedelta(days=1)


def test_after_a_week_it_comes_no_more() -> None:
    late = NOW - OLDEST - timedelta(seconds=1)
    assert may_thank(AGREED, earned_at=late, now=NOW) == Withhold("too_late")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"plan": PLAN}, "not_agreed", id="her plan does not name it"),
        pytest.param({"plan": None}, "no_plan", id="no plan"),
        pytest.param(
            {"plan": replace(PLAN, airtime_ok=True, expires_on=date(2026, 3, 1))},
            "plan_expired", id="an old plan",
        ),
        pytest.param({"has_number": False}, "no_plan", id="no number"),
        pytest.param({"number_shared": True}, "shared", id="others see the phone"),
        pytest.param({"monitored": True}, "monitored", id="a watched phone"),
        pytest.param({"ended_as": "deceased"}, "deceased", id="the follow-up has ended"),
        pytest.param({"birth_year": 2010}, "minor", id="under 18"),
        *(
            pytest.param({"restrictions": frozenset({kind})}, "forbidden", id=kind)
            for kind in ("kill", "opt_out", "freeze", "no_sms", "pause")
        ),
    ],
)  # fmt: skip
def test_it_is_withheld_for_a_reason_that_is_not_in_her_answers(
    change: dict[str, Any], reason: str
) -> None:
    assert may_thank(replace(AGREED, **change), earned_at=NOW, now=NOW) == Withhold(reason)
