"""Enrol somebody on her last day in the house, with her plan: nobody goes in without one."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from monitor.core.clock import to_local
from monitor.core.errors import Conflict, Invalid
from monitor.people.enrolment import CHECKIN_WORDING
from monitor.staff import service as staff
from monitor.staff.permissions import Permission, Scope
from monitor.staff.roles import Role
from monitor.usecases.enrol_person import EnrolmentRefused, enrol_person
from monitor.web.blueprint import pages
from monitor.web.door import holds, programme, reach, viewer
from monitor.web.enrol_form import read_enrolment
from monitor.web.form import Form
from monitor.web.guard import needs
from monitor.web.plan_form import first_values
from monitor.web.rules import rule
from monitor.web.speech import _


@pages.get("/enrol")
@needs(Permission.ENROL)
def enrol() -> str:
    """Show the empty form."""
    values = first_values(to_local(programme().clock.now()).date())
    values.update({"caseworker": viewer().username, "content_level": "covert"})
    values.update({"survey_channel": "none", "language": "sw", "wording": "checkin_a"})
    return show_enrolment(Form(values))


@pages.post("/enrol")
@needs(Permission.ENROL)
def save_enrolment() -> ResponseReturnValue:
    """Enrol her, or show the form again with what is wrong beside each field."""
    form = Form(request.form)
    here = programme()
    today = to_local(here.clock.now()).date()
    with here.database.reading() as opened:
        shelters = tuple(_shelters(opened))
    enrolment = read_enrolment(form, here, shelters=shelters, today=today)
    if enrolment is None or not form.is_good:
        return show_enrolment(form), 400
    try:
        with here.database.transaction() as opened:
            enrolled = enrol_person(opened, here, enrolment, actor_id=viewer().id)
    except (EnrolmentRefused, Invalid, Conflict) as error:
        _explain(form, error)
        return show_enrolment(form), 400
    flash(_("She is enrolled. The first check-in goes out by her plan."))
    if holds(Permission.SEE_PERSON) and enrolment.caseworker == viewer().username:
        return redirect(url_for("pages.person", person_id=enrolled.person_id), 303)
    return redirect(url_for("pages.people"), 303)


def show_enrolment(form: Form) -> str:
    """Return the form with what was typed."""
    here = programme()
    with here.database.reading() as opened:
        shelters = _shelters(opened)
        caseworkers = _caseworkers(opened)
    return render_template(
        "enrol.html",
        form=form,
        shelters=shelters,
        caseworkers=caseworkers,
        languages=[(code, language.name) for code, language in here.languages.by_code.items()],
        wordings=_wordings(),
    )


def replay_enrolment(values: MultiDict[str, str], _arguments: Mapping[str, Any]) -> str:
    """Return the form as it stood when the session ended."""
    return show_enrolment(Form(values))


def _shelters(session: Session) -> list[str]:
    """Return the names of the houses somebody may be enrolled from: the viewer's, or all."""
    found, names = reach(Permission.ENROL), staff.shelter_names(session)
    if found.scope is Scope.ALL:
        return sorted(names.values())
    return [name for shelter_id, name in names.items() if shelter_id == found.shelter_id]


def _caseworkers(session: Session) -> list[str]:
    found = reach(Permission.ENROL)
    everybody = staff.list_active(session, roles=(Role.CASEWORKER, Role.SUPERVISOR))
    return [
        member.username
        for member in everybody
        if found.scope is Scope.ALL or member.shelter_id in {found.shelter_id, None}
    ]


def _wordings() -> list[tuple[str, str]]:
    """Return the check-in wordings, each with its text in every language."""
    languages = programme().languages.by_code
    found: dict[str, list[str]] = {}
    for language in languages.values():
        for template, text in language.texts.items():
            if template.startswith(CHECKIN_WORDING):
                found.setdefault(template, []).append(text)
    return [(template, " / ".join(texts)) for template, texts in found.items()]


def _explain(form: Form, error: EnrolmentRefused | Invalid | Conflict) -> None:
    if isinstance(error, EnrolmentRefused):
        for problem in error.problems:
            form.refuse(problem.field, rule(problem.rule))
    elif isinstance(error, Conflict):
        form.refuse("code_name", _("This code name is taken. Another one."))
    elif error.field in {"pin", "duress_pin"}:
        form.refuse(error.field, _("Somebody on this number has it already. Another one."))
    else:
        form.refuse(error.field or "code_name", rule(str(error)))
