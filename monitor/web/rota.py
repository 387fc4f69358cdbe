"""Who is on duty now and in the days to come, and the hours in which nobody is."""

from datetime import UTC, datetime, time, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from monitor.core.clock import to_local
from monitor.core.errors import Conflict, Invalid
from monitor.staff import service as staff
from monitor.staff.permissions import Permission
from monitor.staff.roles import Role
from monitor.triage import rota as duties
from monitor.usecases.change_rota import add_duty, remove_duty
from monitor.web.blueprint import pages
from monitor.web.door import holds, programme, viewer
from monitor.web.form import Form
from monitor.web.guard import needs
from monitor.web.speech import _

DAYS_SHOWN = timedelta(days=14)
ON_CALL = (Role.CASEWORKER, Role.SUPERVISOR)


@pages.get("/rota")
@needs(Permission.SEE_ROTA)
def rota() -> str:
    """Show the rota of the next two weeks."""
    with programme().database.reading() as opened:
        return _show(opened, Form())


@pages.post("/rota")
@needs(Permission.CHANGE_ROTA)
def add() -> ResponseReturnValue:
    """Put somebody on duty."""
    form = Form(request.form)
    with programme().database.reading() as opened:
        names = _names(opened)
    staff_id = form.choice("staff", names)
    backup_id = form.choice("backup", names, needed=False)
    starts_at = form.instant("from_day", "from_time", otherwise=time(8))
    ends_at = form.instant("to_day", "to_time", otherwise=time(8))
    if starts_at is None or ends_at is None:
        form.refuse("from_day", _("Give the day it begins and the day it ends."))
    if staff_id is None or starts_at is None or ends_at is None or not form.is_good:
        return _again(form)
    try:
        with programme().database.transaction() as opened:
            add_duty(
                opened,
                programme(),
                staff_id=staff_id,
                backup_id=backup_id,
                starts_at=starts_at.astimezone(UTC),
                ends_at=ends_at.astimezone(UTC),
                actor_id=viewer().id,
            )
    except (Conflict, Invalid) as error:
        _explain(form, error)
        return _again(form)
    flash(_("The rota was changed."))
    return redirect(url_for("pages.rota"), 303)


@pages.post("/rota/<duty_id>/remove")
@needs(Permission.CHANGE_ROTA)
def remove(duty_id: str) -> ResponseReturnValue:
    """Take a line off the rota."""
    with programme().database.transaction() as opened:
        remove_duty(opened, programme(), duty_id=duty_id, actor_id=viewer().id)
    flash(_("The rota was changed."))
    return redirect(url_for("pages.rota"), 303)


def _show(session: Session, form: Form) -> str:
    now = programme().clock.now()
    return render_template(
        "rota.html",
        form=form,
        names=_names(session),
        everybody=_everybody(session),
        on_duty=duties.on_duty(session, now),
        is_covered=duties.is_covered(session, now),
        lines=duties.list_rota(session, start=now, end=now + DAYS_SHOWN),
        gaps=duties.list_gaps(session, start=now, end=now + timedelta(days=7)),
        may_change=holds(Permission.CHANGE_ROTA),
        first_day=_local_day(now),
    )


def _again(form: Form) -> ResponseReturnValue:
    with programme().database.reading() as opened:
        return _show(opened, form), 400


def _names(session: Session) -> dict[str, str]:
    """Return whoever can be put on duty."""
    return {
        member.staff_id: member.username for member in staff.list_active(session, roles=ON_CALL)
    }


def _everybody(session: Session) -> dict[str, str]:
    """Return the names of everybody active, for lines of the rota."""
    return {
        member.staff_id: member.username for member in staff.list_active(session, roles=tuple(Role))
    }


def _local_day(now: datetime) -> str:
    return to_local(now).date().isoformat()


def _explain(form: Form, error: Conflict | Invalid) -> None:
    if isinstance(error, Conflict):
        form.refuse("from_day", _("Somebody is on duty in that time already."))
    elif error.field == "backup_id":
        form.refuse("backup", _("The backup must be somebody else."))
    else:
        form.refuse("to_day", _("It must end after it begins."))
