"""Hands a command the running installation, or says what is missing to have one."""

from typing import cast

from flask import current_app

from monitor.core import migrate
from monitor.core.errors import Invalid
from monitor.usecases.programme import Programme


def ready_programme() -> Programme:
    """Return the programme of this installation; `Invalid` says which command makes it ready."""
    programme = current_app.extensions.get("programme")
    if programme is None:
        raise Invalid("there is no key file yet; make one with 'flask keys make'")
    programme = cast(Programme, programme)
    if not migrate.is_current(programme.database.engine):
        raise Invalid("the database is not up to date; run 'flask db upgrade'")
    if migrate.kind_of(programme.database.engine) != programme.settings.kind:
        raise Invalid("the database belongs to another kind of installation; check BAADA_KIND")
    return programme
