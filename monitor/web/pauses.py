"""Pausing check-ins and letting them go on, from a case and from a person's page."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from monitor.core.errors import Forbidden, Invalid
from monitor.usecases.change_contact import Lift, Restrict, change_contact
from monitor.web.door import programme, viewer
from monitor.web.form import Form
from monitor.web.speech import _

PAUSES: Mapping[str, timedelta | None] = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "open": None,
}
"""For how long; without an end they wait until somebody resumes them."""


def pause_checkins(session: Session, person_id: str, form: Form) -> str:
    """Pause for as long as the form says; return what to tell the viewer."""
    length = form.choice("length", PAUSES)
    if length is None:
        raise Invalid("choose how long", field="length")
    span = PAUSES[length]
    change = Restrict(
        kind="pause",
        scope="person",
        reason="by_staff",
        person_id=person_id,
        until=None if span is None else programme().clock.now() + span,
    )
    change_contact(session, programme(), change, actor_id=viewer().id)
    return _("Check-ins are paused.")


def resume_checkins(session: Session, person_id: str) -> str:
    """Let check-ins go on; return what to tell the viewer.

    A pause that she set, or that protects her, is lifted only after somebody spoke with her.
    """
    change = Lift(kind="pause", scope="person", person_id=person_id)
    try:
        change_contact(session, programme(), change, actor_id=viewer().id)
    except Forbidden:
        return _("Still paused: first speak with her, confirm that it is she, and log it.")
    return _("Check-ins go on.")
