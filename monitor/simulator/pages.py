"""The pages on which a visitor plays with the phones, the clock and the faults."""

from dataclasses import replace
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Redirect

from monitor.core.errors import BaadaError, GatewayError, Invalid
from monitor.simulator.clock_door import ClockReading
from monitor.simulator.exchange import Exchange
from monitor.simulator.fault_form import fault_choices, fault_from_form
from monitor.simulator.faults import MEANINGS
from monitor.simulator.fields import Fields
from monitor.simulator.handsets import REACHABLE, Handset, PhoneState, page_of
from monitor.simulator.networks import network_of

pages = Blueprint("pages", __name__)

_PAGE_SIZE = 20
_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")
_LONGEST_TYPED = 100
_STATE_WORDS = {
    PhoneState.ON: "On",
    PhoneState.OFF: "Switched off",
    PhoneState.ABSENT: "No coverage",
    PhoneState.MISSING: "Number does not exist",
    PhoneState.STRANGER: "With a stranger",
}


@pages.get("/")
def phones() -> str:
    """List the phones, with the clock and what a visitor can try."""
    exchange = _exchange()
    query = request.args.get("q", "")[:20]
    found = exchange.handsets.list_phones(query)
    shown, page, last = page_of(found, request.args.get("page", 1, type=int), _PAGE_SIZE)
    return render_template(
        "phones.html",
        rows=[_row(exchange, phone) for phone in shown],
        query=query,
        page=page,
        last=last,
        total=len(found),
        clock=_clock(exchange),
        **_frame(exchange),
    )


@pages.post("/phones")
def open_phone() -> Redirect:
    """Open the phone of a number, making it if need be."""
    phone = _exchange().handsets.get(request.form.get("number", ""))
    return _to(phone.number)


@pages.get("/handset/<number>")
def handset(number: str) -> str:
    """Show one phone."""
    return _handset_page(number, typed=request.args.get("typed", ""))


@pages.get("/handset/<number>/version")
def handset_version(number: str) -> Response:
    """Tell whether anything has changed since a page was drawn."""
    return jsonify({"version": _version(_exchange().handsets.get(number))})


@pages.post("/handset/<number>/sms")
def send_sms(number: str) -> Redirect | tuple[str, int]:
    """Send a text from the phone; a refused one stays in the box."""
    text = request.form.get("text", "").replace("\r\n", "\n")
    try:
        _exchange().sms.text_from(number, text)
    except BaadaError as problem:
        return _handset_page(number, text=text, problem=str(problem)), 400
    return _to(number)


@pages.post("/handset/<number>/keys")
def press(number: str) -> Redirect | tuple[str, int]:
    """Press a key of the phone: a digit grows the line, the others act on it."""
    typed = request.form.get("typed", "")[:_LONGEST_TYPED]
    key = request.form.get("key", "call")
    if key in _KEYS:
        return redirect(url_for("pages.handset", number=number, typed=typed + key), 303)
    if key == "clear":
        return redirect(url_for("pages.handset", number=number, typed=typed[:-1]), 303)
    try:
        _act(number, key, typed)
    except BaadaError as problem:
        return _handset_page(number, typed=typed, problem=str(problem)), 400
    return _to(number)


@pages.post("/handset/<number>/switches")
def switch(number: str) -> Redirect:
    """Set the phone's state and what its network does."""
    exchange, form = _exchange(), request.form
    phone = exchange.handsets.get(number)
    seconds = _delay(form.get("delay_seconds", ""))
    exchange.sms.switch(number, Fields(form).member(PhoneState, "state"))
    exchange.handsets.change(phone.number, drop_next="drop_next" in form, delay_seconds=seconds)
    if ("opted_out" in form) != phone.opted_out:
        exchange.sms.opt_out(number, is_out="opted_out" in form)
    return _to(number)


@pages.post("/clock")
def move_clock() -> Redirect:
    """Pause, run or move the programme's clock."""
    exchange = _exchange()
    wanted = request.form.get("clock", "")
    if wanted == "next":
        exchange.clock_door.jump("next")
    elif wanted in ("0", "1", "60"):
        exchange.clock_door.run(int(wanted))
    elif wanted == "switch":
        exchange.clock_door.switch()
    else:
        raise Invalid("choose one of the clock's buttons", field="clock")
    return redirect(url_for("pages.phones"), 303)


@pages.get("/faults")
def faults() -> str:
    """Show the faults now ordered and the last calls to the application."""
    return _faults_page({})


@pages.post("/faults")
def order_fault() -> Redirect | tuple[str, int]:
    """Order a fault; a refused form keeps what was chosen."""
    try:
        _exchange().faults.order(fault_from_form(request.form))
    except Invalid as problem:
        return _faults_page(request.form.to_dict(), problem=str(problem)), 400
    return redirect(url_for("pages.faults"), 303)


@pages.post("/faults/clear")
def clear_faults() -> Redirect:
    """Clear one fault, or all."""
    _exchange().faults.clear(request.form.get("id") or None)
    return redirect(url_for("pages.faults"), 303)


@pages.post("/flush")
def flush() -> Redirect:
    """Deliver what waits without waiting."""
    _exchange().flush()
    return redirect(url_for("pages.faults"), 303)


def _delay(text: str) -> float:
    try:
        seconds = float(text or "0")
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 60:
        raise Invalid("the delay must lie between 0 and 60 seconds", field="delay_seconds")
    return seconds


def _act(number: str, key: str, typed: str) -> None:
    exchange = _exchange()
    phone = exchange.handsets.get(number)
    screen = exchange.ussd.screen(phone.number)
    if key == "end":
        exchange.ussd.hang_up(number)
        exchange.ussd.forget(number)
    elif screen is not None and screen.is_open:
        exchange.ussd.enter(number, typed)
    elif typed.strip():
        exchange.ussd.dial(number, typed.strip())
    else:
        raise Invalid("type a code first, then press Call", field="typed")


def _handset_page(
    number: str, *, typed: str = "", text: str = "", problem: str | None = None
) -> str:
    exchange = _exchange()
    phone = exchange.handsets.get(number)
    messages = exchange.handsets.messages(phone.number)
    screen = exchange.ussd.screen(phone.number)
    if screen is None and phone.state in REACHABLE:
        exchange.handsets.mark_read(phone.number)
    return render_template(
        "handset.html",
        phone=phone,
        network=network_of(phone.number),
        messages=messages[-50:][::-1],
        unread_from=phone.read_to,
        screen=screen,
        typed=typed[:_LONGEST_TYPED],
        text=text,
        problem=problem,
        keys=_KEYS,
        now=exchange.clock_door.now(),
        version=_version(phone),
        **_frame(exchange),
    )


def _version(phone: Handset) -> str:
    exchange = _exchange()
    messages = exchange.handsets.messages(phone.number)
    marks = tuple((message.seq, message.status) for message in messages)
    shown = exchange.ussd.screen(phone.number)
    return str(hash((replace(phone, read_to=0), marks, shown)))


def _faults_page(chosen: dict[str, str], problem: str | None = None) -> str:
    exchange = _exchange()
    return render_template(
        "faults.html",
        faults=exchange.faults.list_faults(),
        calls=exchange.caller.recent()[:15],
        waiting=exchange.deliveries.count_waiting(),
        choices=fault_choices(),
        meanings=MEANINGS,
        chosen=chosen,
        problem=problem,
        **_frame(exchange),
    )


def _row(exchange: Exchange, phone: Handset) -> dict[str, Any]:
    messages = exchange.handsets.messages(phone.number)
    return {
        "phone": phone,
        "unread": exchange.handsets.count_unread(phone),
        "last": messages[-1] if messages else None,
    }


def _clock(exchange: Exchange) -> ClockReading | str | None:
    """Return the reading, a sentence when the door fails, or None without a door."""
    if not exchange.clock_door.is_open:
        return None
    try:
        return exchange.clock_door.read()
    except GatewayError as problem:
        return problem.reason


def _frame(exchange: Exchange) -> dict[str, Any]:
    return {"settings": exchange.settings, "state_words": _STATE_WORDS}


def _to(number: str) -> Redirect:
    return redirect(url_for("pages.handset", number=number), 303)


def _exchange() -> Exchange:
    exchange: Exchange = current_app.extensions["simulator"]
    return exchange
