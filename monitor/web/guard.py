"""Who may open which address: each view declares it, one place asks.

An address that declares nothing is refused to everybody, so that a forgotten line shows at once.
Callbacks have keys of their own and are not asked here.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request, session
from flask.typing import ResponseReturnValue

from monitor.audit import trail
from monitor.audit.trail import AuditEventKind
from monitor.staff.permissions import Permission
from monitor.web import login
from monitor.web.door import programme, viewer, viewer_or_none
from monitor.web.expired import answer_expired, end_session

View = TypeVar("View", bound=Callable[..., Any])
OWN_KEYS = "callbacks"
STATIC = "pages.static"


class Door(StrEnum):
    """What an address asks for when it is not a permission."""

    PUBLIC = "public"
    LOGGED_IN = "logged_in"


Need = Permission | Door


def needs(need: Need) -> Callable[[View], View]:
    """Declare what a view asks for; written directly above the view, below its address."""

    def declare(view: View) -> View:
        vars(view)["needs"] = need
        return view

    return declare


def need_of(app: Flask, endpoint: str) -> Need | None:
    """Return what an endpoint asks for; None where nothing was declared."""
    if endpoint == STATIC:
        return Door.PUBLIC
    found = getattr(app.view_functions.get(endpoint), "needs", None)
    return found if isinstance(found, Permission | Door) else None


def check_access() -> ResponseReturnValue | None:
    """Let a request through, send it to the login, or refuse it."""
    if request.endpoint is None or request.blueprint == OWN_KEYS:
        return None
    if "\0" in request.path:
        abort(404)
    need = need_of(current_app, request.endpoint)
    _end_idle_session()
    if need is Door.PUBLIC:
        return None
    if viewer_or_none() is None:
        return answer_expired()
    login.mark_seen(session, now=programme().wall.now())
    if need is None or (isinstance(need, Permission) and not viewer().holds(need)):
        abort(403)
    return None


def record_refusal() -> None:
    """Write down that somebody was refused, in a transaction of its own."""
    user = viewer_or_none()
    with programme().database.transaction() as opened:
        trail.record(
            opened,
            AuditEventKind.ACCESS_REFUSED,
            at=programme().wall.now(),
            actor_id=None if user is None else user.id,
            details={"endpoint": request.endpoint or ""},
        )


def _end_idle_session() -> None:
    if viewer_or_none() is None:
        return
    limit = programme().settings.idle_lock
    if login.is_idle(session, now=programme().wall.now(), limit=limit):
        end_session()
