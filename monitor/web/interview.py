"""One interview: one question on the screen, one tap for its answer, and what came of it."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from monitor.audit import trail
from monitor.audit.trail import AuditEventKind
from monitor.core.errors import Conflict, Invalid, NotFound
from monitor.people import service as people
from monitor.staff.permissions import Permission
from monitor.surveys import engine, interviewing
from monitor.surveys.engine import Screen
from monitor.surveys.interviewing import SkippedAs
from monitor.surveys.questions import type_of
from monitor.usecases.answer_interview import Heard, Kept, answer_interview
from monitor.usecases.correct_interview import correct_interview, may_correct
from monitor.usecases.decline_interview import Because, leave_interview, stop_interview
from monitor.usecases.show_interview import InterviewView, show_interview
from monitor.web import interview_words
from monitor.web.blueprint import pages
from monitor.web.door import programme, viewer
from monitor.web.form import Form
from monitor.web.guard import needs
from monitor.web.speech import _, marked

LATER = "later"
ENTRY_MOST = 20
NOT_TAKEN = {
    Kept.NOT_OPEN: marked("This question was not open any more."),
    Kept.ANSWERED_OTHERWISE: marked(
        "This question has another answer already, and that one stands. Put it right with Back."
    ),
}


@pages.get("/interviews/<run_id>")
@needs(Permission.ASK_QUESTIONS)
def interview(run_id: str) -> str:
    """Show the next question, or what came of the answers."""
    return _show(run_id, Form())


@pages.post("/interviews/<run_id>")
@needs(Permission.ASK_QUESTIONS)
def save_answer(run_id: str) -> ResponseReturnValue:
    """Keep one answer and show the next question."""
    form = Form(request.form)
    heard = _read(form)
    if heard is None:
        return _show(run_id, form), 400
    try:
        with programme().database.transaction() as opened:
            kept = answer_interview(opened, programme(), run_id, heard, staff_id=viewer().id)
    except Invalid:
        form.refuse("entry", _("This does not fit. Check it once more."))
        return _show(run_id, form), 400
    if kept in NOT_TAKEN and not _was_stopped_by_her(run_id):
        flash(_(NOT_TAKEN[kept]))
    programme().bell.ring("deliver_outbox")
    return _to(run_id)


@pages.get("/interviews/<run_id>/back")
@needs(Permission.ASK_QUESTIONS)
def interview_back(run_id: str) -> ResponseReturnValue:
    """Show an answer already taken down, the last one first, to put it right."""
    return _show_back(run_id, Form(), step=request.args.get("step", 1, type=int))


@pages.post("/interviews/<run_id>/back")
@needs(Permission.ASK_QUESTIONS)
def correct_answer(run_id: str) -> ResponseReturnValue:
    """Keep another answer in the place of the first."""
    form = Form(request.form)
    heard = _read(form)
    step = request.form.get("step", 1, type=int)
    if heard is None:
        return _show_back(run_id, form, step=step)
    try:
        with programme().database.transaction() as opened:
            correct_interview(opened, programme(), run_id, heard, staff_id=viewer().id)
    except Invalid:
        form.refuse("entry", _("This does not fit. Check it once more."))
        return _show_back(run_id, form, step=step)
    except Conflict as conflict:
        return _tell_stop(run_id, conflict)
    programme().bell.ring("deliver_outbox")
    flash(_("The answer was put right."))
    return _to(run_id)


@pages.post("/interviews/<run_id>/stop")
@needs(Permission.ASK_QUESTIONS)
def stop_questions(run_id: str) -> ResponseReturnValue:
    """Leave an interview for later, or end it because she does not want to go on."""
    form = Form(request.form)
    because = form.choice("because", (LATER, *Because))
    if because is None:
        return _show(run_id, form), 400
    try:
        person_id = _leave(run_id, because)
    except Conflict as conflict:
        return _tell_stop(run_id, conflict)
    flash(_("Every answer was kept."))
    return redirect(url_for("pages.questions", person_id=person_id), 303)


def replay_answer(values: MultiDict[str, str], arguments: Mapping[str, Any]) -> str:
    """Show the question with the answer that came after the session had ended."""
    return _show(str(arguments["run_id"]), Form(values))


def _leave(run_id: str, because: str) -> str:
    """Leave it for later or end it, as she said; return whose it is."""
    here, staff_id = programme(), viewer().id
    with here.database.transaction() as opened:
        if because == LATER:
            return leave_interview(opened, here, run_id, staff_id=staff_id)
        return stop_interview(opened, here, run_id, because=Because(because), staff_id=staff_id)


def _tell_stop(run_id: str, conflict: Conflict) -> ResponseReturnValue:
    """Lead to the page that tells of her stop; any other conflict is answered like every one."""
    if not _was_stopped_by_her(run_id):
        raise conflict
    return _to(run_id)


def _was_stopped_by_her(run_id: str) -> bool:
    with programme().database.reading() as opened:
        return interviewing.was_stopped_by_her(opened, run_id)


def _read(form: Form) -> Heard | None:
    question = form.text("question", most=20, needed=True)
    skipped = form.choice("skip", tuple(SkippedAs), needed=False)
    entry = form.text("entry", most=ENTRY_MOST, needed=skipped is None)
    if not form.is_good:
        return None
    skipped_as = None if skipped is None else SkippedAs(skipped)
    return Heard(question=question, entry=entry, skipped_as=skipped_as)


def _show(run_id: str, form: Form) -> str:
    with programme().database.transaction() as opened:
        view, worker = show_interview(opened, programme(), run_id, staff_id=viewer().id)
        shared = {**_page(opened, view), "may_correct": may_correct(opened, view, worker)}
    if view.is_over or view.screen is None:
        return render_template(
            "interview_end.html",
            **shared,
            scores=interview_words.score_lines(view.scores),
            meaning=interview_words.meaning(view.definition),
            stopped_by_her=_was_stopped_by_her(run_id),
        )
    return render_template(
        "interview.html", **shared, form=form, screen=view.screen,
        number=len(view.asked) + 1, of=len(view.asked) + view.left,
        typed=_is_typed(view, view.screen), reasons=interview_words.DECLINED,
    )  # fmt: skip


def _show_back(run_id: str, form: Form, *, step: int) -> ResponseReturnValue:
    with programme().database.transaction() as opened:
        view, worker = show_interview(opened, programme(), run_id, staff_id=viewer().id)
        if not may_correct(opened, view, worker) or not 1 <= step <= len(view.asked):
            raise NotFound("there is no answer to go back to")
        shared = _page(opened, view)
    question = view.definition.question(view.asked[-step])
    screen = engine.screen_of(view.definition, question, view.run.language)
    given = view.answers[question.id]
    page = render_template(
        "interview_back.html", **shared, form=form, screen=screen, step=step, given=given,
        number=len(view.asked) - step + 1, of=len(view.asked) + view.left,
        further=step < len(view.asked), typed=_is_typed(view, screen),
    )  # fmt: skip
    return page, 200 if form.is_good else 400


def _page(session: Session, view: InterviewView) -> dict[str, object]:
    """Return what every page of an interview shows, and write down that it was seen."""
    here = programme()
    trail.record(
        session, AuditEventKind.INTERVIEW_SEEN, at=here.wall.now(), actor_id=viewer().id,
        object_type="person", object_id=view.run.person_id,
    )  # fmt: skip
    return {
        "view": view,
        "run": view.run,
        "her": people.identity(session, view.run.person_id, now=here.clock.now()),
        "name": interview_words.name(view.definition, str(get_locale())),
    }


def _is_typed(view: InterviewView, screen: Screen) -> bool:
    """Tell whether a question is answered by typing: it has nothing to choose from."""
    question = view.definition.question(screen.question)
    return not type_of(question).choices(question)


def _to(run_id: str) -> ResponseReturnValue:
    return redirect(url_for("pages.interview", run_id=run_id), 303)
