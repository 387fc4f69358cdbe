"""Texts from numbers that are nobody's, or several people's, and callbacks nobody could read."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from monitor.core.errors import Invalid
from monitor.sms import unmatched as texts
from monitor.staff.permissions import Permission
from monitor.usecases.correct_reading import correct_unmatched
from monitor.usecases.match_text import match_text, set_text_aside, show_unmatched
from monitor.web.blueprint import pages
from monitor.web.correction import read_correction
from monitor.web.door import programme, reach, viewer
from monitor.web.form import Form
from monitor.web.guard import needs
from monitor.web.speech import _

SHOWN = 100


@pages.get("/texts")
@needs(Permission.SEE_UNMATCHED)
def unmatched() -> str:
    """Show what nobody has dealt with."""
    with programme().database.reading() as opened:
        return _show(opened)


@pages.post("/texts/<message_id>/words")
@needs(Permission.SEE_UNMATCHED)
def unmatched_words(message_id: str) -> str:
    """Show one text with its words."""
    with programme().database.transaction() as opened:
        words = show_unmatched(opened, programme(), message_id=message_id, staff_id=viewer().id)
        return _show(opened, open_id=message_id, words=words)


@pages.post("/texts/<message_id>/assign")
@needs(Permission.MATCH_TEXT)
def assign(message_id: str) -> ResponseReturnValue:
    """Give a text to the person it is from."""
    form = Form(request.form)
    code_name = form.text("code_name", most=40, needed=True)
    try:
        with programme().database.transaction() as opened:
            match_text(
                opened,
                programme(),
                message_id=message_id,
                code_name=code_name,
                reach=reach(Permission.MATCH_TEXT),
                staff_id=viewer().id,
            )
    except Invalid:
        form.refuse("code_name", _("Nobody of your team goes by this code name."))
        with programme().database.reading() as opened:
            return _show(opened, open_id=message_id, form=form), 400
    programme().bell.ring("deliver_outbox")
    flash(_("The text is hers now. If it asked for somebody, her case is in the list."))
    return redirect(url_for("pages.unmatched"), 303)


@pages.post("/texts/<message_id>/reading")
@needs(Permission.CORRECT_READING)
def unmatched_reading(message_id: str) -> ResponseReturnValue:
    """Keep what somebody says a text of nobody means."""
    correction = read_correction(Form(request.form))
    with programme().database.transaction() as opened:
        correct_unmatched(
            opened,
            programme(),
            message_id=message_id,
            correction=correction,
            staff_id=viewer().id,
        )
    programme().bell.ring("deliver_outbox")
    flash(_("Thank you. The reading was corrected."))
    return redirect(url_for("pages.unmatched"), 303)


@pages.post("/texts/<message_id>/aside")
@needs(Permission.MATCH_TEXT)
def aside(message_id: str) -> ResponseReturnValue:
    """Set a text aside, as spam or as noted."""
    handled_as = request.form.get("as", "")
    with programme().database.transaction() as opened:
        set_text_aside(
            opened,
            programme(),
            message_id=message_id,
            handled_as=handled_as,
            staff_id=viewer().id,
        )
    flash(_("Set aside."))
    return redirect(url_for("pages.unmatched"), 303)


def _show(
    session: Session,
    *,
    open_id: str | None = None,
    words: str | None = None,
    form: Form | None = None,
) -> str:
    return render_template(
        "unmatched.html",
        texts=texts.list_texts(session, limit=SHOWN),
        callbacks=texts.list_unread_callbacks(session),
        open_id=open_id,
        found=words,
        form=form or Form(),
    )
