"""Whether airtime may come to her phone now, as pure values.

A network announces airtime by a text of its own, with a name and at a moment we do not choose. So
it needs her word in the plan, goes to no phone that others see or watch, and comes while she has
just used the phone herself or in her safe hours (safety rules 15, 18, 21, 27).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.core.clock import to_local
from monitor.people.contact_facts import ContactFacts, PlanFacts, may_be_minor

JUST_NOW = timedelta(minutes=30)
"""So long after her last answer the phone is still in her own hand."""
OLDEST = timedelta(days=7)
FORBIDS = frozenset({"kill", "opt_out", "freeze", "no_sms", "pause"})


@dataclass(frozen=True)
class Give:
    """It may be given now."""


@dataclass(frozen=True)
class Wait:
    """Not now; ask again."""

    until: datetime


@dataclass(frozen=True)
class Withhold:
    """It is not given, for a reason that says nothing of her answers."""

    reason: str


def may_thank(
    contact: ContactFacts, *, earned_at: datetime, now: datetime
) -> Give | Wait | Withhold:
    """Decide from what holds for her at this moment."""
    plan = contact.plan
    reason = _objection(contact, now)
    if plan is None or reason is not None:
        return Withhold(reason or "no_plan")
    if now - earned_at > OLDEST:
        return Withhold("too_late")
    return _when(plan, earned_at, now)


def _objection(contact: ContactFacts, now: datetime) -> str | None:
    plan, today = contact.plan, to_local(now).date()
    young = may_be_minor(contact.birth_year, today) and not contact.guardian_consent
    for reason, holds in (
        (contact.ended_as or "ended", contact.ended_as is not None),
        ("minor", young),
        ("forbidden", bool(FORBIDS & contact.restrictions)),
        ("monitored", contact.monitored),
        ("shared", contact.number_shared),
        ("no_plan", plan is None or not contact.has_number),
        ("plan_expired", plan is not None and today > plan.expires_on),
        ("not_agreed", plan is not None and not plan.airtime_ok),
    ):
        if holds:
            return reason
    return None


def _when(plan: PlanFacts, earned_at: datetime, now: datetime) -> Give | Wait | Withhold:
    if now - earned_at <= JUST_NOW or plan.safe_hours.contains(now):
        return Give()
    until = plan.safe_hours.next_moment(now, earned_at + OLDEST)
    return Withhold("no_window") if until is None else Wait(until)
