"""One case: what happened, what to do, and every tap that does it."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from monitor.core.errors import NotFound
from monitor.staff.permissions import Permission
from monitor.usecases.acknowledge_page import acknowledge_page
from monitor.usecases.claim_case import claim_case
from monitor.usecases.correct_reading import correct_reading
from monitor.usecases.escalate_case import escalate_case
from monitor.usecases.note_case import note_case
from monitor.usecases.release_case import release_case
from monitor.usecases.reopen_case import reopen_case
from monitor.usecases.show_number import show_number
from monitor.usecases.show_words import show_words
from monitor.web.blueprint import pages
from monitor.web.case_page import Revealed, see_case, show_case
from monitor.web.correction import read_correction
from monitor.web.door import programme, reach, viewer
from monitor.web.form import Form
from monitor.web.guard import needs
from monitor.web.pauses import pause_checkins, resume_checkins
from monitor.web.speech import _

NOTE_MOST = 4000


@pages.get("/cases/<case_id>")
@needs(Permission.SEE_CASE)
def case(case_id: str) -> str:
    """Show one case."""
    with programme().database.transaction() as opened:
        return show_case(opened, case_id)


@pages.post("/cases/<case_id>/words")
@needs(Permission.SEE_CASE)
def words(case_id: str) -> str:
    """Show the case with her words."""
    with programme().database.transaction() as opened:
        found = show_words(
            opened,
            programme(),
            case_id=case_id,
            reach=reach(Permission.SEE_CASE),
            staff_id=viewer().id,
        )
        return show_case(opened, case_id, revealed=Revealed(words=found))


@pages.post("/cases/<case_id>/number")
@needs(Permission.ACT_ON_CASE)
def number(case_id: str) -> str:
    """Show the case with her number, for a call."""
    with programme().database.transaction() as opened:
        person_id = _person_of(opened, case_id)
        found = show_number(opened, programme(), person_id=person_id, staff_id=viewer().id)
        return show_case(opened, case_id, revealed=Revealed(number=found))


@pages.post("/cases/<case_id>/reading")
@needs(Permission.CORRECT_READING)
def reading(case_id: str) -> ResponseReturnValue:
    """Keep what a caseworker says a text means."""
    form = Form(request.form)
    correction = read_correction(form)
    with programme().database.transaction() as opened:
        correct_reading(
            opened,
            programme(),
            case_id=case_id,
            event_id=form.text("event"),
            correction=correction,
            reach=reach(Permission.CORRECT_READING),
            staff_id=viewer().id,
        )
    programme().bell.ring("deliver_outbox")
    return _back(case_id, _("Thank you. The reading was corrected."))


@pages.post("/cases/<case_id>/claim")
@needs(Permission.ACT_ON_CASE)
def claim(case_id: str) -> ResponseReturnValue:
    """Take a case."""
    with programme().database.transaction() as opened:
        claim_case(opened, programme(), case_id=case_id, staff_id=viewer().id)
    return _back(case_id, _("You have this case now."))


@pages.post("/cases/<case_id>/release")
@needs(Permission.ACT_ON_CASE)
def release(case_id: str) -> ResponseReturnValue:
    """Give a case back to the team."""
    with programme().database.transaction() as opened:
        release_case(opened, programme(), case_id=case_id, staff_id=viewer().id)
    return _back(case_id, _("Your team can take this case now."))


@pages.post("/cases/<case_id>/escalate")
@needs(Permission.ACT_ON_CASE)
def escalate(case_id: str) -> ResponseReturnValue:
    """Ask a supervisor to look at once."""
    with programme().database.transaction() as opened:
        paged = escalate_case(opened, programme(), case_id=case_id, staff_id=viewer().id)
    programme().bell.ring("deliver_outbox")
    if not paged:
        return _back(case_id, _("No supervisor could be paged. Call one yourself."))
    return _back(case_id, _("A supervisor was called."))


@pages.post("/cases/<case_id>/acknowledge")
@needs(Permission.ACT_ON_CASE)
def acknowledge(case_id: str) -> ResponseReturnValue:
    """Answer the page: nobody else is paged for it."""
    with programme().database.transaction() as opened:
        see_case(opened, case_id)
        acknowledge_page(opened, programme(), staff_id=viewer().id, case_id=case_id)
    return _back(case_id, _("Nobody else is called for this now. Take the case if you act on it."))


@pages.post("/cases/<case_id>/reopen")
@needs(Permission.ACT_ON_CASE)
def reopen(case_id: str) -> ResponseReturnValue:
    """Open a closed case again."""
    with programme().database.transaction() as opened:
        reopen_case(opened, programme(), case_id=case_id, staff_id=viewer().id)
    return _back(case_id, _("The case is open again."))


@pages.post("/cases/<case_id>/note")
@needs(Permission.ACT_ON_CASE)
def note(case_id: str) -> ResponseReturnValue:
    """Append a note."""
    form = Form(request.form)
    text = form.text("note", most=NOTE_MOST, needed=True, lines=True)
    with programme().database.transaction() as opened:
        if not form.is_good:
            return show_case(opened, case_id, note=form), 400
        note_case(opened, programme(), case_id=case_id, staff_id=viewer().id, note=text)
    return _back(case_id, _("The note was kept."))


def replay_note(values: MultiDict[str, str], arguments: Mapping[str, Any]) -> str:
    """Show the case with the note as it stood when the session ended."""
    with programme().database.transaction() as opened:
        return show_case(opened, str(arguments["case_id"]), note=Form(values))


@pages.post("/cases/<case_id>/pause")
@needs(Permission.RESTRICT_CONTACT)
def pause(case_id: str) -> ResponseReturnValue:
    """Pause her check-ins for a while, or until somebody resumes them."""
    with programme().database.transaction() as opened:
        message = pause_checkins(opened, _person_of(opened, case_id), Form(request.form))
    return _back(case_id, message)


@pages.post("/cases/<case_id>/resume")
@needs(Permission.RESTRICT_CONTACT)
def resume(case_id: str) -> ResponseReturnValue:
    """Let her check-ins go on."""
    with programme().database.transaction() as opened:
        message = resume_checkins(opened, _person_of(opened, case_id))
    return _back(case_id, message)


def _person_of(session: Session, case_id: str) -> str:
    """Return whom a case within reach is about."""
    person_id = see_case(session, case_id).row.person_id
    if person_id is None:
        raise NotFound("this case has no person")
    return person_id


def _back(case_id: str, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("pages.case", case_id=case_id), 303)
