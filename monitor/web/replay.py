"""Puts a draft back into its form after the login; nothing is saved until she looks and saves."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from monitor.staff.permissions import Permission
from monitor.web import case, close, contact, enrol, interview
from monitor.web.door import holds
from monitor.web.draft import Draft
from monitor.web.guard import need_of
from monitor.web.speech import _

Show = Callable[[MultiDict[str, str], Mapping[str, Any]], ResponseReturnValue]
"""Shows a form with values and the arguments of its address."""

FORMS: Mapping[str, Show] = {
    "pages.save_contact": contact.replay_contact,
    "pages.save_close": close.replay_close,
    "pages.note": case.replay_note,
    "pages.save_enrolment": enrol.replay_enrolment,
    "pages.save_answer": interview.replay_answer,
}
"""Which endpoints can show a draft again."""


def show(draft: Draft) -> ResponseReturnValue:
    """Show the form a draft came from, filled in; the first page where it cannot be found."""
    found = _endpoint_of(draft.path)
    if found is None or found[0] not in FORMS:
        return redirect(url_for("pages.home"), 303)
    endpoint, arguments = found
    need = need_of(current_app, endpoint)
    if isinstance(need, Permission) and not holds(need):
        return redirect(url_for("pages.home"), 303)
    flash(_("Nothing was lost. Check what you wrote, then save."))
    return FORMS[endpoint](MultiDict(draft.fields), arguments)


def _endpoint_of(path: str) -> tuple[str, Mapping[str, Any]] | None:
    adapter = current_app.url_map.bind_to_environ(request.environ)
    try:
        endpoint, arguments = adapter.match(path, method="POST")
    except HTTPException:
        return None
    return str(endpoint), arguments
