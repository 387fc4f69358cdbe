"""Log a contact in five taps: how, whom, how she is, was it she, what comes next."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from monitor.core.clock import to_local
from monitor.core.errors import Conflict, Invalid
from monitor.staff.permissions import Permission
from monitor.triage import queue_store
from monitor.triage import store as triage_store
from monitor.triage.moves import Condition, Method, Move, NextStep, Reached
from monitor.triage.work import ContactLog
from monitor.usecases.log_contact import log_contact
from monitor.web.blueprint import pages
from monitor.web.case_page import explain, look_at
from monitor.web.door import programme, viewer
from monitor.web.form import Form
from monitor.web.guard import needs
from monitor.web.next_step import OFFERED, WHEN, read_plan
from monitor.web.speech import _

OPENED = "opened"
NOTE_MOST = 4000


@pages.get("/cases/<case_id>/contact")
@needs(Permission.ACT_ON_CASE)
def contact(case_id: str) -> str:
    """Show the empty form."""
    return show_contact(Form(), case_id)


@pages.post("/cases/<case_id>/contact")
@needs(Permission.ACT_ON_CASE)
def save_contact(case_id: str) -> ResponseReturnValue:
    """Keep a contact; the same form sent twice is kept once."""
    form = Form(request.form)
    log = read_contact(form, now=programme().clock.now())
    note = form.text("note", most=NOTE_MOST, lines=True)
    if log is None or not form.is_good:
        return show_contact(form, case_id), 400
    try:
        with programme().database.transaction() as opened:
            if not _is_logged(opened, case_id, log):
                log_contact(
                    opened,
                    programme(),
                    case_id=case_id,
                    staff_id=viewer().id,
                    contact=log,
                    note=note,
                    plan_holds=form.ticked("plan_holds"),
                )
    except (Conflict, Invalid) as error:
        explain(form, error)
        return show_contact(form, case_id), 409 if isinstance(error, Conflict) else 400
    flash(_("The contact was kept."))
    return redirect(url_for("pages.case", case_id=case_id), 303)


def show_contact(form: Form, case_id: str) -> str:
    """Return the form of a contact with what was typed."""
    opened = form.value(OPENED) or programme().clock.now().isoformat()
    return render_template(
        "contact.html",
        form=form,
        case=look_at(case_id),
        opened=opened,
        methods=tuple(Method),
        reached=tuple(Reached),
        conditions=tuple(Condition),
        steps=OFFERED,
        whens=WHEN,
    )


def replay_contact(values: MultiDict[str, str], arguments: Mapping[str, Any]) -> str:
    """Return the form of a contact as it stood when the session ended."""
    return show_contact(Form(values), str(arguments["case_id"]))


def read_contact(form: Form, *, now: datetime) -> ContactLog | None:
    """Return the contact a form describes, or None where something is missing or does not fit."""
    method = form.choice("method", tuple(Method))
    reached = form.choice("reached", tuple(Reached))
    nobody = reached == Reached.NOBODY
    condition = form.choice("condition", tuple(Condition), needed=not nobody)
    confirmed = form.choice("confirmed", ("yes", "no"), needed=reached == Reached.HER)
    plan = read_plan(form, now=now)
    if confirmed == "yes" and reached != Reached.HER:
        form.refuse("confirmed", _("Only she herself can be identified."))
    if condition == Condition.NOT_SAFE and plan.step is NextStep.NONE:
        form.refuse("next_step", _("She is not safe: say what happens next."))
    happened_at = _happened_at(form, now)
    if method is None or reached is None:
        return None
    return ContactLog(
        method=Method(method),
        reached=Reached(reached),
        condition=Condition(condition or Condition.UNKNOWN),
        identity_confirmed=confirmed == "yes",
        happened_at=happened_at,
        next=plan,
    )


def _happened_at(form: Form, now: datetime) -> datetime:
    """Return when it was: a time given for today, else when the form was opened.

    The instant of opening makes each form one of its kind: sent twice, it is the same contact.
    """
    opened = _instant(form.value(OPENED), otherwise=now)
    at = form.time_of_day("happened")
    if at is None:
        return min(opened, now)
    local = to_local(opened)
    chosen = datetime.combine(local.date(), at, local.tzinfo)
    chosen = chosen.replace(microsecond=local.microsecond).astimezone(UTC)
    if chosen > now:
        form.refuse("happened", _("This time has not come yet."))
    return chosen


def _instant(text: str, *, otherwise: datetime) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return otherwise
    return found if found.tzinfo is not None else otherwise


def _is_logged(session: Session, case_id: str, log: ContactLog) -> bool:
    """Tell whether this very form was kept already; the case is locked while we look.

    One that says something else of her is a correction and is kept beside the first.
    """
    triage_store.get_case(session, case_id)
    said = {
        "method": log.method,
        "reached": log.reached,
        "condition": log.condition,
        "identity_confirmed": log.identity_confirmed,
        "happened_at": log.happened_at.isoformat(),
    }
    return any(
        action.kind == Move.CONTACT
        and action.staff_id == viewer().id
        and said.items() <= action.details.items()
        for action, _username in queue_store.list_actions(session, case_id)
    )
