"""Logging in and out, starting an account, the language of the pages, and leaving at once."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from monitor.audit import trail
from monitor.audit.trail import AuditEventKind
from monitor.core.errors import Invalid, NotFound
from monitor.staff import service as staff
from monitor.staff.service import Login, LoginOutcome
from monitor.web import replay
from monitor.web.blueprint import pages
from monitor.web.door import programme, viewer_or_none
from monitor.web.draft import DRAFT_FIELD, Draft, open_draft
from monitor.web.expired import end_session, login_with_draft
from monitor.web.guard import Door, needs
from monitor.web.language import CHOICE, LANGUAGES
from monitor.web.login import StaffUser, mark_seen
from monitor.web.menu import first_page
from monitor.web.speech import _

_EVENTS = {
    LoginOutcome.OK: AuditEventKind.LOGGED_IN,
    LoginOutcome.WRONG: AuditEventKind.LOGIN_FAILED,
    LoginOutcome.LOCKED: AuditEventKind.LOGIN_FAILED,
    LoginOutcome.NOW_LOCKED: AuditEventKind.LOGIN_LOCKED,
}


@pages.get("/")
@needs(Door.LOGGED_IN)
def home() -> ResponseReturnValue:
    """Send each role to where its work begins."""
    return redirect(url_for(first_page()), 303)


@pages.get("/login")
@needs(Door.PUBLIC)
def login() -> ResponseReturnValue:
    """Show the login, or the first page to whoever is logged in."""
    if viewer_or_none() is not None:
        return redirect(url_for("pages.home"), 303)
    return render_template("login.html")


@pages.post("/login")
@needs(Door.PUBLIC)
def log_in() -> ResponseReturnValue:
    """Check a password; say the same for every refusal."""
    username, password = request.form.get("username", ""), request.form.get("password", "")
    sealed = request.form.get(DRAFT_FIELD, "")
    username = username if username.isprintable() else ""
    draft = None
    with programme().database.transaction() as opened:
        outcome = _check(opened, username, password)
        if outcome.outcome is LoginOutcome.OK and outcome.staff and sealed:
            draft = open_draft(
                opened, sealed, staff_id=outcome.staff.staff_id, now=programme().wall.now()
            )
    if outcome.outcome is not LoginOutcome.OK or outcome.staff is None:
        refused = _("This did not work. Check both; after five wrong tries wait 15 minutes.")
        page = render_template("login.html", refused=refused, username=username[:40], draft=sealed)
        return page, 401
    _open_session(outcome.staff)
    return _after_login(draft)


@pages.post("/logout")
@needs(Door.LOGGED_IN)
def logout() -> ResponseReturnValue:
    """End the session."""
    user = viewer_or_none()
    with programme().database.transaction() as opened:
        _record(opened, AuditEventKind.LOGGED_OUT, user.id if user else None)
    end_session()
    return redirect(url_for("pages.login"), 303)


@pages.get("/leave")
@needs(Door.PUBLIC)
def leave() -> ResponseReturnValue:
    """End the session and go to a page that means nothing."""
    end_session()
    return redirect(programme().settings.neutral_url, 303)


@pages.post("/lock")
@needs(Door.PUBLIC)
def lock() -> ResponseReturnValue:
    """End a session that nobody uses; the note on its page goes sealed into the login."""
    end_session()
    return login_with_draft()


@pages.post("/language")
@needs(Door.PUBLIC)
def switch_language() -> ResponseReturnValue:
    """Answer in another language from now on."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        raise Invalid("there are no pages in that language", field="language")
    session[CHOICE] = language
    user = viewer_or_none()
    if user is not None:
        with programme().database.transaction() as opened:
            staff.set_language(opened, user.id, language)
    return redirect(url_for("pages.home"), 303)


@pages.route("/start/<token>", methods=["GET", "POST"])
@needs(Door.PUBLIC)
def start(token: str) -> ResponseReturnValue:
    """Set a password by a link that works once."""
    with programme().database.reading() as opened:
        if staff.find_by_link(opened, token, at=programme().wall.now()) is None:
            raise NotFound("this link is used, too old or unknown")
    if request.method == "GET":
        return render_template("start.html")
    return _set_password(token, request.form)


def _set_password(token: str, form: MultiDict[str, str]) -> ResponseReturnValue:
    password = form.get("password", "")
    if password != form.get("again", ""):
        return _ask_again(_("The two are not the same."))
    try:
        with programme().database.transaction() as opened:
            now = programme().wall.now()
            view = staff.use_link(opened, token, password, at=now)
            _record(opened, AuditEventKind.LOGIN_SET_UP, view.staff_id)
    except Invalid:
        refused = _("Take at least 12 characters, not all alike, and leave your user name out.")
        return _ask_again(refused)
    _open_session(view)
    return redirect(url_for("pages.home"), 303)


def _ask_again(refused: str) -> ResponseReturnValue:
    return render_template("start.html", refused=refused), 400


def _check(opened: Session, username: str, password: str) -> Login:
    outcome = staff.log_in(opened, username, password, wall_now=programme().wall.now())
    _record(opened, _EVENTS[outcome.outcome], outcome.staff.staff_id if outcome.staff else None)
    return outcome


def _record(opened: Session, event: AuditEventKind, staff_id: str | None) -> None:
    trail.record(opened, event, at=programme().wall.now(), actor_id=staff_id)


def _open_session(view: staff.StaffView) -> None:
    """Begin a fresh session: nothing of the one before it is kept."""
    session.clear()
    login_user(
        StaffUser(
            id=view.staff_id,
            username=view.username,
            role=view.role,
            shelter_id=view.shelter_id,
            language=view.language,
            session_version=view.session_version,
        )
    )
    mark_seen(session, now=programme().wall.now())


def _after_login(draft: Draft | None) -> ResponseReturnValue:
    if draft is not None:
        return replay.show(draft)
    return redirect(url_for("pages.home"), 303)
