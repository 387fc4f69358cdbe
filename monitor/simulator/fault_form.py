"""The browser's fault form: its choices, and its fields turned into a fault."""

from collections.abc import Mapping
from typing import Any

from monitor.core.errors import Invalid
from monitor.simulator.faults import MEANINGS, Direction, Fault
from monitor.simulator.fields import Fields, fault_from

_TITLES = {Direction.API: "Texts sent by the application", Direction.CALLBACKS: "Callbacks to it"}


def fault_choices() -> dict[str, list[tuple[str, str]]]:
    """Return the choices by group: the value sent, and the words shown.

    >>> fault_choices()["Callbacks to it"][-1]
    ('callbacks lose', 'Never post')
    """
    return {
        title: [
            (f"{where} {kind}", words) for (where, kind), words in MEANINGS.items() if where is d
        ]
        for d, title in _TITLES.items()
    }


def fault_from_form(form: Mapping[str, str]) -> Fault:
    """Build a fault from form fields; an empty count means until cleared.

    >>> fault_from_form({"what": "api refuse", "count": "2", "status_code": "405"}).status_code
    405
    """
    direction, _, kind = form.get("what", "").partition(" ")
    given: dict[str, Any] = {
        "direction": direction,
        "kind": kind,
        "count": _number(form, "count"),
        "accept": "accept" in form,
    }
    for name in ("status_code", "seconds", "times"):
        value = _number(form, name)
        if value is not None:
            given[name] = value
    if direction == Direction.CALLBACKS and form.get("only"):
        given["only"] = form["only"]
    return fault_from(Fields(given))


def _number(form: Mapping[str, str], name: str) -> int | None:
    text = form.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Invalid(f"{name} must be a whole number", field=name)
    return int(text)
