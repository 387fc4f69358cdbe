"""The page of whoever has no list to work from: who she is here, and what that role is for."""

from flask import render_template

from monitor.web.blueprint import pages
from monitor.web.guard import Door, needs


@pages.get("/account")
@needs(Door.LOGGED_IN)
def account() -> str:
    """Show the viewer's name and role."""
    return render_template("account.html")
