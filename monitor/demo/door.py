"""Moves the programme's clock through the application's clock door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests

from monitor.core.errors import GatewayError

JUMP_SECONDS = 120


@dataclass(frozen=True)
class Moment:
    """What the door says: the time it is, what falls due next, and how much was done on the way."""

    now: datetime
    next_due: datetime | None
    done: int


class ClockDoor:
    """The door of one application."""

    def __init__(self, base_url: str) -> None:
        self._url = f"{base_url}/demo/clock"
        self._http = local_session()

    def look(self) -> Moment:
        """Return the time it is."""
        return _moment(self._ask("GET", None))

    def jump(self, to: datetime) -> Moment:
        """Move to an instant and do everything that is due by then."""
        return _moment(self._ask("POST", {"jump": to.isoformat()}))

    def run(self, rate: float) -> None:
        """Let the clock run."""
        self._ask("POST", {"rate": rate})

    def _ask(self, method: str, body: Mapping[str, object] | None) -> Any:
        try:
            answer = self._http.request(method, self._url, json=body, timeout=JUMP_SECONDS)
            answer.raise_for_status()
            return answer.json()
        except (requests.RequestException, ValueError) as problem:
            raise GatewayError(
                "the application's clock does not answer", retryable=True
            ) from problem


def local_session() -> requests.Session:
    """Return a session that goes straight to this machine, past any proxy."""
    session = requests.Session()
    session.trust_env = False
    return session


def _moment(answer: Mapping[str, Any]) -> Moment:
    due = answer.get("next_due")
    return Moment(
        now=datetime.fromisoformat(answer["now"]),
        next_due=None if due is None else datetime.fromisoformat(due),
        done=int(answer.get("done", 0)),
    )
