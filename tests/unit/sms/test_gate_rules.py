"""Each rule of the gate: what it holds back, and what may pass all the same."""

from dataclasses import replace
from datetime import date

import pytest

from monitor.people.hold_reason import HoldReason
from monitor.people.safe_hours import parse_windows
from monitor.sms.gate import Send, decide
from monitor.sms.gate_rules import GateFacts, GateMessage
from tests.factories.gate import (
    ANSWER,
    CHECKIN,
    FACTS,
    INVITE,
    NOW,
    OWN,
    STOP_OK,
    WRONG,
    given_facts,
    reason_of,
    under,
)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        pytest.param(replace(FACTS, contact=None), "no_plan", id="nobody we know"),
        pytest.param(given_facts(contact={"ended_as": "deceased"}), "deceased", id="she died"),
        pytest.param(given_facts(contact={"ended_as": "returned"}), "returned", id="she is back"),
        pytest.param(given_facts(contact={"ended_as": "completed"}), "completed", id="completed"),
        pytest.param(given_facts(contact={"birth_year": 2009}), "minor", id="seventeen"),
        pytest.param(given_facts(contact={"birth_year": 2008}), "minor", id="maybe seventeen"),
        pytest.param(given_facts(contact={"consents": frozenset()}), "no_consent", id="no consent"),
        pytest.param(
            given_facts(contact={"consents": frozenset({"surveys"})}),
            "no_consent",
            id="other consent",
        ),
        pytest.param(under("kill"), "killed", id="kill switch"),
        pytest.param(under("opt_out"), "opted_out", id="she stopped"),
        pytest.param(replace(FACTS, suppressed=True), "opted_out", id="refused at the provider"),
        pytest.param(under("freeze"), "frozen", id="frozen"),
        pytest.param(under("no_sms"), "channel_locked", id="no SMS"),
        pytest.param(under("pause"), "paused", id="paused"),
        pytest.param(given_facts(contact={"pull_only": True}), "pull_only", id="she writes first"),
        pytest.param(given_facts(contact={"plan": None}), "no_plan", id="no plan"),
        pytest.param(given_facts(contact={"has_number": False}), "no_plan", id="no number"),
        pytest.param(
            given_facts(plan={"expires_on": date(2026, 3, 1)}), "plan_expired", id="plan expired"
        ),
        pytest.param(given_facts(plan={"sms_ok": False}), "channel_locked", id="no SMS in plan"),
        pytest.param(replace(FACTS, translated=False), "untranslated", id="no wording"),
        pytest.param(replace(FACTS, approved=False), "unapproved", id="wording not approved"),
        pytest.param(replace(FACTS, automated_today=3), "capped", id="three today"),
        pytest.param(
            given_facts(plan={"safe_hours": parse_windows("")}), "no_window", id="no window at all"
        ),
        pytest.param(
            given_facts(plan={"safe_hours": parse_windows("tue 18:00-20:00")}),
            "no_window",
            id="not today",
        ),
        pytest.param(replace(FACTS, rota_covered=False), "no_rota", id="nobody on duty"),
        pytest.param(replace(FACTS, gateway_up=False), "gateway_down", id="account paused"),
    ],
)
def test_a_check_in_is_held_back(facts: GateFacts, reason: str) -> None:
    assert reason_of(CHECKIN, facts) == reason


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(given_facts(contact={"birth_year": None}), id="birth year unknown"),
        pytest.param(given_facts(contact={"birth_year": 2007}), id="certainly eighteen"),
        pytest.param(
            given_facts(contact={"birth_year": 2012, "guardian_consent": True}),
            id="guardian agreed",
        ),
        pytest.param(given_facts(contact={"monitored": True}), id="watched, but covert"),
        pytest.param(given_facts(plan={"expires_on": date(2026, 3, 2)}), id="last day of the plan"),
        pytest.param(replace(FACTS, automated_today=2), id="third text of the day"),
        pytest.param(under("no_call"), id="only calls are locked"),
    ],
)
def test_a_check_in_goes_out(facts: GateFacts) -> None:
    assert decide(CHECKIN, facts, NOW) == Send()


@pytest.mark.parametrize(
    ("message", "facts", "reason"),
    [
        pytest.param(
            ANSWER, given_facts(contact={"consents": frozenset()}), None, id="no consent needed"
        ),
        pytest.param(ANSWER, given_facts(contact={"pull_only": True}), None, id="she wrote first"),
        pytest.param(
            ANSWER, given_facts(plan={"acknowledge": False}), "channel_locked", id="not wanted"
        ),
        pytest.param(
            ANSWER, replace(FACTS, rota_covered=False), None, id="thanks need nobody on duty"
        ),
        pytest.param(ANSWER, replace(FACTS, answers_last_hour=2), "capped", id="third in an hour"),
        pytest.param(
            ANSWER, replace(FACTS, automated_today=3), "capped", id="counts towards three"
        ),
        pytest.param(ANSWER, under("pause"), "paused", id="paused"),
        pytest.param(ANSWER, under("freeze"), "frozen", id="frozen"),
        pytest.param(ANSWER, under("opt_out"), "opted_out", id="stopped"),
        pytest.param(STOP_OK, under("opt_out"), None, id="stop is confirmed"),
        pytest.param(STOP_OK, under("opt_out", "pause"), None, id="stop in a pause is confirmed"),
        pytest.param(
            STOP_OK, given_facts(plan={"acknowledge": False}), None, id="confirmed without answers"
        ),
        pytest.param(
            STOP_OK, given_facts(plan={"confirm_stop": False}), "channel_locked", id="silent stop"
        ),
        pytest.param(
            STOP_OK,
            given_facts(
                plan={"confirm_stop": False}, contact={"restrictions": frozenset({"opt_out"})}
            ),
            "opted_out",
            id="silent stop, after it",
        ),
        pytest.param(
            STOP_OK, replace(FACTS, suppressed=True), "opted_out", id="blocked at provider"
        ),
        pytest.param(STOP_OK, under("no_sms"), "channel_locked", id="stop, but no SMS"),
        pytest.param(STOP_OK, under("kill"), "killed", id="stop under the kill switch"),
        pytest.param(STOP_OK, replace(FACTS, answers_last_hour=2), None, id="stop ends a loop"),
        pytest.param(
            replace(CHECKIN, template="stop_ok"), under("opt_out"), "opted_out", id="only as answer"
        ),
        pytest.param(WRONG, under("pause"), None, id="mistake in a pause"),
        pytest.param(WRONG, under("freeze"), None, id="mistake on a frozen number"),
        pytest.param(WRONG, under("opt_out"), "opted_out", id="stranger who stopped"),
        pytest.param(
            WRONG, given_facts(plan={"acknowledge": False}), "channel_locked", id="not a word"
        ),
        pytest.param(
            INVITE,
            given_facts(contact={"consents": frozenset({"checkins"})}),
            "no_consent",
            id="surveys",
        ),
        pytest.param(
            INVITE, given_facts(plan={"invite_ok": False}), "channel_locked", id="code in SMS"
        ),
        pytest.param(
            replace(INVITE, template="who5.q1.by_sms"),
            given_facts(plan={"invite_ok": True}),
            "channel_locked",
            id="a question by text that she did not agree to",
        ),
        pytest.param(INVITE, given_facts(contact={"monitored": True}), "monitored", id="watched"),
        pytest.param(
            OWN, replace(FACTS, automated_today=9), None, id="her caseworker is not capped"
        ),
        pytest.param(
            OWN, given_facts(contact={"birth_year": 2012}), None, id="caseworker to a child"
        ),
        pytest.param(OWN, under("opt_out"), "opted_out", id="caseworker after a stop"),
        pytest.param(
            OWN, given_facts(contact={"pull_only": True}), "pull_only", id="caseworker first"
        ),
    ],
)
def test_each_kind_of_message_has_its_own_rules(
    message: GateMessage, facts: GateFacts, reason: str | None
) -> None:
    assert reason_of(message, facts) == reason


@pytest.mark.parametrize(
    ("hers", "text", "monitored", "reason"),
    [
        pytest.param("covert", "covert", False, None, id="covert to covert"),
        pytest.param("covert", "overt", False, "no_consent", id="overt to covert"),
        pytest.param("covert", "on_request", False, "no_consent", id="on request to covert"),
        pytest.param("on_request", "overt", False, "no_consent", id="overt to on request"),
        pytest.param("overt", "overt", False, None, id="overt to overt"),
        pytest.param("overt", "overt", True, "monitored", id="overt to a watched phone"),
        pytest.param("overt", "unheard_of", False, "no_consent", id="unknown level of a text"),
        pytest.param("unheard_of", "on_request", False, "no_consent", id="unknown level of hers"),
    ],
)
def test_a_text_says_no_more_than_she_agreed_to(
    hers: str, text: str, monitored: bool, reason: str | None
) -> None:
    facts = given_facts(contact={"content_level": hers, "monitored": monitored})
    assert reason_of(replace(CHECKIN, content_level=text), facts) == reason


def test_every_reason_of_the_list_is_given_by_the_gate() -> None:
    seen = {
        *(mark.values[1] for mark in test_a_check_in_is_held_back.pytestmark[0].args[1]),
        *("monitored", "too_late"),
    }  # fmt: skip
    assert seen == {reason.value for reason in HoldReason}
