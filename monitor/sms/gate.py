"""Decide whether one message may go out now: the only answer the outbox ever obeys.

The rules stand in one table and the first that objects names the reason. They are asked when a
message is queued and again when it is claimed, and the second answer counts. Anything not known is
a reason to hold. Messages to staff obey a table of their own: a page must never be kept back by a
rule that protects somebody else.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from monitor.core.clock import NAIROBI, to_local
from monitor.people.hold_reason import HoldReason
from monitor.sms.gate_rules import RULES, Asked, GateFacts, GateMessage, wording_objection
from monitor.sms.message_state import Recipient

ASK_AGAIN_AFTER = timedelta(minutes=15)
ASK_AGAIN_FOR_STAFF_AFTER = timedelta(minutes=1)
_A_WEEK = timedelta(days=7)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Send:
    """Nothing speaks against it."""


@dataclass(frozen=True)
class Hold:
    """It may not go; `until` is when asking again makes sense, None where it never does."""

    reason: HoldReason
    until: datetime | None = None


def decide(message: GateMessage, facts: GateFacts, now: datetime) -> Send | Hold:
    """Return `Send`, or the first reason why not.

    >>> from monitor.sms.message_state import Purpose
    >>> page = GateMessage(recipient=Recipient.STAFF, purpose=Purpose.PAGE, template="page",
    ...     wanted_at=datetime(2026, 3, 2, tzinfo=UTC))
    >>> facts = GateFacts(contact=None, approved=True, translated=True, automated_today=9,
    ...     answers_last_hour=0, rota_covered=False, gateway_up=True, suppressed=False)
    >>> decide(page, facts, datetime(2026, 3, 9, tzinfo=UTC))
    Send()
    >>> to_her = GateMessage(recipient=Recipient.PERSON, purpose=Purpose.CHECKIN,
    ...     template="checkin_a", wanted_at=datetime(2026, 3, 2, tzinfo=UTC))
    >>> decide(to_her, facts, datetime(2026, 3, 2, tzinfo=UTC)).reason
    <HoldReason.NO_PLAN: 'no_plan'>
    """
    if message.recipient is Recipient.STAFF:
        return _decide_for_staff(facts, now)
    if facts.contact is None:
        return Hold(HoldReason.NO_PLAN)
    asked = Asked(message, facts, facts.contact, now)
    for rule in RULES:
        reason = rule(asked)
        if reason is not None:
            return Hold(reason, _ask_again(reason, asked))
    return Send()


def _decide_for_staff(facts: GateFacts, now: datetime) -> Send | Hold:
    """Ask only what a page cannot do without: no plan, cap, window, age or kill switch."""
    reason = wording_objection(facts)
    if reason is not None:
        return Hold(reason)
    if not facts.gateway_up:
        return Hold(HoldReason.GATEWAY_DOWN, now + ASK_AGAIN_FOR_STAFF_AFTER)
    return Send()


def _ask_again(reason: HoldReason, asked: Asked) -> datetime | None:
    """Return the next safe moment at which the reason may be gone, None where waiting is vain.

    An answer outside her safe hours is not kept for later: by then it answers nothing.
    """
    if reason is HoldReason.NO_WINDOW:
        return None if asked.is_answer else _safe_from(asked.now, asked)
    if reason is HoldReason.CAPPED:
        return None if asked.is_answer else _safe_from(_tomorrow(asked.now), asked)
    if reason in (HoldReason.NO_ROTA, HoldReason.GATEWAY_DOWN):
        return _safe_from(asked.now + ASK_AGAIN_AFTER, asked)
    return None


def _safe_from(moment: datetime, asked: Asked) -> datetime | None:
    if asked.plan is None:
        return None
    return asked.plan.safe_hours.next_moment(moment, moment + _A_WEEK)


def _tomorrow(now: datetime) -> datetime:
    midnight = datetime.combine(to_local(now).date() + _A_DAY, time(), tzinfo=NAIROBI)
    return midnight.astimezone(UTC)
