"""The gate as a whole: order, age, when to ask again, pages, and what holds for any message."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.people.safe_hours import parse_windows
from monitor.sms.gate import Hold, Send, decide
from monitor.sms.gate_rules import GateFacts, GateMessage
from tests.factories.gate import (
    ANSWER,
    CHECKIN,
    FACTS,
    INVITE,
    MESSAGES,
    NOW,
    OWN,
    PAGE,
    PLAN,
    given_facts,
    reason_of,
    under,
)


@pytest.mark.parametrize(
    "message", [pytest.param(one, id=one.template) for one in (*MESSAGES, PAGE)]
)
def test_nothing_speaks_against_a_wanted_message_in_her_hours(message: GateMessage) -> None:
    assert decide(message, FACTS, NOW) == Send()


@pytest.mark.parametrize(
    ("message", "hours", "reason"),
    [
        pytest.param(CHECKIN, 12, None, id="check-in of twelve hours"),
        pytest.param(CHECKIN, 12.1, "too_late", id="check-in older"),
        pytest.param(ANSWER, 1, None, id="answer of an hour"),
        pytest.param(ANSWER, 1.1, "too_late", id="answer older"),
        pytest.param(PAGE, 200, None, id="a page has no age"),
    ],
)
def test_what_is_old_is_dropped(message: GateMessage, hours: float, reason: str | None) -> None:
    old = replace(message, wanted_at=NOW - timedelta(hours=hours))
    assert reason_of(old, FACTS) == reason


@pytest.mark.parametrize(
    ("message", "facts", "now", "until"),
    [
        pytest.param(
            CHECKIN,
            FACTS,
            NOW - timedelta(hours=2),
            datetime(2026, 3, 2, 15, 0, tzinfo=UTC),
            id="before her window",
        ),
        pytest.param(
            CHECKIN,
            FACTS,
            NOW + timedelta(hours=2),
            datetime(2026, 3, 3, 15, 0, tzinfo=UTC),
            id="after her window",
        ),
        pytest.param(
            ANSWER, FACTS, NOW + timedelta(minutes=100), None, id="an answer does not wait"
        ),
        pytest.param(
            CHECKIN,
            given_facts(plan={"safe_hours": parse_windows("")}),
            NOW,
            None,
            id="no window ever",
        ),
        pytest.param(
            CHECKIN,
            replace(FACTS, automated_today=3),
            NOW,
            datetime(2026, 3, 3, 15, 0, tzinfo=UTC),
            id="capped until tomorrow's window",
        ),
        pytest.param(
            CHECKIN,
            replace(FACTS, rota_covered=False),
            NOW,
            NOW + timedelta(minutes=15),
            id="nobody on duty: soon again",
        ),
        pytest.param(
            CHECKIN,
            replace(FACTS, gateway_up=False),
            NOW + timedelta(minutes=80),
            datetime(2026, 3, 3, 15, 0, tzinfo=UTC),
            id="paused account: only inside her window",
        ),
        pytest.param(CHECKIN, under("opt_out"), NOW, None, id="a stop has no end"),
        pytest.param(
            PAGE,
            replace(FACTS, gateway_up=False),
            NOW,
            NOW + timedelta(minutes=1),
            id="page: at once",
        ),
    ],
)
def test_a_hold_says_when_to_ask_again(
    message: GateMessage, facts: GateFacts, now: datetime, until: datetime | None
) -> None:
    verdict = decide(message, facts, now)
    assert isinstance(verdict, Hold)
    assert verdict.until == until


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        pytest.param(FACTS, None, id="three in the morning, nobody on duty"),
        pytest.param(
            under("kill", "opt_out", "freeze"), None, id="kill switch does not stop pages"
        ),
        pytest.param(replace(FACTS, contact=None, automated_today=99), None, id="no cap"),
        pytest.param(replace(FACTS, approved=False), "unapproved", id="wording not approved"),
        pytest.param(replace(FACTS, translated=False), "untranslated", id="no wording"),
        pytest.param(replace(FACTS, gateway_up=False), "gateway_down", id="account paused"),
    ],
)
def test_pages_follow_a_rule_of_their_own(facts: GateFacts, reason: str | None) -> None:
    night = datetime(2026, 3, 8, 0, 0, tzinfo=UTC)
    assert reason_of(PAGE, replace(facts, rota_covered=False), night) == reason


def test_what_she_asked_for_is_named_before_what_we_lack() -> None:
    facts = given_facts(
        contact={"restrictions": frozenset({"opt_out", "pause", "kill"})}, rota_covered=False,
        gateway_up=False,
    )  # fmt: skip
    assert reason_of(CHECKIN, facts) == "killed"


RESTRICTIONS = ("pause", "freeze", "no_sms", "opt_out", "kill")


@given(
    message=st.sampled_from((CHECKIN, ANSWER, INVITE, OWN)),
    kinds=st.sets(st.sampled_from(RESTRICTIONS), min_size=1),
    hours=st.integers(-200, 200),
    covered=st.booleans(),
)
def test_nothing_ever_passes_a_restriction(
    message: GateMessage, kinds: set[str], hours: int, covered: bool
) -> None:
    facts = replace(under(*kinds), rota_covered=covered)
    assert isinstance(decide(message, facts, NOW + timedelta(hours=hours)), Hold)


@given(message=st.sampled_from(MESSAGES), minutes=st.integers(0, 14 * 24 * 60))
def test_nothing_passes_outside_her_hours(message: GateMessage, minutes: int) -> None:
    moment = NOW + timedelta(minutes=minutes)
    verdict = decide(replace(message, wanted_at=moment), FACTS, moment)
    assert isinstance(verdict, Send) == PLAN.safe_hours.contains(moment)


@given(message=st.sampled_from(MESSAGES), minutes=st.integers(0, 14 * 24 * 60))
def test_whenever_a_hold_ends_the_moment_is_safe(message: GateMessage, minutes: int) -> None:
    moment = NOW + timedelta(minutes=minutes)
    facts = replace(FACTS, automated_today=3, rota_covered=False, gateway_up=False)
    verdict = decide(replace(message, wanted_at=moment), facts, moment)
    if isinstance(verdict, Hold) and verdict.until is not None:
        assert PLAN.safe_hours.contains(verdict.until)
        assert verdict.until > moment
