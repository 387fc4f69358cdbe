"""Faults on request: what goes wrong next, in which direction, and how many times."""

import threading
from dataclasses import dataclass, replace
from enum import StrEnum

from monitor.core.errors import Invalid
from monitor.core.ids import new_id
from monitor.simulator.settings import CallbackKind


class Direction(StrEnum):
    """Whose request is spoiled: the application's to us, or ours to the application."""

    API = "api"
    CALLBACKS = "callbacks"


class FaultKind(StrEnum):
    """What can go wrong."""

    REFUSE = "refuse"
    TIME_OUT = "time_out"
    ERROR = "error"
    GARBAGE = "garbage"
    EMPTY_RECIPIENTS = "empty_recipients"
    WRONG_KEY = "wrong_key"
    REPEAT = "repeat"
    DELAY = "delay"
    REORDER = "reorder"
    LOSE = "lose"


MEANINGS: dict[tuple[Direction, FaultKind], str] = {
    (Direction.API, FaultKind.REFUSE): "Refuse with a status code",
    (Direction.API, FaultKind.TIME_OUT): "Hold, and never answer",
    (Direction.API, FaultKind.ERROR): "Answer with an HTTP error (500)",
    (Direction.API, FaultKind.GARBAGE): "Answer 201 with an unreadable body",
    (Direction.API, FaultKind.EMPTY_RECIPIENTS): "Answer 201 with no recipients",
    (Direction.API, FaultKind.REPEAT): "Deliver the text several times",
    (Direction.API, FaultKind.DELAY): "Answer late",
    (Direction.API, FaultKind.REORDER): "Deliver the text after the next one",
    (Direction.API, FaultKind.LOSE): "Accept the text, then lose it",
    (Direction.CALLBACKS, FaultKind.GARBAGE): "Post an unreadable body",
    (Direction.CALLBACKS, FaultKind.WRONG_KEY): "Post with a wrong key",
    (Direction.CALLBACKS, FaultKind.REPEAT): "Post several times",
    (Direction.CALLBACKS, FaultKind.DELAY): "Post late",
    (Direction.CALLBACKS, FaultKind.REORDER): "Post after the next one",
    (Direction.CALLBACKS, FaultKind.LOSE): "Never post",
}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One ordered fault.

    `remaining` is how many requests it still spoils, None until cleared. `only` narrows it to one
    kind of callback. `accept` means the text goes out although the sender is told otherwise.
    """

    direction: Direction
    kind: FaultKind
    remaining: int | None = 1
    status_code: int | None = None
    seconds: float = 30.0
    times: int = 2
    accept: bool = False
    only: CallbackKind | None = None
    id: str = ""


class FaultBoard:
    """The faults now ordered, oldest first; safe to use from several threads."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._changed = threading.Condition()
        self._clearings = 0
        self._held = 0
        self._closing = False

    def order(self, fault: Fault) -> Fault:
        """Add a fault, or refuse one that means nothing in its direction."""
        if (fault.direction, fault.kind) not in MEANINGS:
            raise Invalid(f"{fault.kind} means nothing for {fault.direction}", field="kind")
        if fault.remaining is not None and fault.remaining < 1:
            raise Invalid("count must be 1 or more, or absent until cleared", field="count")
        if not 0 <= fault.seconds <= 3600:
            raise Invalid("seconds must lie between 0 and 3600", field="seconds")
        if not 2 <= fault.times <= 50:
            raise Invalid("times must lie between 2 and 50", field="times")
        ordered = replace(fault, id=new_id())
        with self._changed:
            self._faults.append(ordered)
        return ordered

    def list_faults(self) -> list[Fault]:
        """Return the faults that still wait or go on."""
        with self._changed:
            return list(self._faults)

    def clear(self, fault_id: str | None = None) -> None:
        """Remove one fault or all; held connections are let go."""
        with self._changed:
            self._faults = [f for f in self._faults if fault_id is not None and f.id != fault_id]
            self._clearings += 1
            self._changed.notify_all()

    def take(self, direction: Direction, kind: CallbackKind | None = None) -> Fault | None:
        """Use up the oldest fault that fits this request, or return None."""
        with self._changed:
            for place, fault in enumerate(self._faults):
                if fault.direction is direction and fault.only in (None, kind):
                    self._use(place, fault)
                    return fault
        return None

    def hold(self, seconds: float) -> None:
        """Keep the calling thread until the seconds are over or faults are cleared."""
        with self._changed:
            clearings = self._clearings
            self._held += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._closing or self._clearings != clearings, seconds)
            self._held -= 1

    def wait_for_held(self, timeout_seconds: float) -> bool:
        """Wait until some connection is held, and say whether one is."""
        with self._changed:
            return self._changed.wait_for(lambda: self._held > 0, timeout_seconds)

    def close(self) -> None:
        """Let every held connection go, now and later."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()

    def _use(self, place: int, fault: Fault) -> None:
        if fault.remaining is None:
            return
        if fault.remaining == 1:
            del self._faults[place]
        else:
            self._faults[place] = replace(fault, remaining=fault.remaining - 1)
