"""Posts one callback to the application, and remembers how the last ones went."""

import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import requests

from monitor.core.clock import Clock
from monitor.simulator.bodies import encode
from monitor.simulator.faults import FaultKind
from monitor.simulator.settings import CallbackKind, SimulatorSettings

_FORM = "application/x-www-form-urlencoded"
_GARBAGE = b"\xff\xfe%ZZ=&=&{"
_KEPT = 50


@dataclass(frozen=True)
class Answer:
    """What the application answered."""

    status: int
    text: str
    hop_metadata: str


@dataclass(frozen=True)
class Call:
    """A line of the call list: no number and no text in it. `status` is None without an answer."""

    kind: CallbackKind
    at: datetime
    status: int | None


class Caller:
    """Speaks to the application's callback doors; follows no redirect, uses no proxy."""

    def __init__(self, settings: SimulatorSettings, wall: Clock) -> None:
        self._settings = settings
        self._wall = wall
        self._lock = threading.Lock()
        self._calls: deque[Call] = deque(maxlen=_KEPT)

    def post(
        self,
        kind: CallbackKind,
        fields: Mapping[str, str],
        *,
        timeout_seconds: float,
        spoil: FaultKind | None = None,
    ) -> Answer | None:
        """Post a callback; None when nothing was answered in time."""
        key = "wrong" if spoil is FaultKind.WRONG_KEY else None
        body = _GARBAGE if spoil is FaultKind.GARBAGE else encode(fields).encode("ascii")
        answer = _post(self._settings.callback_url(kind, key=key), body, timeout_seconds)
        self._note(kind, answer)
        return answer

    def recent(self) -> list[Call]:
        """Return the last calls, newest first."""
        with self._lock:
            return list(reversed(self._calls))

    def _note(self, kind: CallbackKind, answer: Answer | None) -> None:
        with self._lock:
            self._calls.append(Call(kind, self._wall.now(), answer.status if answer else None))


def _post(url: str, body: bytes, timeout_seconds: float) -> Answer | None:
    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.post(
                url,
                data=body,
                headers={"Content-Type": _FORM},
                timeout=timeout_seconds,
                allow_redirects=False,
            )
    except requests.RequestException:
        return None
    text = answer.content.decode("utf-8", "replace")
    return Answer(answer.status_code, text, answer.headers.get("at-ussd-hop-metadata", ""))
