"""Shelters and staff for tests."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.staff import service as staff
from monitor.staff.roles import Role
from monitor.staff.service import StaffView

SHELTER = "Nairobi House"
PASSWORD = "mvua ya asubuhi"


def a_shelter(session: Session, name: str = SHELTER) -> str:
    """Return the id of a shelter of this name, added where it is missing."""
    return staff.find_shelter(session, name) or staff.add_shelter(session, name)


def a_member(
    session: Session,
    username: str = "njeri",
    *,
    at: datetime,
    role: Role = Role.CASEWORKER,
    shelter: str | None = SHELTER,
    phone: str | None = None,
    password: str | None = None,
    language: str = "sw",
) -> StaffView:
    """Return an active member of staff, of the first shelter unless told otherwise."""
    if shelter is not None:
        a_shelter(session, shelter)
    member = staff.add(
        session, username=username, role=role, language=language, at=at, shelter=shelter,
        phone=phone,
    )  # fmt: skip
    if password is None:
        return member
    token = staff.make_link(session, member.staff_id, at=at)
    return staff.use_link(session, token, password, at=at)
