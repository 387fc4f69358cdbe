"""What the gate is asked in tests: a person whom a check-in may reach on a Monday evening."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from monitor.people.contact_facts import ContactFacts, PlanFacts
from monitor.people.safe_hours import parse_windows
from monitor.sms.gate import Hold, decide
from monitor.sms.gate_rules import GateFacts, GateMessage
from monitor.sms.message_state import Purpose, Recipient

# Monday 2 March 2026, 18:30 in Nairobi.
NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
PLAN = PlanFacts(
    safe_hours=parse_windows("mon-fri 18:00-20:00"),
    sms_ok=True,
    voice_ok=True,
    ussd_ok=True,
    invite_ok=True,
    confirm_stop=True,
    acknowledge=True,
    expires_on=date(2026, 5, 31),
)
CONTACT = ContactFacts(
    person_id="p",
    language="sw",
    content_level="covert",
    survey_channel="ussd",
    wording="checkin_a",
    risk_tier="low",
    shelter_id="s",
    birth_year=1998,
    guardian_consent=False,
    plan=PLAN,
    consents=frozenset({"checkins", "surveys"}),
    restrictions=frozenset(),
    pull_only=False,
    monitored=False,
    ended_as=None,
    has_number=True,
    number_shared=False,
)
FACTS = GateFacts(
    contact=CONTACT,
    approved=True,
    translated=True,
    automated_today=0,
    answers_last_hour=0,
    rota_covered=True,
    gateway_up=True,
    suppressed=False,
)
CHECKIN = GateMessage(
    recipient=Recipient.PERSON, purpose=Purpose.CHECKIN, template="checkin_a", wanted_at=NOW
)
ANSWER = replace(CHECKIN, purpose=Purpose.ANSWER, template="ack")
STOP_OK = replace(ANSWER, template="stop_ok")
WRONG = replace(ANSWER, template="wrong")
INVITE = replace(CHECKIN, purpose=Purpose.INVITE, template="invite")
OWN = replace(CHECKIN, purpose=Purpose.SERVICE, template="ack_later", automated=False)
PAGE = GateMessage(recipient=Recipient.STAFF, purpose=Purpose.PAGE, template="page", wanted_at=NOW)
MESSAGES = (CHECKIN, ANSWER, STOP_OK, WRONG, INVITE, OWN)


def given_facts(
    *, plan: Mapping[str, Any] | None = None, contact: Mapping[str, Any] | None = None, **facts: Any
) -> GateFacts:
    her_plan = replace(PLAN, **(plan or {}))
    return replace(
        FACTS, contact=replace(CONTACT, **{"plan": her_plan, **(contact or {})}), **facts
    )


def under(*kinds: str) -> GateFacts:
    return given_facts(contact={"restrictions": frozenset(kinds)})


def reason_of(message: GateMessage, facts: GateFacts, now: datetime = NOW) -> str | None:
    verdict = decide(message, facts, now)
    return verdict.reason.value if isinstance(verdict, Hold) else None
