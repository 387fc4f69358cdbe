"""Puts the pages, the login, the headers and the translations into the application."""

from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_login import LoginManager
from flask_wtf.csrf import CSRFProtect

from monitor.core.clock import NAIROBI
from monitor.usecases.programme import Programme
from monitor.web import (
    account,
    case,
    close,
    contact,
    enrol,
    health,
    interview,
    interviews,
    manager,
    people,
    phone,
    queue,
    rota,
    session_views,
    templating,
    unmatched,
)
from monitor.web.blueprint import pages
from monitor.web.catalogue import compile_catalogues
from monitor.web.errors import install_errors
from monitor.web.guard import OWN_KEYS, check_access
from monitor.web.headers import install_headers
from monitor.web.language import DEFAULT, choose_language
from monitor.web.login import StaffUser, load_user

MOST_BYTES = 2_000_000
TRANSLATIONS = Path(__file__).parent / "translations"
VIEWS = (
    session_views,
    account,
    queue,
    case,
    contact,
    close,
    people,
    phone,
    interviews,
    interview,
    enrol,
    unmatched,
    rota,
    health,
    manager,
)
"""Every module with addresses; a new one is its line here."""


def install(app: Flask, programme: Programme) -> None:
    """Register every page; access is asked before anything else, the token of a form after it."""
    configure(app, programme)
    app.before_request(check_access)
    install_headers(app)
    install_errors(app)
    _install_login(app, programme)
    csrf = CSRFProtect(app)
    csrf.exempt("monitor.web.session_views.lock")
    _install_languages(app)
    templating.install(app, programme)
    app.register_blueprint(pages)
    _exempt_callbacks(app, csrf)


def configure(app: Flask, programme: Programme) -> None:
    """Set what Flask and its extensions read; a cookie is never readable by a script."""
    app.secret_key = programme.keyring.session
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        SESSION_COOKIE_NAME="s",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=programme.settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it asks for a referrer, and we never send one
    )


def _install_login(app: Flask, programme: Programme) -> None:
    manager = LoginManager(app)
    manager.session_protection = None

    def load(session_id: str) -> StaffUser | None:
        return load_user(programme.database, session_id)

    manager.user_loader(load)


def _install_languages(app: Flask) -> None:
    compile_catalogues(TRANSLATIONS)
    Babel(
        app,
        default_locale=DEFAULT,
        default_translation_directories=str(TRANSLATIONS),
        default_timezone=NAIROBI.key,
        locale_selector=choose_language,
    )


def _exempt_callbacks(app: Flask, csrf: CSRFProtect) -> None:
    """Providers post without a token of ours; each kind of callback has its own key instead."""
    blueprint = app.blueprints.get(OWN_KEYS)
    if blueprint is not None:
        csrf.exempt(blueprint)
