"""Acts on the phones of the simulator, through its driving interface."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests

from monitor.core.errors import GatewayError
from monitor.demo.chance import Chance
from monitor.demo.door import local_session

_TIMEOUT_SECONDS = 60
_OPTION = re.compile(r"^([1-6]) ", re.MULTILINE)
_SURVEY = re.compile(r"^([1-6]) (?:Maswali|Endelea|Short questions|Questions|Go on|Continue)", re.M)
_MENUS = ("Chagua:", "Choose:")
_MENU = re.compile("|".join(f"^{word}$" for word in _MENUS), re.MULTILINE)
HOW = "1"
"""The first entry of her menu: how she is. Above a menu that comes back stands what was done."""

MOST_ENTRIES = 45
REFUSED = (400, 404, 409)


@dataclass(frozen=True)
class Heard:
    """A text that has arrived in a phone."""

    seq: int
    number: str
    text: str
    at: datetime


class Phones:
    """Every phone of one simulator."""

    def __init__(self, base_url: str) -> None:
        self._url = f"{base_url}/drive"
        self._http = local_session()

    def heard(self, after: int) -> tuple[Heard, ...]:
        """Return what the programme has sent since, in order."""
        answer = self._ask("GET", f"messages?after={after}")
        return tuple(
            Heard(row["seq"], row["number"], row["text"], datetime.fromisoformat(row["at"]))
            for row in answer["messages"]
            if row["direction"] == "outbound"
        )

    def text(self, number: str, text: str) -> bool:
        """Send a text; a phone that is off or gone sends none."""
        return self._try("POST", f"handsets/{number}/sms", {"text": text}) is not None

    def switch(self, number: str, state: str) -> None:
        """Change what a network finds when it looks for the phone."""
        self._ask("POST", f"handsets/{number}", {"state": state})

    def open(self, number: str) -> None:
        """Make a phone, so that a visitor finds it in the list."""
        self._ask("POST", f"handsets/{number}", {})

    def flush(self) -> None:
        """Have every waiting callback posted now."""
        self._ask("POST", "flush", {})

    def dial(self, number: str, pin: str, *, entries: int, chance: Chance) -> None:
        """Dial, type the PIN and answer what is asked, for so many entries or to the end.

        A network may end the session at any moment; then she leaves it at that.
        """
        screen = self._try("POST", f"handsets/{number}/dial", {})
        typed: str | None = pin
        for _ in range(min(entries, MOST_ENTRIES) + 1):
            if screen is None or not screen["open"]:
                return
            if typed is None:
                break
            screen = self._try("POST", f"handsets/{number}/enter", {"text": typed})
            typed = None if screen is None else choose(screen["text"], chance)
        self._try("POST", f"handsets/{number}/hang-up", {})

    def _try(
        self, method: str, path: str, body: Mapping[str, object] | None
    ) -> Mapping[str, Any] | None:
        try:
            return self._ask(method, path, body)
        except GatewayError as problem:
            if problem.retryable:
                raise
            return None

    def _ask(
        self, method: str, path: str, body: Mapping[str, object] | None = None
    ) -> Mapping[str, Any]:
        try:
            answer = self._http.request(
                method, f"{self._url}/{path}", json=body, timeout=_TIMEOUT_SECONDS
            )
            if answer.status_code in REFUSED:
                raise GatewayError("the phone cannot do that now", retryable=False)
            answer.raise_for_status()
            found: Mapping[str, Any] = answer.json()
        except (requests.RequestException, ValueError) as problem:
            raise GatewayError("the simulator does not answer", retryable=True) from problem
        return found


def choose(screen: str, chance: Chance) -> str | None:
    """Return the key she presses on a screen: questions where they are offered, else an answer.

    Most answers are good ones, so that a worrying one stands out as it would.

    >>> choose("Chagua:\\n1 Hali yako\\n2 Maswali mafupi\\n0 Nipigie", Chance("any"))
    '2'
    >>> choose("Asante.", Chance("any")) is None
    True
    """
    survey = _SURVEY.search(screen)
    if survey is not None:
        return survey[1]
    if _MENU.search(screen):
        return HOW if screen.startswith(_MENUS) else None
    keys = _OPTION.findall(screen)
    if not keys:
        return None
    return str(keys[0] if chance.happens(0.6) else chance.pick(keys))
