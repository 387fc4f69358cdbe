"""What an ended session answers: the login, and with it whatever was being written."""

from flask import Response, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from monitor.web.door import programme
from monitor.web.draft import AUTHOR_FIELD, read_author, seal_draft

UNAUTHENTICATED = 401


def end_session() -> None:
    """Forget everything a browser's session holds, but for the language of the pages."""
    language = session.get("language")
    logout_user()
    session.clear()
    if language:
        session["language"] = language


def answer_expired() -> ResponseReturnValue:
    """Send a reader to the login; answer a writer with a login that carries what she wrote."""
    if request.method != "POST":
        return redirect(url_for("pages.login"), 303)
    return login_with_draft()


def login_with_draft() -> Response:
    """Return the login page with the posted form sealed inside, if it may be."""
    draft = _sealed_form()
    page = render_template("login.html", draft=draft, ended=True, lost=draft is None)
    return make_response(page, UNAUTHENTICATED)


def _sealed_form() -> str | None:
    here = programme()
    author = read_author(request.form.get(AUTHOR_FIELD, ""), key=here.keyring.session)
    if author is None:
        return None
    with here.database.reading() as opened:
        return seal_draft(
            opened,
            path=request.form.get("path", request.path),
            fields=request.form.items(multi=True),
            staff_id=author,
            now=here.wall.now(),
        )
