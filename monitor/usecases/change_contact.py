"""Change what may be done to somebody: the restriction, the waiting messages and the trail as one.

A message that waits was allowed under the old rules. Whatever forbids it takes it back in the same
transaction, so that nothing slips out in between.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.people import service as people
from monitor.people.enrolment import PlanTerms
from monitor.people.hold_reason import HoldReason
from monitor.schedule import service as schedule
from monitor.sms import outbox, suppressions
from monitor.triage import casework
from monitor.triage.work import Worker
from monitor.usecases.programme import Programme

RENEWAL = "plan_renewal"
"""The reason of the task that a new plan has done."""


@dataclass(frozen=True, kw_only=True)
class Restrict:
    """Forbid contact: pause, freeze, no_call, no_sms, opt_out or kill."""

    kind: str
    scope: str
    reason: str
    person_id: str | None = None
    shelter_id: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Lift:
    """Allow contact again; refused where nobody has spoken with her since."""

    kind: str
    scope: str
    person_id: str | None = None
    shelter_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class EndExit:
    """End the follow-up: deceased, returned or completed."""

    person_id: str
    exit_id: str
    ended_as: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ChangeNumber:
    """A new number (E.164), told by voice or face to face."""

    person_id: str
    number: str = field(repr=False)
    shared_with: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class WithdrawConsent:
    """She took back her consent to one purpose."""

    person_id: str
    purpose: str
    way: str


@dataclass(frozen=True, kw_only=True)
class AgreePlan:
    """A new safe-contact plan in place of the one before."""

    person_id: str
    plan: PlanTerms


ContactChange = Restrict | Lift | EndExit | ChangeNumber | WithdrawConsent | AgreePlan

_HELD_AS: Mapping[str, HoldReason] = MappingProxyType(
    {
        "pause": HoldReason.PAUSED,
        "freeze": HoldReason.FROZEN,
        "no_sms": HoldReason.CHANNEL_LOCKED,
        "opt_out": HoldReason.OPTED_OUT,
        "kill": HoldReason.KILLED,
    }
)
"""Why a waiting message is taken back; a lock on calls leaves messages alone."""


def change_contact(
    session: Session, programme: Programme, change: ContactChange, *, actor_id: str | None
) -> int:
    """Make the change; return how many waiting messages it took back."""
    now = programme.clock.now()
    cancelled = _apply(session, change, now=now, actor_id=actor_id)
    if isinstance(change, AgreePlan) and actor_id is not None:
        _settle_renewal(session, programme, change.person_id, actor_id)
    event, object_type, object_id, details = _line(change)
    record(
        session, event, at=programme.wall.now(), actor_id=actor_id, object_type=object_type,
        object_id=object_id, details={**details, "cancelled": cancelled},
    )  # fmt: skip
    return cancelled


def _apply(session: Session, change: ContactChange, *, now: datetime, actor_id: str | None) -> int:
    match change:
        case Restrict():
            return _restrict(session, change, now=now, actor_id=actor_id)
        case Lift():
            return _lift(session, change, now=now, actor_id=actor_id)
        case EndExit():
            return _end_exit(session, change, now=now, actor_id=actor_id)
        case ChangeNumber():
            return _change_number(session, change, now=now, actor_id=actor_id)
        case WithdrawConsent():
            return _withdraw(session, change, now=now, actor_id=actor_id)
        case AgreePlan():
            return _agree_plan(session, change, now=now, actor_id=actor_id)


def _lift(session: Session, change: Lift, *, now: datetime, actor_id: str | None) -> int:
    """Lift a restriction; where a caseworker ends a stop, the provider's refusal ends with it."""
    people.lift(
        session, kind=change.kind, scope=change.scope, person_id=change.person_id,
        shelter_id=change.shelter_id, at=now, lifted_by=actor_id,
    )  # fmt: skip
    if change.kind == "opt_out" and change.person_id is not None and actor_id is not None:
        number = people.number_of(session, change.person_id)
        if number is not None:
            suppressions.lift(session, number, at=now)
    return 0


def _agree_plan(session: Session, change: AgreePlan, *, now: datetime, actor_id: str | None) -> int:
    people.agree_plan(session, change.person_id, change.plan, at=now, recorded_by=actor_id)
    for exit_id in people.open_exits(session, change.person_id):
        schedule.replan(session, exit_id, now=now)
    return 0


def _settle_renewal(session: Session, programme: Programme, person_id: str, actor_id: str) -> None:
    """End the task to renew her plan: whoever agreed on a new one with her has done it."""
    worker = Worker(
        staff_id=actor_id, supervisor=False, at=programme.clock.now(),
        wall_now=programme.wall.now(),
    )  # fmt: skip
    casework.settle_tasks(session, person_id, worker, reasons=(RENEWAL,), but=None)


def _restrict(session: Session, change: Restrict, *, now: datetime, actor_id: str | None) -> int:
    people.restrict(
        session, kind=change.kind, scope=change.scope, person_id=change.person_id,
        shelter_id=change.shelter_id, reason=change.reason, at=now, until=change.until,
        set_by=actor_id,
    )  # fmt: skip
    held_as = _HELD_AS.get(change.kind)
    if held_as is None:
        return 0
    if change.person_id is not None:
        return outbox.cancel_waiting(session, change.person_id, reason=held_as, at=now)
    return outbox.cancel_waiting_for_all(
        session, reason=held_as, at=now, shelter_id=change.shelter_id
    )


def _end_exit(session: Session, change: EndExit, *, now: datetime, actor_id: str | None) -> int:
    people.end_exit(
        session, change.exit_id, ended_as=change.ended_as, on=change.on, at=now,
        recorded_by=actor_id,
    )  # fmt: skip
    reason = HoldReason(change.ended_as)
    schedule.stop_protocol(session, change.exit_id, reason=reason, at=now)
    return outbox.cancel_waiting(session, change.person_id, reason=reason, at=now)


def _change_number(
    session: Session, change: ChangeNumber, *, now: datetime, actor_id: str | None
) -> int:
    people.change_number(
        session, change.person_id, number=change.number, shared_with=change.shared_with, at=now,
        recorded_by=actor_id,
    )  # fmt: skip
    return outbox.cancel_waiting(session, change.person_id, reason="number_changed", at=now)


def _withdraw(
    session: Session, change: WithdrawConsent, *, now: datetime, actor_id: str | None
) -> int:
    people.withdraw_consent(
        session, change.person_id, purpose=change.purpose, way=change.way, at=now,
        recorded_by=actor_id,
    )  # fmt: skip
    if change.purpose != "checkins":
        return 0
    return outbox.cancel_waiting(session, change.person_id, reason=HoldReason.NO_CONSENT, at=now)


_Line = tuple[AuditEventKind, str, str | None, dict[str, Any]]


def _line(change: ContactChange) -> _Line:
    """Return the line of the trail: ids and codes, never the number or the plan itself."""
    match change:
        case Restrict() | Lift():
            details = {"kind": change.kind, "scope": change.scope}
            target = change.person_id or change.shelter_id
            return _restriction_event(change), change.scope, target, details
        case EndExit():
            details = {"as": change.ended_as}
            return AuditEventKind.EXIT_ENDED, "exit", change.exit_id, details
        case ChangeNumber():
            return AuditEventKind.NUMBER_CHANGED, "person", change.person_id, {}
        case WithdrawConsent():
            details = {"purpose": change.purpose}
            return AuditEventKind.CONSENT_WITHDRAWN, "person", change.person_id, details
        case AgreePlan():
            return AuditEventKind.PLAN_AGREED, "person", change.person_id, {}


def _restriction_event(change: Restrict | Lift) -> AuditEventKind:
    if change.kind == "kill":
        stopped, started = AuditEventKind.SENDING_STOPPED, AuditEventKind.SENDING_STARTED
    else:
        stopped, started = AuditEventKind.CONTACT_RESTRICTED, AuditEventKind.CONTACT_LIFTED
    return stopped if isinstance(change, Restrict) else started
