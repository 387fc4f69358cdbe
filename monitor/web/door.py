"""What every view needs at hand: the programme and whoever is logged in."""

from flask import current_app
from flask_login import current_user

from monitor.core.errors import Forbidden
from monitor.staff.permissions import Permission, Reach, reach_of
from monitor.usecases.programme import Programme
from monitor.web.login import StaffUser


def programme() -> Programme:
    """Return the programme this application serves."""
    found: Programme = current_app.extensions["programme"]
    return found


def viewer_or_none() -> StaffUser | None:
    """Return the member of staff who looks at the page, or None before the login."""
    user = current_user._get_current_object()
    return user if isinstance(user, StaffUser) else None


def viewer() -> StaffUser:
    """Return the member of staff who looks at the page."""
    user = viewer_or_none()
    if user is None:
        raise Forbidden("nobody is logged in")
    return user


def reach(permission: Permission) -> Reach:
    """Return how far the viewer reaches with a permission; `Forbidden` where she has none."""
    user = viewer()
    found = reach_of(user.role, permission, staff_id=user.id, shelter_id=user.shelter_id)
    if found is None:
        raise Forbidden(f"{user.role} may not {permission}")
    return found


def holds(permission: Permission) -> bool:
    """Tell whether the viewer holds a permission at all, for what a page offers."""
    user = viewer_or_none()
    return user is not None and user.holds(permission)
