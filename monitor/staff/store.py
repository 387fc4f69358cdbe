"""Every query about staff, their setup links and their shelters."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core.errors import NotFound
from monitor.staff.models import SetupLink, Shelter, Staff
from monitor.staff.permissions import Reach, Scope


def get(session: Session, staff_id: str) -> Staff:
    """Return a member of staff, or raise `NotFound`."""
    row = session.get(Staff, staff_id)
    if row is None:
        raise NotFound("there is no such member of staff")
    return row


def find_by_username(session: Session, username: str) -> Staff | None:
    """Return a member of staff by username, or None."""
    return session.scalar(select(Staff).where(Staff.username == username.strip().lower()))


def find_by_phone(session: Session, phone_lookup: str) -> Staff | None:
    """Return the member of staff who is paged on a number, or None."""
    query = select(Staff).where(Staff.phone_lookup == phone_lookup, Staff.active.is_(True))
    return session.scalar(query.limit(1))


def list_staff(session: Session, reach: Reach) -> Sequence[Staff]:
    """Return the staff within reach, by username."""
    query = select(Staff).order_by(Staff.username)
    if reach.scope is Scope.OWN:
        query = query.where(Staff.id == reach.staff_id)
    elif reach.scope is Scope.TEAM:
        query = query.where(Staff.shelter_id == reach.shelter_id)
    return session.scalars(query).all()


def list_active(session: Session, *, roles: Sequence[str]) -> Sequence[Staff]:
    """Return everybody active in one of these roles, by username."""
    query = select(Staff).where(Staff.active.is_(True), Staff.role.in_(tuple(roles)))
    return session.scalars(query.order_by(Staff.username)).all()


def find_shelter(session: Session, name: str) -> Shelter | None:
    """Return a shelter by its name, or None."""
    return session.scalar(select(Shelter).where(Shelter.name == name.strip()))


def get_shelter(session: Session, shelter_id: str) -> Shelter:
    """Return a shelter by id, or raise `NotFound`."""
    row = session.get(Shelter, shelter_id)
    if row is None:
        raise NotFound("there is no such shelter")
    return row


def list_shelters(session: Session) -> Sequence[Shelter]:
    """Return every shelter, by name."""
    return session.scalars(select(Shelter).order_by(Shelter.name)).all()


def find_link(session: Session, token_hash: str) -> SetupLink | None:
    """Return a setup link by the hash of its token, or None."""
    return session.scalar(select(SetupLink).where(SetupLink.token_hash == token_hash))


def list_open_links(session: Session, staff_id: str) -> Sequence[SetupLink]:
    """Return the links of one member of staff that were not used."""
    query = select(SetupLink).where(SetupLink.staff_id == staff_id, SetupLink.used_at.is_(None))
    return session.scalars(query).all()
