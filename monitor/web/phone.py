"""Her phone: a new number, a new code, a test message. Each only while staff speak with her.

A text that asks for any of this changes nothing: whoever holds her phone could write it (safety
rule 14). Neither a number nor a code stands in an address, a title or the trail.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from monitor.core.errors import Invalid
from monitor.core.phone import normalise
from monitor.people import service as people
from monitor.staff.permissions import Permission
from monitor.triage.moves import Method
from monitor.usecases.give_number import NewNumber, give_number
from monitor.usecases.give_pins import NewPins, give_pins
from monitor.usecases.note_contact import PROVES_IDENTITY
from monitor.usecases.programme import Programme
from monitor.usecases.send_test_message import send_test_message
from monitor.web import words
from monitor.web.blueprint import pages
from monitor.web.door import programme, viewer
from monitor.web.form import Form
from monitor.web.guard import needs
from monitor.web.people import see
from monitor.web.rules import rule
from monitor.web.speech import _

New = TypeVar("New", NewPins, NewNumber)
PIN_MOST = 4
NUMBER_MOST = 40
SHARED_MOST = 80


@pages.get("/people/<person_id>/pin")
@needs(Permission.CHANGE_PLAN)
def pin(person_id: str) -> str:
    """Show the empty form for a new code."""
    return _page("pin.html", _her(person_id), Form())


@pages.post("/people/<person_id>/pin")
@needs(Permission.CHANGE_PLAN)
def save_pin(person_id: str) -> ResponseReturnValue:
    """Give her the codes she chose."""
    give = partial(give_pins, actor_id=viewer().id)
    done = _("Her new code works; the old one does no more.")
    return _save("pin.html", person_id, read=_read_pins, give=give, done=done)


@pages.get("/people/<person_id>/number")
@needs(Permission.CHANGE_PLAN)
def new_number(person_id: str) -> str:
    """Show the empty form for a new number."""
    return _page("new_number.html", _her(person_id), Form())


@pages.post("/people/<person_id>/number")
@needs(Permission.CHANGE_PLAN)
def save_number(person_id: str) -> ResponseReturnValue:
    """Give her the new number, and take back what waits for the old one."""
    give = partial(give_number, actor_id=viewer().id)
    done = _("Her new number holds from now on.")
    return _save("new_number.html", person_id, read=_read_number, give=give, done=done)


@pages.post("/people/<person_id>/test-message")
@needs(Permission.CHANGE_PLAN)
def send_test(person_id: str) -> ResponseReturnValue:
    """Send one plain text while she is there to see it, through the same gate as any other."""
    with programme().database.transaction() as opened:
        see(opened, person_id, Permission.CHANGE_PLAN)
        trial = send_test_message(opened, programme(), person_id, actor_id=viewer().id)
    if trial.is_earlier:
        return _back(person_id, _("A test message went out a moment ago; no second one was sent."))
    if trial.held is None:
        return _back(person_id, _("The test message is on its way."))
    reason = words.word(words.SKIPS, trial.held.value)
    return _back(person_id, _("Not sent: %(reason)s.", reason=reason))


def _her(person_id: str) -> people.PersonView:
    with programme().database.transaction() as opened:
        return see(opened, person_id, Permission.CHANGE_PLAN)


def _save(
    template: str,
    person_id: str,
    *,
    read: Callable[[Form, str], New | None],
    give: Callable[[Session, Programme, New], object],
    done: str,
) -> ResponseReturnValue:
    """Give her what a form about her phone says; show it again where it breaks a rule."""
    form, her = Form(request.form), _her(person_id)
    new = read(form, person_id)
    if new is None or not form.is_good:
        return _page(template, her, form), 400
    try:
        with programme().database.transaction() as opened:
            give(opened, programme(), new)
    except Invalid as error:
        _explain(form, error)
        return _page(template, her, form), 400
    return _back(person_id, done)


def _read_pins(form: Form, person_id: str) -> NewPins | None:
    method, (chosen, duress) = _checked(form), _codes(form, needed=True)
    if method is None or chosen is None:
        return None
    return NewPins(person_id=person_id, pin=chosen, duress_pin=duress, method=method)


def _read_number(form: Form, person_id: str) -> NewNumber | None:
    text = form.text("phone", most=NUMBER_MOST, needed=True)
    number = normalise(text, programme().settings.default_country) if text else None
    if text and number is None:
        form.refuse("phone", _("This is not a valid phone number."))
    shared_with = form.text("shared_with", most=SHARED_MOST) or None
    method, (chosen, duress) = _checked(form), _codes(form, needed=False)
    if method is None or number is None:
        return None
    return NewNumber(
        person_id=person_id, number=number, shared_with=shared_with, pin=chosen,
        duress_pin=duress, method=method,
    )  # fmt: skip


def _checked(form: Form) -> Method | None:
    """Return how she was spoken with, or None where it is not certain that it was she."""
    method = form.choice("method", PROVES_IDENTITY)
    if form.choice("confirmed", ("yes", "no")) == "no":
        form.refuse("confirmed", _("Nothing changes until it is certain that it is she."))
    return None if method is None else Method(method)


def _codes(form: Form, *, needed: bool) -> tuple[str | None, str | None]:
    chosen = form.text("pin", most=PIN_MOST, needed=needed) or None
    duress = form.text("duress_pin", most=PIN_MOST) or None
    if duress is not None and chosen is None:
        form.refuse("duress_pin", rule("needs a PIN beside it"))
    return chosen, duress


def _explain(form: Form, error: Invalid) -> None:
    """Say beside the field which rule it breaks, in the words of the enrolment."""
    field, text = error.field or "phone", str(error).removeprefix(f"{error.field} ")
    if "choose another" in text:
        form.refuse(field, _("Somebody on this number has it already. Another one."))
    elif text.startswith("others hold this number"):
        form.refuse(field, _("Others use this number: let her choose a new code."))
    elif text.startswith("this is her number"):
        form.refuse(field, _("This is her number already."))
    else:
        form.refuse(field, rule(text))


def _page(template: str, her: people.PersonView, form: Form) -> str:
    return render_template(template, her=her, form=form, methods=PROVES_IDENTITY)


def _back(person_id: str, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("pages.person", person_id=person_id), 303)
