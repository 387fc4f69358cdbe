"""The state of the system, without any content: open alarms, and the switch that stops sending."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from monitor.core.errors import Forbidden, Invalid
from monitor.people.sending import list_stops
from monitor.staff import service as staff
from monitor.staff.permissions import Permission, Scope
from monitor.triage import alarms
from monitor.usecases.change_contact import Lift, Restrict, change_contact
from monitor.web.blueprint import pages
from monitor.web.door import holds, programme, reach, viewer
from monitor.web.guard import needs
from monitor.web.speech import _

EVERYBODY = "all"


@pages.get("/health")
@needs(Permission.SEE_HEALTH)
def health() -> str:
    """Show open alarms and what is stopped."""
    with programme().database.reading() as opened:
        return render_template(
            "health.html",
            alarms=alarms.list_open(opened),
            stops=list_stops(opened, now=programme().clock.now()),
            shelters=staff.shelter_names(opened),
            may_stop=_choices(opened, Permission.STOP_SENDING),
            may_start=_choices(opened, Permission.START_SENDING),
        )


@pages.post("/sending/stop")
@needs(Permission.STOP_SENDING)
def stop_sending() -> ResponseReturnValue:
    """Stop all sending to a house's people, or to everybody."""
    scope, shelter_id = _target(Permission.STOP_SENDING)
    change = Restrict(kind="kill", scope=scope, shelter_id=shelter_id, reason="by_staff")
    with programme().database.transaction() as opened:
        change_contact(opened, programme(), change, actor_id=viewer().id)
    flash(_("Sending is stopped. What was waiting was taken back."))
    return redirect(url_for("pages.health"), 303)


@pages.post("/sending/start")
@needs(Permission.START_SENDING)
def start_sending() -> ResponseReturnValue:
    """Let sending go on."""
    scope, shelter_id = _target(Permission.START_SENDING)
    change = Lift(kind="kill", scope=scope, shelter_id=shelter_id)
    with programme().database.transaction() as opened:
        change_contact(opened, programme(), change, actor_id=viewer().id)
    flash(_("Sending goes on. Nothing that was taken back is sent late."))
    return redirect(url_for("pages.health"), 303)


def _choices(session: Session, permission: Permission) -> list[tuple[str, str]]:
    """Return what the viewer may stop or start: her own house, or any, or everything."""
    if not holds(permission):
        return []
    found, names = reach(permission), staff.shelter_names(session)
    if found.scope is Scope.ALL:
        return [(EVERYBODY, _("Everybody")), *names.items()]
    return [
        (shelter_id, name)
        for shelter_id, name in names.items()
        if found.scope is Scope.TEAM and shelter_id == found.shelter_id
    ]


def _target(permission: Permission) -> tuple[str, str | None]:
    chosen = request.form.get("whom", "")
    with programme().database.reading() as opened:
        allowed = dict(_choices(opened, permission))
        known = {EVERYBODY, *staff.shelter_names(opened)}
    if chosen not in known:
        raise Invalid("choose whom", field="whom")
    if chosen not in allowed:
        raise Forbidden("this is not yours to stop or start")
    return ("all", None) if chosen == EVERYBODY else ("shelter", chosen)
