"""The driving interface: JSON over HTTP for programs that act as residents."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from monitor.core.errors import Invalid
from monitor.simulator.exchange import Exchange
from monitor.simulator.fields import Fields, fault_from
from monitor.simulator.handsets import Handset, PhoneState, TextMessage
from monitor.simulator.ussd_screen import Screen

drive = Blueprint("drive", __name__, url_prefix="/drive")


@drive.get("/handsets")
def list_handsets() -> Response:
    """List the phones, those last spoken to first; `q` narrows by digits."""
    exchange = _exchange()
    phones = exchange.handsets.list_phones(request.args.get("q", ""))
    return jsonify({"handsets": [_phone(phone) for phone in phones]})


@drive.post("/handsets/<number>")
def change_handset(number: str) -> Response:
    """Make a phone, or change its `state`, `opted_out`, `drop_next`, `delay_seconds`."""
    exchange, given = _exchange(), _json()
    phone = exchange.handsets.get(number)
    if "state" in given:
        exchange.sms.switch(number, given.member(PhoneState, "state"))
    if "opted_out" in given:
        exchange.sms.opt_out(number, is_out=given.boolean("opted_out"))
    if "drop_next" in given:
        exchange.handsets.change(phone.number, drop_next=given.boolean("drop_next"))
    if "delay_seconds" in given:
        exchange.handsets.change(phone.number, delay_seconds=given.seconds("delay_seconds"))
    return jsonify(_phone(exchange.handsets.get(number)))


@drive.get("/handsets/<number>/messages")
def list_messages(number: str) -> Response:
    """List what lies in a phone, oldest first; `after` leaves out what was seen before."""
    exchange = _exchange()
    after = request.args.get("after", 0, type=int)
    phone = exchange.handsets.get(number)
    messages = exchange.handsets.messages(phone.number, after)
    return jsonify({"messages": [_message(message) for message in messages]})


@drive.get("/messages")
def list_all_messages() -> Response:
    """List what has come into any phone, or left one, after the place `after`."""
    after = request.args.get("after", 0, type=int)
    messages = _exchange().handsets.messages_of_all(after)
    return jsonify({"messages": [_message(message) for message in messages]})


@drive.post("/handsets/<number>/sms")
def send_sms(number: str) -> tuple[Response, int]:
    """Send `text` from a phone, to the short code or to `to`."""
    given = _json()
    to = given.text("to") if "to" in given else None
    message = _exchange().sms.text_from(number, given.text("text"), to)
    return jsonify(_message(message)), 201


@drive.post("/handsets/<number>/subscription")
def subscribe(number: str) -> Response:
    """Report a subscription change: `keyword`, `update` (`addition` or `deletion`)."""
    given = _json()
    keyword, update = given.text("keyword"), given.text("update")
    _exchange().sms.subscribe(number, keyword=keyword, update=update)
    return jsonify({})


@drive.post("/handsets/<number>/dial")
def dial(number: str) -> Response:
    """Dial `code` (the programme's own when absent) and return the screen."""
    exchange, given = _exchange(), _json()
    code = given.text("code") if "code" in given else exchange.settings.ussd_code
    return jsonify(_screen(exchange.ussd.dial(number, code)))


@drive.post("/handsets/<number>/enter")
def enter(number: str) -> Response:
    """Answer the open screen with `text` and return the next one."""
    return jsonify(_screen(_exchange().ussd.enter(number, _json().text("text"))))


@drive.post("/handsets/<number>/hang-up")
def hang_up(number: str) -> Response:
    """End the phone's session."""
    screen = _exchange().ussd.hang_up(number)
    return jsonify(_screen(screen) if screen else {})


@drive.get("/faults")
def list_faults() -> Response:
    """List the faults that wait or go on."""
    return jsonify({"faults": [asdict(fault) for fault in _exchange().faults.list_faults()]})


@drive.post("/faults")
def order_fault() -> tuple[Response, int]:
    """Order a fault; `count` is how many requests it spoils, null until cleared."""
    return jsonify(asdict(_exchange().faults.order(fault_from(_json())))), 201


@drive.delete("/faults")
def clear_faults() -> Response:
    """Clear every fault."""
    _exchange().faults.clear()
    return jsonify({})


@drive.delete("/faults/<fault_id>")
def clear_fault(fault_id: str) -> Response:
    """Clear one fault."""
    _exchange().faults.clear(fault_id)
    return jsonify({})


@drive.post("/flush")
def flush() -> Response:
    """Deliver everything that waits, now, and say what happened."""
    return jsonify(asdict(_exchange().flush()))


def _phone(phone: Handset) -> dict[str, Any]:
    return asdict(phone) | {"unread": _exchange().handsets.count_unread(phone)}


def _message(message: TextMessage) -> dict[str, Any]:
    return asdict(message) | {"at": message.at.isoformat()}


def _screen(screen: Screen) -> dict[str, Any]:
    return asdict(screen) | {"open": screen.is_open, "characters": screen.characters}


def _json() -> Fields:
    given = request.get_json(silent=True)
    if not isinstance(given, dict):
        raise Invalid("send a JSON object with content type application/json")
    return Fields(given)


def _exchange() -> Exchange:
    exchange: Exchange = current_app.extensions["simulator"]
    return exchange
