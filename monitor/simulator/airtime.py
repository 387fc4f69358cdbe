"""Credits phones with airtime as the provider does, and lets the network announce it there."""

import json
import re
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from monitor.core.ids import new_id
from monitor.core.phone import normalise
from monitor.simulator.handsets import Handsets, TextMessage
from monitor.simulator.parts import count_parts

SENDER = "Airtime"
_AMOUNT = re.compile(r"KES (\d{1,5})(?:\.\d+)?", re.ASCII)


class Credit(NamedTuple):
    """What is to be credited, as it was written."""

    number: str
    amount: str


def read_recipients(text: str) -> tuple[Credit, ...] | None:
    """Return whom a request names, or None where it cannot be read.

    >>> read_recipients('[{"phoneNumber": "+254700000001", "amount": "KES 10"}]')
    (Credit(number='+254700000001', amount='KES 10'),)
    >>> read_recipients("nobody") is None
    True
    """
    try:
        listed = json.loads(text)
        return tuple(Credit(str(one["phoneNumber"]), str(one["amount"])) for one in listed)
    except (ValueError, TypeError, KeyError):
        return None


class AirtimeDesk:
    """Answers each request once: the same key gets the same answer and no second credit."""

    def __init__(self, handsets: Handsets, now: Callable[[], datetime]) -> None:
        self._handsets = handsets
        self._now = now
        self._lock = threading.Lock()
        self._answers: dict[str, dict[str, Any]] = {}

    def credit(self, recipients: Sequence[Credit], *, key: str) -> dict[str, Any]:
        """Return the provider's answer, crediting the phones where the key is new."""
        with self._lock:
            if key in self._answers:
                return self._answers[key]
            answer = self._credit(recipients)
            if key:
                self._answers[key] = answer
            return answer

    def _credit(self, recipients: Sequence[Credit]) -> dict[str, Any]:
        entries = [self._credit_one(recipient) for recipient in recipients]
        sent = [entry for entry in entries if entry["status"] == "Sent"]
        return {
            "errorMessage": "None" if sent else "Nobody could be credited",
            "numSent": len(sent),
            "responses": entries,
        }

    def _credit_one(self, recipient: Credit) -> dict[str, Any]:
        number, amount = normalise(recipient.number), _AMOUNT.fullmatch(recipient.amount)
        if number is None or amount is None:
            return {
                "phoneNumber": recipient.number, "amount": recipient.amount, "status": "Failed",
                "requestId": "None", "discount": "KES 0.0000", "errorMessage": "Invalid",
            }  # fmt: skip
        request_id = "ATQid_" + new_id().replace("-", "")
        text = f"You have received {recipient.amount} airtime."
        self._handsets.add(
            TextMessage(
                seq=0, direction="outbound", number=number, other=SENDER, text=text,
                at=self._now(), message_id=request_id, parts=count_parts(text),
                status="delivered",
            )
        )  # fmt: skip
        return {
            "phoneNumber": number, "amount": recipient.amount, "status": "Sent",
            "requestId": request_id, "discount": "KES 0.0000", "errorMessage": "None",
        }  # fmt: skip
