"""Where each role can go, by permission alone."""

from dataclasses import dataclass

from flask import current_app, request

from monitor.staff.permissions import Permission
from monitor.web.door import holds
from monitor.web.speech import _, marked

ENTRIES = (
    ("pages.queue", Permission.SEE_QUEUE, marked("Cases")),
    ("pages.overview", Permission.SEE_REPORTS, marked("Overview")),
    ("pages.unmatched", Permission.SEE_UNMATCHED, marked("Texts without a person")),
    ("pages.people", Permission.SEE_PERSON, marked("People")),
    ("pages.enrol", Permission.ENROL, marked("Enrol somebody")),
    ("pages.rota", Permission.SEE_ROTA, marked("Who is on duty")),
    ("pages.health", Permission.SEE_HEALTH, marked("State of the system")),
)
"""In the order of the menu; the first one a role holds is where its work begins."""

NOWHERE = "pages.account"


@dataclass(frozen=True)
class Entry:
    """One line of the menu."""

    endpoint: str
    word: str
    here: bool


def entries() -> tuple[Entry, ...]:
    """Return the viewer's menu, without pages this installation does not have."""
    return tuple(
        Entry(endpoint, _(word), here=request.endpoint == endpoint)
        for endpoint, permission, word in ENTRIES
        if endpoint in current_app.view_functions and holds(permission)
    )


def first_page() -> str:
    """Return where the viewer's work begins."""
    return next((entry.endpoint for entry in entries()), NOWHERE)
