"""Staff accounts: how they begin, log in, are locked, and end.

There are no default passwords. An account starts by a link that works once, and five wrong
passwords close it for a quarter of an hour by the wall clock.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy.orm import Session

from monitor.core.errors import Conflict, Invalid, NotFound
from monitor.core.ids import new_id
from monitor.privacy import vault
from monitor.staff import store
from monitor.staff.models import SetupLink, Shelter, Staff
from monitor.staff.passwords import hash_password, is_right, password_refusal
from monitor.staff.permissions import Permission, Reach, reach_of
from monitor.staff.roles import Role

WRONG_PASSWORDS = 5
LOCKED_FOR = timedelta(minutes=15)
LINK_LASTS = timedelta(hours=48)

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,39}")
_SHELTER_NAME = re.compile(r"[^\W_](?:[^\W_]|[ .'’&-]){0,79}")


@dataclass(frozen=True, kw_only=True)
class StaffView:
    """A member of staff as every door sees her."""

    staff_id: str
    username: str
    role: Role
    shelter_id: str | None
    language: str
    active: bool
    session_version: int
    has_password: bool
    has_phone: bool
    locked_until: datetime | None

    def reach(self, permission: Permission) -> Reach | None:
        """Return how far she reaches with a permission, or None where she lacks it."""
        if not self.active:
            return None
        return reach_of(self.role, permission, staff_id=self.staff_id, shelter_id=self.shelter_id)


class LoginOutcome(StrEnum):
    """How a try to log in ended; the page says the same for every refusal."""

    OK = "ok"
    WRONG = "wrong"
    LOCKED = "locked"
    NOW_LOCKED = "now_locked"


@dataclass(frozen=True)
class Login:
    """The outcome of a try; `staff` is whom it was about, where that is known."""

    outcome: LoginOutcome
    staff: StaffView | None


def add(
    session: Session,
    *,
    username: str,
    role: Role,
    language: str,
    at: datetime,
    shelter: str | None = None,
    phone: str | None = None,
) -> StaffView:
    """Make an account without a password. Whether a person has the phone is the caller's check."""
    username = username.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise Invalid(
            "a username has 2 to 40 of a-z, 0-9, dot, hyphen, and starts with a letter",
            field="username",
        )
    if store.find_by_username(session, username) is not None:
        raise Conflict("this username is taken already")
    row = Staff(
        id=new_id(), username=username, role=role.value, language=language, created_at=at,
        shelter_id=_shelter_id(session, shelter), active=True, session_version=0, failed_logins=0,
    )  # fmt: skip
    _set_phone(session, row, phone)
    session.add(row)
    session.flush()
    return view_of(row)


def make_link(session: Session, staff_id: str, *, at: datetime) -> str:
    """Return the token of a fresh one-time link; earlier unused ones stop working."""
    row = store.get(session, staff_id)
    if not row.active:
        raise Conflict("this account is disabled")
    for link in store.list_open_links(session, staff_id):
        link.used_at = at
    token = secrets.token_urlsafe(32)
    session.add(
        SetupLink(
            id=new_id(), staff_id=staff_id, token_hash=_token_hash(token),
            expires_at=at + LINK_LASTS,
        )
    )  # fmt: skip
    session.flush()
    return token


def find_by_link(session: Session, token: str, *, at: datetime) -> StaffView | None:
    """Return whose password a link may set now, or None where it is used, old or unknown."""
    link = store.find_link(session, _token_hash(token))
    if link is None or link.used_at is not None or link.expires_at <= at:
        return None
    row = store.get(session, link.staff_id)
    return view_of(row) if row.active else None


def use_link(session: Session, token: str, password: str, *, at: datetime) -> StaffView:
    """Set a password by a link, which is then used up; sign her out everywhere else."""
    view = find_by_link(session, token, at=at)
    link = store.find_link(session, _token_hash(token))
    if view is None or link is None:
        raise NotFound("this link is used, too old or unknown; ask for a new one")
    rule = password_refusal(password, username=view.username)
    if rule is not None:
        raise Invalid(f"the password {rule}", field="password")
    row = store.get(session, view.staff_id)
    row.password_hash = hash_password(password)
    row.failed_logins, row.locked_until = 0, None
    row.session_version += 1
    link.used_at = at
    session.flush()
    return view_of(row)


def log_in(session: Session, username: str, password: str, *, wall_now: datetime) -> Login:
    """Check a password; the fifth wrong one in a row locks the account for 15 minutes."""
    row = store.find_by_username(session, username)
    right = is_right(row.password_hash if row else None, password)
    if row is None or not row.active:
        return Login(LoginOutcome.WRONG, None)
    session.refresh(row, with_for_update=True)
    if row.locked_until is not None and row.locked_until > wall_now:
        return Login(LoginOutcome.LOCKED, view_of(row))
    if right:
        row.failed_logins, row.locked_until = 0, None
        session.flush()
        return Login(LoginOutcome.OK, view_of(row))
    return Login(_count_wrong(session, row, wall_now=wall_now), view_of(row))


def reset(session: Session, staff_id: str, *, at: datetime) -> str:
    """Take the password away, sign her out everywhere, and return the token of a fresh link."""
    row = store.get(session, staff_id)
    row.password_hash = None
    row.failed_logins, row.locked_until = 0, None
    row.session_version += 1
    return make_link(session, staff_id, at=at)


def disable(session: Session, staff_id: str, *, at: datetime) -> None:
    """End an account at once: no login, no session, no open link, no page."""
    row = store.get(session, staff_id)
    row.active = False
    row.password_hash = None
    row.session_version += 1
    for link in store.list_open_links(session, staff_id):
        link.used_at = at
    session.flush()


def set_language(session: Session, staff_id: str, language: str) -> None:
    """Have her pages in another language from now on."""
    store.get(session, staff_id).language = language
    session.flush()


def get(session: Session, staff_id: str) -> StaffView:
    """Return a member of staff, or raise `NotFound`."""
    return view_of(store.get(session, staff_id))


def find_by_username(session: Session, username: str) -> StaffView | None:
    """Return a member of staff by username, or None."""
    row = store.find_by_username(session, username)
    return view_of(row) if row else None


def find_by_number(session: Session, number: str) -> StaffView | None:
    """Return the active member of staff who is paged on this number (E.164), or None."""
    row = store.find_by_phone(session, vault.lookup(session, number, use="phone"))
    return view_of(row) if row else None


def number_of(session: Session, staff_id: str) -> str | None:
    """Return the number she is paged on (E.164), or None."""
    row = store.get(session, staff_id)
    if row.phone_sealed is None:
        return None
    return vault.unseal(
        session, row.phone_sealed, table="staff", column="phone_sealed", row_id=row.id
    )


def list_active(session: Session, *, roles: tuple[Role, ...]) -> tuple[StaffView, ...]:
    """Return everybody active in one of these roles, by username."""
    rows = store.list_active(session, roles=[role.value for role in roles])
    return tuple(view_of(row) for row in rows)


def list_staff(session: Session, reach: Reach) -> tuple[StaffView, ...]:
    """Return the staff within reach, by username."""
    return tuple(view_of(row) for row in store.list_staff(session, reach))


def add_shelter(session: Session, name: str) -> str:
    """Add a shelter and return its id."""
    name = " ".join(name.split())
    if not _SHELTER_NAME.fullmatch(name):
        raise Invalid("a shelter's name has 1 to 80 letters, digits or spaces", field="shelter")
    if store.find_shelter(session, name) is not None:
        raise Conflict("there is a shelter of this name already")
    row = Shelter(id=new_id(), name=name, active=True)
    session.add(row)
    session.flush()
    return row.id


def find_shelter(session: Session, name: str) -> str | None:
    """Return the id of a shelter by its name, or None."""
    row = store.find_shelter(session, name)
    return row.id if row else None


def shelter_names(session: Session) -> dict[str, str]:
    """Return the name of every shelter by id."""
    return {row.id: row.name for row in store.list_shelters(session)}


def view_of(row: Staff) -> StaffView:
    """Return a row as a value."""
    return StaffView(
        staff_id=row.id,
        username=row.username,
        role=Role(row.role),
        shelter_id=row.shelter_id,
        language=row.language,
        active=row.active,
        session_version=row.session_version,
        has_password=row.password_hash is not None,
        has_phone=row.phone_sealed is not None,
        locked_until=row.locked_until,
    )


def _count_wrong(session: Session, row: Staff, *, wall_now: datetime) -> LoginOutcome:
    row.failed_logins += 1
    if row.failed_logins < WRONG_PASSWORDS:
        session.flush()
        return LoginOutcome.WRONG
    row.failed_logins, row.locked_until = 0, wall_now + LOCKED_FOR
    session.flush()
    return LoginOutcome.NOW_LOCKED


def _set_phone(session: Session, row: Staff, phone: str | None) -> None:
    if phone is None:
        return
    lookup = vault.lookup(session, phone, use="phone")
    if store.find_by_phone(session, lookup) is not None:
        raise Invalid("another member of staff is paged on this phone", field="phone")
    row.phone_lookup = lookup
    row.phone_sealed = vault.seal(
        session, phone, owner=None, table="staff", column="phone_sealed", row_id=row.id
    )


def _shelter_id(session: Session, name: str | None) -> str | None:
    if name is None:
        return None
    row = store.find_shelter(session, name)
    if row is None:
        raise NotFound("there is no shelter of this name")
    return row.id


def _token_hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
