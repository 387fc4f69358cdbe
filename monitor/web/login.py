"""The login: a staff row as Flask-Login sees it, and when a session is over.

A session ends by itself after a while without a request, by the wall clock; and at once when the
account is disabled or signed out everywhere, because its version no longer matches.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.core.db import Database
from monitor.staff.models import Staff
from monitor.staff.permissions import Permission, widest_scope
from monitor.staff.roles import Role

SEEN = "seen"
REFRESH_AFTER = timedelta(seconds=20)
"""The cookie is not written again for every picture and click."""


@dataclass(frozen=True, kw_only=True)
class StaffUser:
    """A member of staff who is logged in."""

    id: str
    username: str
    role: Role
    shelter_id: str | None
    language: str
    session_version: int
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return what the session keeps: who, and which version of the account."""
        return f"{self.id}/{self.session_version}"

    def holds(self, permission: Permission) -> bool:
        """Tell whether the role has the permission, however far."""
        return widest_scope(self.role, permission) is not None


def staff_user(row: Staff) -> StaffUser:
    """Return the user of a staff row."""
    return StaffUser(
        id=row.id,
        username=row.username,
        role=Role(row.role),
        shelter_id=row.shelter_id,
        language=row.language,
        session_version=row.session_version,
    )


def load_user(database: Database, session_id: str) -> StaffUser | None:
    """Return whoever a session names, unless disabled or signed out everywhere since."""
    staff_id, _, version = session_id.rpartition("/")
    with database.reading() as session:
        row = session.get(Staff, staff_id)
        if row is None or not row.active or str(row.session_version) != version:
            return None
        return staff_user(row)


def is_idle(state: MutableMapping[str, Any], *, now: datetime, limit: timedelta) -> bool:
    """Tell whether a session has had no request for too long, or says nothing about it.

    >>> at = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
    >>> is_idle({"seen": at.timestamp()}, now=at + timedelta(minutes=11),
    ...         limit=timedelta(minutes=10))
    True
    >>> is_idle({}, now=at, limit=timedelta(minutes=10))
    True
    """
    seen = state.get(SEEN)
    if not isinstance(seen, int | float):
        return True
    return now - datetime.fromtimestamp(seen, UTC) > limit


def mark_seen(state: MutableMapping[str, Any], *, now: datetime) -> None:
    """Remember that a request came, so that the session stays open."""
    seen = state.get(SEEN)
    if isinstance(seen, int | float) and now.timestamp() - seen < REFRESH_AFTER.total_seconds():
        return
    state[SEEN] = now.timestamp()
