"""What may be asked of her by voice or face to face: what is due, and how an interview begins."""

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from sqlalchemy.orm import Session

from monitor.audit import trail
from monitor.audit.trail import AuditEventKind
from monitor.core.clock import to_local
from monitor.core.errors import Conflict, Invalid
from monitor.people import service as people
from monitor.schedule import measures
from monitor.staff.permissions import Permission
from monitor.surveys.interviewing import Way
from monitor.usecases.begin_interview import InterviewStart, begin_interview
from monitor.usecases.decline_interview import Because, decline_interview
from monitor.usecases.interview_worker import interview_worker
from monitor.usecases.offer_interviews import Interview, offer_interviews
from monitor.usecases.settle_interview_tasks import has_idle_task
from monitor.web import interview_words
from monitor.web.blueprint import pages
from monitor.web.door import programme, viewer
from monitor.web.form import Form
from monitor.web.guard import needs
from monitor.web.speech import _, marked

ON_SCREEN = "on_her_screen"
REFUSED = {
    ON_SCREEN: marked("She is answering these on her own phone now. Wait some minutes."),
    "language": marked("These questions are not worded in this language."),
    "way": marked("These questions are not asked this way."),
    "identified": marked("First make sure that it is she."),
    "agreed": marked("Ask her first. Without her yes nothing is asked."),
    "trained": marked("Only somebody trained for these questions asks them."),
}
ELSE = marked("This does not fit. Check it once more.")


@pages.get("/people/<person_id>/questions")
@needs(Permission.ASK_QUESTIONS)
def questions(person_id: str) -> str:
    """Show what is due and what else may be asked."""
    return _show(person_id, Form())


@pages.post("/people/<person_id>/questions")
@needs(Permission.ASK_QUESTIONS)
def begin_questions(person_id: str) -> ResponseReturnValue:
    """Begin an interview, or go on with one."""
    form = Form(request.form)
    start = _read_start(form)
    if start is None:
        return _show(person_id, form), 400
    try:
        with programme().database.transaction() as opened:
            run_id = begin_interview(opened, programme(), person_id, start, staff_id=viewer().id)
    except Invalid as error:
        field = error.field or "survey"
        form.refuse("survey" if field == ON_SCREEN else field, _(REFUSED.get(field, ELSE)))
        return _show(person_id, form), 400
    except Conflict:
        form.refuse("survey", _("This was asked to its end today. Ask it again another day."))
        return _show(person_id, form), 409
    return redirect(url_for("pages.interview", run_id=run_id), 303)


@pages.post("/people/<person_id>/questions/declined")
@needs(Permission.ASK_QUESTIONS)
def decline_questions(person_id: str) -> ResponseReturnValue:
    """Keep that she does not want to be asked what is due."""
    form = Form(request.form)
    survey = form.text("declined", most=20, needed=True)
    because = form.choice("because", tuple(Because))
    if because is None or not survey:
        return _show(person_id, form), 400
    with programme().database.transaction() as opened:
        decline_interview(
            opened, programme(), person_id, survey=survey, because=Because(because),
            staff_id=viewer().id,
        )  # fmt: skip
    flash(_("It was kept that she does not want to be asked."))
    return redirect(url_for("pages.questions", person_id=person_id), 303)


@dataclass(frozen=True)
class DueLine:
    """One line of what is due, for her page."""

    name: str
    due_on: date
    window_to: date


def due_lines(session: Session, person_id: str) -> list[DueLine]:
    """Return what is due of a person whom the viewer may ask."""
    here = programme()
    today = to_local(here.clock.now()).date()
    language = str(get_locale())
    return [
        DueLine(
            interview_words.name(here.surveys[found.survey], language),
            found.due_on,
            found.window_to,
        )
        for found in measures.due_surveys(session, person_id, on=today)
        if found.survey in here.surveys
    ]


def label(interview: Interview) -> str:
    """Return the name of an instrument in the language of the page."""
    return interview_words.name(interview.definition, str(get_locale()))


def _read_start(form: Form) -> InterviewStart | None:
    survey = form.text("survey", most=20)
    if not survey:
        form.refuse("survey", _("Choose one."))
    language = form.choice("language", tuple(programme().languages.by_code))
    way = form.choice("way", tuple(Way))
    if not survey or language is None or way is None:
        return None
    return InterviewStart(
        survey=survey, language=language, way=Way(way), identified=form.ticked("identified"),
        agreed=form.ticked("agreed"), trained=form.ticked("trained"),
    )  # fmt: skip


def _show(person_id: str, form: Form) -> str:
    here = programme()
    now = here.clock.now()
    with here.database.transaction() as opened:
        interview_worker(opened, here, staff_id=viewer().id, person_id=person_id)
        her = people.identity(opened, person_id, now=now)
        offered = offer_interviews(opened, here, person_id, staff_id=viewer().id, at=now)
        nothing_left = has_idle_task(opened, person_id)
        trail.record(
            opened, AuditEventKind.PERSON_SEEN, at=here.wall.now(), actor_id=viewer().id,
            object_type="person", object_id=person_id, details={"field": "questions"},
        )  # fmt: skip
    return render_template(
        "interviews.html",
        her=her,
        form=form,
        label=label,
        nothing_left=nothing_left,
        due=[found for found in offered if found.measure is not None],
        others=[found for found in offered if found.measure is None],
        trained=", ".join(
            interview_words.SHORT_NAMES[found.definition.id]
            for found in offered
            if found.trained_only
        ),
        languages={code: found.name for code, found in here.languages.by_code.items()},
        interview_words=interview_words,
        kept_back={found.kind for found in her.restrictions},
    )
