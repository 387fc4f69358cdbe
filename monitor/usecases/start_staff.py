"""Start an account for a member of staff, with a link that works once."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core.errors import Invalid
from monitor.core.phone import normalise
from monitor.people import service as people
from monitor.staff import service as staff
from monitor.staff.roles import Role
from monitor.usecases.programme import Programme


@dataclass(frozen=True, kw_only=True)
class NewStaff:
    """Who is to start; `phone` as it was typed."""

    username: str
    role: Role
    language: str
    shelter: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Started:
    """The account and the token of its link, which is shown once and never stored."""

    staff_id: str
    token: str


def start_staff(
    session: Session, programme: Programme, new: NewStaff, *, actor_id: str | None = None
) -> Started:
    """Make the account; a phone that a person holds is refused, so that no page reaches her."""
    if new.language not in programme.languages.by_code:
        known = ", ".join(sorted(programme.languages.by_code))
        raise Invalid(f"language must be one of {known}", field="language")
    wall_now = programme.wall.now()
    member = staff.add(
        session, username=new.username, role=new.role, language=new.language, at=wall_now,
        shelter=new.shelter, phone=_free_number(session, programme, new.phone),
    )  # fmt: skip
    token = staff.make_link(session, member.staff_id, at=wall_now)
    record(
        session, AuditEventKind.STAFF_ADDED, at=wall_now, actor_id=actor_id,
        object_type="staff", object_id=member.staff_id, details={"role": new.role.value},
    )  # fmt: skip
    return Started(member.staff_id, token)


def _free_number(session: Session, programme: Programme, phone: str | None) -> str | None:
    if phone is None:
        return None
    number = normalise(phone, programme.settings.default_country)
    if number is None:
        raise Invalid("phone is not a valid number", field="phone")
    if people.find_people_by_number(session, number):
        raise Invalid("a person is reached on this phone; use another", field="phone")
    return number
