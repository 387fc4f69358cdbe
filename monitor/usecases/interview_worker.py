"""Find out as whom a member of staff interviews somebody, and refuse one out of her reach."""

from sqlalchemy.orm import Session

from monitor.core.errors import Forbidden, NotFound
from monitor.people import service as people
from monitor.staff import store as staff
from monitor.staff.permissions import Permission, Scope, may, reach_of
from monitor.staff.roles import Role
from monitor.triage import store as triage
from monitor.triage.work import Worker
from monitor.usecases.programme import Programme

TRAINED_ONLY = frozenset({"cssrs", "phq9"})
"""Instruments that ask about suicide: for staff whose role may, and who are trained (S35)."""


def interview_worker(
    session: Session, programme: Programme, *, staff_id: str, person_id: str
) -> Worker:
    """Return who asks; somebody out of reach looks as if she did not exist.

    Her own caseworker and her team's supervisor ask, and whoever holds a case of hers.
    """
    member, now = staff.get(session, staff_id), programme.clock.now()
    role, wall_now = Role(member.role), programme.wall.now()
    reach = reach_of(
        role, Permission.ASK_QUESTIONS, staff_id=staff_id, shelter_id=member.shelter_id
    )
    if reach is None or not member.active:
        raise Forbidden("you may not ask these questions")
    line = people.identity(session, person_id, now=now).line
    covered = reach.covers(caseworker_id=line.caseworker_id, shelter_id=line.shelter_id)
    if not covered and not triage.holds_case_of(session, person_id, staff_id, wall_now=wall_now):
        raise NotFound("there is no such person")
    return Worker(
        staff_id=staff_id,
        supervisor=may(role, Permission.ASSIGN_CASE, scope=Scope.TEAM),
        at=now,
        wall_now=wall_now,
    )


def may_ask_trained(session: Session, staff_id: str) -> bool:
    """Tell whether a role may ask what only trained staff ask."""
    role = Role(staff.get(session, staff_id).role)
    return may(role, Permission.ASK_TRAINED, scope=Scope.OWN)
