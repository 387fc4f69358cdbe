"""Find out as whom a member of staff acts on a case, and refuse one out of her reach."""

from sqlalchemy.orm import Session

from monitor.core.errors import Forbidden, NotFound
from monitor.staff import store as staff
from monitor.staff.permissions import Permission, Scope, may, reach_of
from monitor.staff.roles import Role
from monitor.triage import rota, store
from monitor.triage.work import Worker
from monitor.usecases.programme import Programme


def case_worker(session: Session, programme: Programme, *, staff_id: str, case_id: str) -> Worker:
    """Return who acts; a case she may not see looks as if it did not exist."""
    member, now = staff.get(session, staff_id), programme.clock.now()
    role = Role(member.role)
    reach = reach_of(role, Permission.ACT_ON_CASE, staff_id=staff_id, shelter_id=member.shelter_id)
    if reach is None or not member.active:
        raise Forbidden("you may not act on cases")
    duty = rota.on_duty(session, now)
    on_duty = duty is not None and staff_id in (duty.staff_id, duty.backup_id)
    if not store.is_within(session, case_id, reach, on_duty=on_duty):
        raise NotFound("there is no such case")
    return Worker(
        staff_id=staff_id,
        supervisor=may(role, Permission.ASSIGN_CASE, scope=Scope.TEAM),
        at=now,
        wall_now=programme.wall.now(),
    )
