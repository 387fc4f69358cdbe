"""Every kind of broken promise as one page, in words that say what to do."""

from pathlib import Path

import structlog
from flask import Flask, Response, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from monitor.core.errors import BaadaError, Conflict, Forbidden, GatewayError, Invalid, NotFound
from monitor.web.expired import login_with_draft
from monitor.web.guard import record_refusal

STATUS: tuple[tuple[type[BaadaError], int], ...] = (
    (NotFound, 404),
    (Forbidden, 404),
    (Conflict, 409),
    (Invalid, 400),
    (GatewayError, 502),
)
"""A forbidden object looks like a missing one: its existence is content too."""

BROKEN = 500
BROKEN_PAGE = (Path(__file__).parent / "templates" / "broken.html").read_bytes()
log = structlog.get_logger(__name__)


def install_errors(app: Flask) -> None:
    """Register one answer for each kind of error."""
    app.register_error_handler(BaadaError, _answer_ours)
    app.register_error_handler(CSRFError, _answer_expired_form)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(SQLAlchemyError, _answer_database)
    app.register_error_handler(Exception, _answer_unexpected)


def status_of(error: BaadaError) -> int:
    """Return the status one of our errors is answered with.

    >>> status_of(Conflict("held by somebody else")), status_of(Forbidden("not hers"))
    (409, 404)
    """
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def _answer_ours(error: BaadaError) -> ResponseReturnValue:
    status = status_of(error)
    if isinstance(error, Forbidden):
        record_refusal()
    if status == 500:
        log.error("page_failed", exc_info=error)
    return page(status)


def _answer_expired_form(_error: CSRFError) -> ResponseReturnValue:
    return login_with_draft()


def _answer_http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    if error.code == 403:
        record_refusal()
    return page(error.code)


def _answer_database(error: SQLAlchemyError) -> ResponseReturnValue:
    log.error("page_failed", exc_info=error)
    return page(503)


def _answer_unexpected(error: Exception) -> ResponseReturnValue:
    log.error("page_failed", exc_info=error)
    return page(500)


def page(status: int) -> ResponseReturnValue:
    """Return the error page of a status; it names nothing and nobody.

    From 500 on the page asks neither the database nor the session: those may be what is broken.
    """
    if status >= BROKEN:
        return Response(BROKEN_PAGE, status, mimetype="text/html")
    return render_template("error.html", status=status), status
