"""The programme's time, as the application tells it through its clock door.

In a demo the application's clock runs fast or stands still, and a reply dated by the machine's
own time would seem to come from another year.
"""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import requests

from monitor.core.clock import Clock
from monitor.core.errors import GatewayError

_FAILED = "the application's clock does not answer"


@dataclass(frozen=True)
class ClockReading:
    """What the clock door said. `played` and `of` count a history that is still being played."""

    now: datetime
    rate: float
    next_due: datetime | None
    played: int | None
    of: int | None


class ClockDoor:
    """Asks the application for its time; without a door it is the machine's own time."""

    def __init__(self, url: str | None, own: Clock, *, timeout_seconds: float) -> None:
        self._url = url
        self._own = own
        self._timeout = timeout_seconds
        self._lock = threading.Lock()
        self._last: datetime | None = None
        self._sessions = threading.local()

    @property
    def is_open(self) -> bool:
        """Say whether there is a door at all."""
        return self._url is not None

    def now(self) -> datetime:
        """Return the programme's time; when the door fails, the last one heard."""
        if not self.is_open:
            return self._own.now()
        try:
            return self._keep(_instant_in(self._ask("GET", None, path="/now")))
        except GatewayError:
            with self._lock:
                return self._last or self._own.now()

    def read(self) -> ClockReading:
        """Return the full reading, or raise GatewayError."""
        reading = _reading(self._ask("GET", None))
        self._keep(reading.now)
        return reading

    def run(self, rate: float) -> None:
        """Set programme seconds per real second; 0 pauses."""
        self._ask("POST", {"rate": rate})

    def jump(self, to: str) -> None:
        """Move to `next` (the next thing due) or to an ISO instant."""
        self._ask("POST", {"jump": to})

    def switch(self) -> None:
        """Ask for the longer history in place of this one."""
        self._ask("POST", {"switch": True})

    def _keep(self, now: datetime) -> datetime:
        with self._lock:
            self._last = now
        return now

    def _ask(self, method: str, body: dict[str, Any] | None, *, path: str = "") -> Any:
        if self._url is None:
            raise GatewayError("no clock door is set", retryable=False)
        try:
            answer = self._session().request(
                method, f"{self._url}{path}", json=body, timeout=self._timeout
            )
            answer.raise_for_status()
            return answer.json() if answer.content else {}
        except (requests.RequestException, ValueError) as problem:
            raise GatewayError(_FAILED, retryable=True) from problem

    def _session(self) -> requests.Session:
        """Return this thread's session: a new connection costs more than the answer."""
        session: requests.Session | None = getattr(self._sessions, "mine", None)
        if session is None:
            session = self._sessions.mine = requests.Session()
            session.trust_env = False
        return session


def _reading(answer: Any) -> ClockReading:
    try:
        progress = dict(answer.get("progress") or {})
        due = answer.get("next_due")
        return ClockReading(
            now=_instant(answer["now"]),
            rate=float(answer["rate"]),
            next_due=_instant(due) if due else None,
            played=progress.get("played"),
            of=progress.get("of"),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as problem:
        raise GatewayError(_FAILED, retryable=True) from problem


def _instant_in(answer: Any) -> datetime:
    try:
        return _instant(answer["now"])
    except (KeyError, TypeError, ValueError) as problem:
        raise GatewayError(_FAILED, retryable=True) from problem


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
