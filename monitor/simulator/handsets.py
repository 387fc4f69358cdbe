"""The phones that exist here: their state and the messages lying in them."""

import itertools
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from monitor.core.errors import Invalid, NotFound
from monitor.core.phone import normalise


class PhoneState(StrEnum):
    """What a network would find when it looks for the phone."""

    ON = "on"
    OFF = "off"
    ABSENT = "absent"
    MISSING = "does_not_exist"
    STRANGER = "stranger"


REACHABLE = frozenset({PhoneState.ON, PhoneState.STRANGER})


@dataclass(frozen=True, kw_only=True)
class TextMessage:
    """An SMS in a phone. `outbound` and `inbound` are said from the application's side.

    `seq` grows over all phones; a message that waits for a phone to be switched on gets a fresh
    one when it arrives, so that whoever reads "after" never misses it.
    """

    seq: int
    direction: str
    number: str
    other: str
    text: str
    at: datetime
    message_id: str
    parts: int
    status: str


@dataclass(frozen=True, kw_only=True)
class Handset:
    """One phone. `drop_next` loses the next USSD answer; `delay_seconds` makes screens late."""

    number: str
    state: PhoneState = PhoneState.ON
    opted_out: bool = False
    drop_next: bool = False
    delay_seconds: float = 0.0
    read_to: int = 0


class Handsets:
    """Every phone and message, in memory; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._phones: dict[str, Handset] = {}
        self._messages: dict[str, list[TextMessage]] = {}
        self._seq = 0

    @property
    def version(self) -> int:
        """Return a number that grows with every change."""
        return self._seq

    def get(self, text: str) -> Handset:
        """Return the phone of a number in any form; one not seen before is made."""
        number = normalise(text)
        if number is None:
            raise Invalid("not a phone number", field="number")
        with self._lock:
            return self._get(number)

    def list_phones(self, query: str = "") -> list[Handset]:
        """Return phones whose number holds the digits asked for, last spoken to first."""
        digits = "".join(char for char in query if char.isdigit())
        wanted = digits[1:] if digits.startswith("0") else digits
        with self._lock:
            found = [phone for number, phone in self._phones.items() if wanted in number]
            return sorted(found, key=lambda phone: (-self._last_seq(phone.number), phone.number))

    def change(self, number: str, **changes: Any) -> Handset:
        """Replace fields of a phone."""
        with self._lock:
            self._seq += 1
            self._phones[number] = replace(self._get(number), **changes)
            return self._phones[number]

    def add(self, message: TextMessage) -> TextMessage:
        """Put a message into its phone and give it its place in the order."""
        with self._lock:
            self._get(message.number)
            placed = replace(message, seq=self._next())
            self._messages[message.number].append(placed)
            return placed

    def mark(self, number: str, message_id: str, status: str) -> None:
        """Set the status of a message in a phone."""
        with self._lock:
            self._seq += 1
            self._messages[number] = [
                replace(m, status=status) if m.message_id == message_id else m
                for m in self._messages.get(number, [])
            ]

    def arrive_waiting(self, number: str, at: datetime) -> list[TextMessage]:
        """Let the texts arrive that waited for the phone to be switched on."""
        with self._lock:
            inbox = self._messages.get(number, [])
            waiting = [m for m in inbox if m.status == "waiting"]
            arrived = [replace(m, seq=self._next(), at=at, status="delivered") for m in waiting]
            self._messages[number] = [m for m in inbox if m.status != "waiting"] + arrived
            return arrived

    def messages(self, number: str, after: int = 0) -> list[TextMessage]:
        """Return what lies in a phone, oldest first; waiting texts are not in it yet."""
        with self._lock:
            return _newer(self._messages.get(number, []), after)

    def messages_of_all(self, after: int) -> list[TextMessage]:
        """Return what has come into any phone since, in order."""
        with self._lock:
            fresh = [m for inbox in self._messages.values() for m in _newer(inbox, after)]
            return sorted(fresh, key=lambda message: message.seq)

    def count_unread(self, phone: Handset) -> int:
        """Return how many texts from the application nobody has opened."""
        arrived = self.messages(phone.number, after=phone.read_to)
        return sum(m.direction == "outbound" for m in arrived)

    def mark_read(self, number: str) -> None:
        """Note that the phone's owner has opened its inbox."""
        with self._lock:
            phone = self._get(number)
            self._phones[number] = replace(phone, read_to=self._last_seq(number))

    def dump(self) -> dict[str, Any]:
        """Return everything as plain values, for the snapshot."""
        with self._lock:
            messages = [m for inbox in self._messages.values() for m in inbox]
            return {
                "seq": self._seq,
                "phones": [asdict(phone) for phone in self._phones.values()],
                "messages": [asdict(m) | {"at": m.at.isoformat()} for m in messages],
            }

    def load(self, dumped: dict[str, Any]) -> None:
        """Take everything back from a snapshot."""
        with self._lock:
            self._seq = dumped["seq"]
            for phone in dumped["phones"]:
                self._keep(Handset(**phone | {"state": PhoneState(phone["state"])}))
            for row in dumped["messages"]:
                message = TextMessage(**row | {"at": datetime.fromisoformat(row["at"])})
                self._messages[message.number].append(message)

    def _get(self, number: str) -> Handset:
        if number not in self._phones:
            self._keep(Handset(number=number))
        return self._phones[number]

    def _keep(self, phone: Handset) -> None:
        self._phones[phone.number] = phone
        self._messages[phone.number] = []

    def _next(self) -> int:
        self._seq += 1
        return self._seq

    def _last_seq(self, number: str) -> int:
        inbox = self._messages.get(number)
        return inbox[-1].seq if inbox else 0


def _newer(inbox: Sequence[TextMessage], after: int) -> list[TextMessage]:
    newer = itertools.takewhile(lambda message: message.seq > after, reversed(inbox))
    return [message for message in newer if message.status != "waiting"][::-1]


def demand_reachable(phone: Handset) -> None:
    """Refuse to act from a phone that is off, out of coverage or not there."""
    if phone.state not in REACHABLE:
        raise NotFound("this phone is off, out of coverage or does not exist")


def page_of(phones: Sequence[Handset], page: int, size: int) -> tuple[list[Handset], int, int]:
    """Return the phones of a page, the page really shown and how many pages there are.

    >>> phones = [Handset(number=str(n)) for n in range(5)]
    >>> shown, page, pages = page_of(phones, page=9, size=2)
    >>> [phone.number for phone in shown], page, pages
    (['4'], 3, 3)
    """
    pages = max(1, -(-len(phones) // size))
    page = min(max(page, 1), pages)
    return list(phones[(page - 1) * size : page * size]), page, pages
