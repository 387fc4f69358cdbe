"""Close a case with its outcome; at severity 4 a supervisor has the last word."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from monitor.core.errors import Conflict, Invalid
from monitor.staff.permissions import Permission
from monitor.triage.moves import Outcome
from monitor.usecases.close_case import close_case
from monitor.web.blueprint import pages
from monitor.web.case_page import explain, look_at
from monitor.web.door import programme, viewer
from monitor.web.form import Form
from monitor.web.guard import needs
from monitor.web.next_step import OFFERED, WHEN, read_plan
from monitor.web.speech import _

NOTE_MOST = 4000


@pages.get("/cases/<case_id>/close")
@needs(Permission.ACT_ON_CASE)
def close(case_id: str) -> str:
    """Show the form that closes a case."""
    return show_close(Form(), case_id)


@pages.post("/cases/<case_id>/close")
@needs(Permission.ACT_ON_CASE)
def save_close(case_id: str) -> ResponseReturnValue:
    """Close a case with its outcome, or hand it to a supervisor who may."""
    form = Form(request.form)
    outcome = form.choice("outcome", tuple(Outcome))
    plan = read_plan(form, now=programme().clock.now())
    note = form.text("note", most=NOTE_MOST, lines=True)
    if outcome is None or not form.is_good:
        return show_close(form, case_id), 400
    try:
        with programme().database.transaction() as opened:
            closed = close_case(
                opened,
                programme(),
                case_id=case_id,
                staff_id=viewer().id,
                outcome=Outcome(outcome),
                plan=plan,
                note=note,
            )
    except (Conflict, Invalid) as error:
        explain(form, error)
        return show_close(form, case_id), 409 if isinstance(error, Conflict) else 400
    flash(
        _("A supervisor has to agree before it is closed.")
        if closed.needs_approval
        else _("Closed.")
    )
    return redirect(url_for("pages.case", case_id=case_id), 303)


def show_close(form: Form, case_id: str) -> str:
    """Return the form that closes a case with what was typed."""
    return render_template(
        "close.html",
        form=form,
        case=look_at(case_id),
        outcomes=tuple(Outcome),
        steps=OFFERED,
        whens=WHEN,
    )


def replay_close(values: MultiDict[str, str], arguments: Mapping[str, Any]) -> str:
    """Return the closing form as it stood when the session ended."""
    return show_close(Form(values), str(arguments["case_id"]))
