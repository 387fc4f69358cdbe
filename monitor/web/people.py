"""The people in reach, and one person's page: her plan, her consents, and how contact went."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from monitor.audit import trail
from monitor.audit.trail import AuditEventKind
from monitor.core.clock import to_local
from monitor.core.errors import Invalid, NotFound
from monitor.core.phone import normalise
from monitor.people import service as people
from monitor.people.contacts import list_contacts
from monitor.schedule.marks import Mark, list_marks
from monitor.staff import service as staff
from monitor.staff.permissions import Permission
from monitor.triage.queue import list_of_person
from monitor.usecases.change_contact import (
    AgreePlan,
    EndExit,
    WithdrawConsent,
    change_contact,
)
from monitor.usecases.settle_interview_tasks import has_idle_task
from monitor.web import queue, words
from monitor.web.blueprint import pages
from monitor.web.door import programme, reach, viewer
from monitor.web.form import Form
from monitor.web.guard import needs
from monitor.web.interviews import due_lines
from monitor.web.pauses import pause_checkins, resume_checkins
from monitor.web.plan_form import first_values, read_plan_terms, values_of
from monitor.web.speech import _

PAGE = 50
CONTACTS = 10


@pages.get("/people", endpoint="people")
@needs(Permission.SEE_PERSON)
def people_page() -> str:
    """Show whoever is in reach."""
    start = max(request.args.get("from", 0, type=int), 0)
    with programme().database.transaction() as opened:
        found = people.list_people(
            opened, reach(Permission.SEE_PERSON), limit=PAGE + 1, offset=start
        )
        return _show_list(opened, found, start=start)


@pages.post("/people")
@needs(Permission.SEE_PERSON)
def search() -> str:
    """Look somebody up by code name or number; neither ever stands in an address."""
    form = Form(request.form)
    sought = form.text("sought", most=80)
    with programme().database.transaction() as opened:
        found = _search(opened, sought) if sought else ()
        return _show_list(opened, found, start=0, sought=sought)


@pages.get("/people/<person_id>")
@needs(Permission.SEE_PERSON)
def person(person_id: str) -> str:
    """Show one person."""
    with programme().database.transaction() as opened:
        return _show_person(opened, person_id)


@pages.get("/people/<person_id>/plan")
@needs(Permission.CHANGE_PLAN)
def plan(person_id: str) -> str:
    """Show her plan as a form, to agree on it again."""
    today = to_local(programme().clock.now()).date()
    with programme().database.transaction() as opened:
        her = see(opened, person_id, Permission.CHANGE_PLAN)
    values = first_values(today) if her.plan is None else values_of(her.plan, today)
    return _plan_page(her, Form(values))


@pages.post("/people/<person_id>/plan")
@needs(Permission.CHANGE_PLAN)
def save_plan(person_id: str) -> ResponseReturnValue:
    """Keep the plan she agreed to just now."""
    form, today = Form(request.form), to_local(programme().clock.now()).date()
    with programme().database.transaction() as opened:
        her = see(opened, person_id, Permission.CHANGE_PLAN)
        terms = read_plan_terms(form, pull_only=her.pull_only, today=today)
        if terms is None or not form.is_good:
            return _plan_page(her, form), 400
        change = AgreePlan(person_id=person_id, plan=terms)
        change_contact(opened, programme(), change, actor_id=viewer().id)
    return _back(person_id, _("The new plan holds from now on."))


@pages.post("/people/<person_id>/pause")
@needs(Permission.RESTRICT_CONTACT)
def pause_person(person_id: str) -> ResponseReturnValue:
    """Pause her check-ins for a while, or until somebody resumes them."""
    with programme().database.transaction() as opened:
        see(opened, person_id, Permission.RESTRICT_CONTACT)
        message = pause_checkins(opened, person_id, Form(request.form))
    return _back(person_id, message)


@pages.post("/people/<person_id>/resume")
@needs(Permission.RESTRICT_CONTACT)
def resume_person(person_id: str) -> ResponseReturnValue:
    """Let her check-ins go on."""
    with programme().database.transaction() as opened:
        see(opened, person_id, Permission.RESTRICT_CONTACT)
        message = resume_checkins(opened, person_id)
    return _back(person_id, message)


@pages.post("/people/<person_id>/consent")
@needs(Permission.CHANGE_PLAN)
def withdraw(person_id: str) -> ResponseReturnValue:
    """Write down that she took back one consent."""
    purpose = Form(request.form).choice("purpose", words.PURPOSES)
    if purpose is None:
        raise Invalid("choose the purpose", field="purpose")
    with programme().database.transaction() as opened:
        see(opened, person_id, Permission.CHANGE_PLAN)
        change = WithdrawConsent(person_id=person_id, purpose=purpose, way="voice")
        change_contact(opened, programme(), change, actor_id=viewer().id)
    return _back(person_id, _("Her consent was taken back."))


@pages.post("/people/<person_id>/end")
@needs(Permission.CHANGE_PLAN)
def end(person_id: str) -> ResponseReturnValue:
    """End the follow-up of her running exit: nothing is sent from this moment."""
    form = Form(request.form)
    ended_as, on = form.choice("ended_as", words.ENDS), form.day("ended_on", needed=True)
    exit_id = form.text("exit")
    if ended_as is None or on is None:
        raise Invalid("choose how and when it ended", field="ended_as")
    with programme().database.transaction() as opened:
        her = see(opened, person_id, Permission.CHANGE_PLAN)
        if exit_id not in {found.exit_id for found in her.exits}:
            raise NotFound("there is no such exit")
        change = EndExit(person_id=person_id, exit_id=exit_id, ended_as=ended_as, on=on)
        change_contact(opened, programme(), change, actor_id=viewer().id)
    return _back(person_id, _("The follow-up has ended. Nothing is sent any more."))


def see(session: Session, person_id: str, permission: Permission) -> people.PersonView:
    """Return a person within reach, and write down that she was seen."""
    her = people.identity(session, person_id, now=programme().clock.now())
    line = her.line
    found = reach(permission)
    if not found.covers(caseworker_id=line.caseworker_id, shelter_id=line.shelter_id):
        raise NotFound("there is no such person")
    trail.record(
        session,
        AuditEventKind.PERSON_SEEN,
        at=programme().wall.now(),
        actor_id=viewer().id,
        object_type="person",
        object_id=person_id,
    )
    return her


def _search(session: Session, sought: str) -> tuple[people.PersonLine, ...]:
    found = reach(Permission.SEE_PERSON)
    number = normalise(sought, programme().settings.default_country)
    if number is None:
        return people.list_people(session, found, code_name=sought, limit=PAGE)
    holders = people.find_people_by_number(session, number)
    now = programme().clock.now()
    lines = (people.identity(session, holder, now=now).line for holder in holders)
    return tuple(
        line
        for line in lines
        if found.covers(caseworker_id=line.caseworker_id, shelter_id=line.shelter_id)
    )


def _show_list(
    session: Session,
    found: tuple[people.PersonLine, ...],
    *,
    start: int,
    sought: str | None = None,
) -> str:
    shown = found[:PAGE]
    trail.record(
        session,
        AuditEventKind.PEOPLE_LISTED,
        at=programme().wall.now(),
        actor_id=viewer().id,
        details={"people": [line.person_id for line in shown], "search": sought is not None},
    )
    return render_template(
        "people.html",
        lines=shown,
        sought=sought,
        further=start + PAGE if len(found) > PAGE else None,
        back=max(start - PAGE, 0) if start else None,
    )


def _show_person(session: Session, person_id: str) -> str:
    here = programme()
    now = here.clock.now()
    her = see(session, person_id, Permission.SEE_PERSON)
    cases = list_of_person(session, person_id, now=now, wall_now=here.wall.now())
    running = [found for found in her.exits if found.ended_as is None]
    return render_template(
        "person.html",
        her=her,
        shelters=staff.shelter_names(session),
        marks=list_marks(session, person_id),
        kinds=tuple(Mark),
        contacts=list_contacts(session, person_id, limit=CONTACTS),
        cases=[queue.line_of(row) for row in cases],
        running=running[-1] if running else None,
        languages={code: found.name for code, found in here.languages.by_code.items()},
        kept_back={found.kind for found in her.restrictions},
        due=due_lines(session, person_id),
        nothing_left=has_idle_task(session, person_id),
    )


def _plan_page(her: people.PersonView, form: Form) -> str:
    return render_template("plan_page.html", her=her, form=form)


def _back(person_id: str, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("pages.person", person_id=person_id), 303)
