"""The provider's HTTP interface, as the official SDK calls it."""

import hmac
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from monitor.simulator.airtime import read_recipients
from monitor.simulator.exchange import Exchange
from monitor.simulator.faults import Direction, Fault, FaultKind
from monitor.simulator.sms_centre import answer_of

provider = Blueprint("provider", __name__, url_prefix="/version1")

_BAD_KEY = "The supplied authentication is invalid"


@provider.post("/messaging")
def send() -> Response:
    """Take a text for one or more numbers."""
    exchange = _exchange()
    if not _is_authentic(request.form.get("username")):
        return _plain(_BAD_KEY, 401)
    for name in ("to", "message"):
        if not request.form.get(name, "").strip():
            return _plain(f"Request is missing required form field '{name}'", 400)
    fault = exchange.faults.take(Direction.API)
    if fault and fault.kind in _SPOILED:
        return _spoil(exchange, fault, lambda: _accept(exchange, None))
    if fault and fault.kind is FaultKind.DELAY:
        exchange.faults.hold(fault.seconds)
    return _created(_accept(exchange, fault))


@provider.post("/airtime/send")
def airtime() -> Response:
    """Credit one or more phones."""
    exchange = _exchange()
    if not _is_authentic(request.form.get("username")):
        return _plain(_BAD_KEY, 401)
    recipients = read_recipients(request.form.get("recipients", ""))
    if recipients is None:
        return _plain("The recipients could not be read", 400)
    key = request.headers.get("Idempotency-Key", "")

    def accept() -> dict[str, Any]:
        return exchange.airtime.credit(recipients, key=key)

    fault = exchange.faults.take(Direction.API)
    if fault and fault.kind in _SPOILED:
        return _spoil(exchange, fault, accept)
    return _created(accept())


@provider.get("/user")
def balance() -> Response:
    """Tell the account's balance."""
    if not _is_authentic(request.args.get("username")):
        return _plain(_BAD_KEY, 401)
    return jsonify({"UserData": {"balance": f"KES {_exchange().sms.balance:.4f}"}})


_SPOILED = frozenset(
    {FaultKind.TIME_OUT, FaultKind.ERROR, FaultKind.GARBAGE, FaultKind.EMPTY_RECIPIENTS}
)


def _spoil(exchange: Exchange, fault: Fault, accept: Callable[[], dict[str, Any]]) -> Response:
    if fault.accept:
        accept()
    if fault.kind is FaultKind.TIME_OUT:
        exchange.faults.hold(fault.seconds)
        return _plain("Gateway Timeout", 504)
    if fault.kind is FaultKind.ERROR:
        return _plain("Internal Server Error", fault.status_code or 500)
    if fault.kind is FaultKind.GARBAGE:
        return Response("<html>", status=201, content_type="application/json")
    return _created(answer_of("InvalidSenderId", []))


def _accept(exchange: Exchange, fault: Fault | None) -> dict[str, Any]:
    numbers = [number.strip() for number in request.form["to"].split(",")]
    return exchange.sms.send(request.form.get("from", ""), numbers, request.form["message"], fault)


def _is_authentic(username: str | None) -> bool:
    settings = _exchange().settings
    given = request.headers.get("apiKey", "").encode()
    return hmac.compare_digest(given, settings.api_key.encode()) and username == settings.username


def _created(answer: dict[str, Any]) -> Response:
    response = jsonify(answer)
    response.status_code = 201
    return response


def _plain(text: str, status: int) -> Response:
    return Response(text, status=status, mimetype="text/plain")


def _exchange() -> Exchange:
    exchange: Exchange = current_app.extensions["simulator"]
    return exchange
