"""The message centre: takes texts from the application to the phones, and back."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from monitor.core.errors import Invalid
from monitor.core.ids import new_id
from monitor.core.phone import normalise
from monitor.simulator import bodies
from monitor.simulator.deliveries import Callback, Deliveries, Outcome
from monitor.simulator.faults import Fault, FaultKind
from monitor.simulator.handsets import (
    REACHABLE,
    Handset,
    Handsets,
    PhoneState,
    TextMessage,
    demand_reachable,
)
from monitor.simulator.parts import count_parts
from monitor.simulator.settings import CallbackKind, SimulatorSettings

PRICE = Decimal("0.8000")
STATUS_NAMES = {
    100: "Processed",
    101: "Success",
    102: "Queued",
    401: "RiskHold",
    402: "InvalidSenderId",
    403: "InvalidPhoneNumber",
    404: "UnsupportedNumberType",
    405: "InsufficientBalance",
    406: "UserInBlacklist",
    407: "CouldNotRoute",
    409: "DoNotDisturbRejection",
    500: "InternalServerError",
    501: "GatewayError",
    502: "RejectedByGateway",
}
_LONGEST_TEXT = 1600


@dataclass(frozen=True)
class _Outgoing:
    message_id: str
    sender: str
    number: str
    text: str
    times: int


class SmsCentre:
    """Answers sends as the provider does, fills inboxes and queues the callbacks that follow."""

    def __init__(
        self,
        settings: SimulatorSettings,
        handsets: Handsets,
        deliveries: Deliveries,
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._handsets = handsets
        self._deliveries = deliveries
        self._now = now
        self._lock = threading.Lock()
        self._held: list[_Outgoing] = []
        self.balance = Decimal("1000000.0000")
        deliveries.on_settled = self._settled

    def send(
        self, sender: str, numbers: Sequence[str], text: str, fault: Fault | None
    ) -> dict[str, Any]:
        """Return the provider's answer to a send, and let the texts go out."""
        if sender not in ("", self._settings.sender, self._settings.short_code):
            return answer_of("InvalidSenderId", [])
        recipients = [self._send_one(sender, number, text, fault) for number in numbers]
        gone = [entry for entry in recipients if entry["statusCode"] in (100, 101, 102)]
        total = PRICE * sum(entry.get("messageParts", 0) for entry in gone)
        cost = f"KES {total:.4f}" if gone else "0"
        return answer_of(f"Sent to {len(gone)}/{len(numbers)} Total Cost: {cost}", recipients)

    def text_from(self, number: str, text: str, to: str | None = None) -> TextMessage:
        """Send an SMS from a phone to the application."""
        phone = self._handsets.get(number)
        demand_reachable(phone)
        if len(text) > _LONGEST_TEXT:
            raise Invalid(f"a text has at most {_LONGEST_TEXT} characters", field="text")
        incoming = bodies.Incoming(
            id=str(uuid4()),
            number=phone.number,
            text=text,
            to=to or self._settings.short_code,
            link_id=uuid4().hex,
            at=self._now(),
        )
        message = self._handsets.add(
            TextMessage(
                seq=0,
                direction="inbound",
                number=phone.number,
                other=incoming.to,
                text=text,
                at=incoming.at,
                message_id=incoming.id,
                parts=count_parts(text),
                status="sending",
            )
        )
        self._deliveries.put(CallbackKind.SMS, incoming.fields())
        return message

    def switch(self, number: str, state: PhoneState) -> Handset:
        """Change what the network finds; texts that waited arrive when the phone is back."""
        phone = self._handsets.change(self._handsets.get(number).number, state=state)
        if state in REACHABLE:
            for message in self._handsets.arrive_waiting(phone.number, self._now()):
                self._report(message.message_id, phone.number, "Success")
        return phone

    def opt_out(self, number: str, *, is_out: bool) -> Handset:
        """Block or allow the sender on a phone; the provider reports only the blocking."""
        phone = self._handsets.change(self._handsets.get(number).number, opted_out=is_out)
        if is_out:
            fields = bodies.opt_out(self._settings.sender, phone.number)
            self._deliveries.put(CallbackKind.OPT_OUT, fields)
        return phone

    def subscribe(self, number: str, *, keyword: str, update: str) -> None:
        """Report that a phone was added to or taken from a subscription."""
        if update not in ("addition", "deletion"):
            raise Invalid("update must be addition or deletion", field="update")
        fields = bodies.subscription(
            self._handsets.get(number).number,
            short_code=self._settings.short_code,
            keyword=keyword,
            update=update,
        )
        self._deliveries.put(CallbackKind.SUBSCRIPTION, fields)

    def let_go(self) -> None:
        """Deliver the texts that a fault held back."""
        with self._lock:
            held, self._held = self._held, []
        for outgoing in held:
            self._deliver(outgoing)

    def _send_one(
        self, sender: str, written: str, text: str, fault: Fault | None
    ) -> dict[str, Any]:
        number = normalise(written)
        parts = count_parts(text)
        code = self._refusal(number, parts, fault)
        if number is None or code is not None:
            return _refused(written, code or 403)
        message_id = _provider_id("ATXid_")
        with self._lock:
            self.balance -= PRICE * parts
        self._route(_outgoing(message_id, sender or "AFRICASTKNG", number, text, fault), fault)
        return {
            "statusCode": 101,
            "number": number,
            "status": STATUS_NAMES[101],
            "cost": f"KES {PRICE * parts:.4f}",
            "messageId": message_id,
            "messageParts": parts,
        }

    def _refusal(self, number: str | None, parts: int, fault: Fault | None) -> int | None:
        if fault and fault.kind is FaultKind.REFUSE:
            return fault.status_code or 403
        if number is None:
            return 403
        if self._handsets.get(number).opted_out:
            return 406
        return 405 if self.balance < PRICE * parts else None

    def _route(self, outgoing: _Outgoing, fault: Fault | None) -> None:
        if fault and fault.kind is FaultKind.LOSE:
            self._report(outgoing.message_id, outgoing.number, "Sent")
        elif fault and fault.kind is FaultKind.REORDER:
            with self._lock:
                self._held.append(outgoing)
        else:
            self._deliver(outgoing)
            self.let_go()

    def _deliver(self, outgoing: _Outgoing) -> None:
        state = self._handsets.get(outgoing.number).state
        if self._settings.progress_reports:
            self._report(outgoing.message_id, outgoing.number, "Sent")
        if state is PhoneState.MISSING:
            self._report(outgoing.message_id, outgoing.number, "Failed", "UserDoesNotExist")
        elif state is PhoneState.ABSENT:
            self._report(outgoing.message_id, outgoing.number, "AbsentSubscriber")
        else:
            self._lay_in_phone(outgoing, "delivered" if state in REACHABLE else "waiting")
            final = "Success" if state in REACHABLE else "AbsentSubscriber"
            self._report(outgoing.message_id, outgoing.number, final)

    def _lay_in_phone(self, outgoing: _Outgoing, status: str) -> None:
        for _ in range(outgoing.times):
            self._handsets.add(
                TextMessage(
                    seq=0,
                    direction="outbound",
                    number=outgoing.number,
                    other=outgoing.sender,
                    text=outgoing.text,
                    at=self._now(),
                    message_id=outgoing.message_id,
                    parts=count_parts(outgoing.text),
                    status=status,
                )
            )

    def _report(self, message_id: str, number: str, status: str, reason: str | None = None) -> None:
        steps = 1 if status == "Sent" else 2
        self._deliveries.put(
            CallbackKind.RECEIPT,
            bodies.receipt(message_id, number, status, reason),
            after_seconds=steps * self._settings.timing.receipt_delay_seconds,
        )

    def _settled(self, callback: Callback, outcome: Outcome) -> None:
        if callback.kind is CallbackKind.SMS:
            status = "sent" if outcome is Outcome.TAKEN else "not sent"
            self._handsets.mark(callback.fields["from"], callback.fields["id"], status)


def answer_of(message: str, recipients: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the envelope in which the provider answers a send."""
    return {"SMSMessageData": {"Message": message, "Recipients": recipients}}


def _outgoing(
    message_id: str, sender: str, number: str, text: str, fault: Fault | None
) -> _Outgoing:
    times = fault.times if fault and fault.kind is FaultKind.REPEAT else 1
    return _Outgoing(message_id, sender, number, text, times)


def _refused(number: str, code: int) -> dict[str, Any]:
    held = code == 401
    return {
        "statusCode": code,
        "number": number,
        "status": STATUS_NAMES.get(code, "Unknown"),
        "cost": "0",
        "messageId": _provider_id("ATXid_") if held else "None",
    }


def _provider_id(prefix: str) -> str:
    return prefix + new_id().replace("-", "")
