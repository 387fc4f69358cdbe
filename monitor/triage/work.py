"""What staff hand in when they work a case, and the checks that need no database."""

from dataclasses import dataclass
from datetime import datetime

from monitor.core.errors import Forbidden, Invalid
from monitor.triage.moves import Condition, Method, NextStep, Reached


@dataclass(frozen=True, kw_only=True)
class Worker:
    """Who acts, by which clocks: `at` is the programme's time, `wall_now` rules the holds."""

    staff_id: str
    supervisor: bool
    at: datetime
    wall_now: datetime


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to happen next, and when."""

    step: NextStep
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ContactLog:
    """One attempt to reach her."""

    method: Method
    reached: Reached
    condition: Condition
    identity_confirmed: bool
    happened_at: datetime
    next: Plan


def check_contact(contact: ContactLog, worker: Worker) -> None:
    """Refuse a contact that cannot have been, or that leaves somebody unsafe with nothing next."""
    if contact.happened_at > worker.at:
        raise Invalid("a contact cannot lie in the future", field="happened_at")
    if contact.identity_confirmed and contact.reached is not Reached.HER:
        raise Invalid("only she herself can be identified", field="identity_confirmed")
    if contact.condition is Condition.NOT_SAFE and contact.next.step is NextStep.NONE:
        raise Invalid("she is not safe: say what happens next", field="next_step")
    check_plan(contact.next, worker)


def check_plan(plan: Plan, worker: Worker) -> None:
    """Refuse a next step without a date, or with one in the past."""
    if plan.step is NextStep.APPROVE_CLOSE:
        raise Forbidden("only closing a case asks for its approval")
    if plan.step is not NextStep.NONE and plan.at is None:
        raise Invalid("a next step needs a date", field="next_step_at")
    if plan.at is not None and plan.at < worker.at:
        raise Invalid("a next step cannot lie in the past", field="next_step_at")
