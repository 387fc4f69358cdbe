"""The addresses a provider calls; each kind has its own key.

Whatever was stored is answered 200, so that it is not sent again; what could not be stored is
answered 503, so that it is. The key is read from the query string and nothing else is.
"""

import hmac

import structlog
from flask import Blueprint, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from monitor.usecases.programme import Programme
from monitor.usecases.take_callback import take_callback
from monitor.usecases.take_ussd_turn import take_ussd_turn

STORED_KINDS = ("sms", "receipt", "opt-out", "subscription", "ussd-end")
callbacks = Blueprint("callbacks", __name__, url_prefix="/callbacks")
log = structlog.get_logger(__name__)


@callbacks.post("/<gateway>/<kind>")
def take(gateway: str, kind: str) -> Response:
    """Take a callback of any kind but a USSD turn."""
    programme = _programme()
    if not _may_call(programme, gateway, kind):
        return _plain("", 403)
    if kind not in STORED_KINDS:
        return _plain("", 404)
    try:
        with programme.database.transaction() as session:
            take_callback(
                session,
                programme,
                gateway=gateway,
                kind=kind,
                body=request.get_data(cache=False),
                content_type=request.content_type or "",
            )
    except SQLAlchemyError:
        log.exception("callback_not_stored", kind=kind)
        return _plain("", 503)
    programme.bell.ring("read_inbox")
    return _plain("", 200)


@callbacks.post("/<gateway>/ussd")
def take_ussd(gateway: str) -> Response:
    """Answer one turn of a USSD session: always 200 and CON or END, once the key was right."""
    programme = _programme()
    if not _may_call(programme, gateway, "ussd"):
        return _plain("", 403)
    body = take_ussd_turn(
        programme, gateway, request.get_data(cache=False), request.content_type or ""
    )
    return _plain(body, 200)


def _programme() -> Programme:
    programme: Programme = current_app.extensions["programme"]
    return programme


def _may_call(programme: Programme, gateway: str, kind: str) -> bool:
    """Compare the key with each valid one, in constant time, whatever the gateway's name."""
    given = request.args.get("key", "").encode()
    keys = programme.keyring.callbacks.get(kind, ())
    matches = [hmac.compare_digest(given, key.encode()) for key in keys]
    return any(matches) and gateway in programme.gateways


def _plain(body: str, status: int) -> Response:
    return Response(body, status, content_type="text/plain; charset=utf-8")
