"""A gateway for a newcomer's terminal: messages are written to a stream and reach nobody."""

from itertools import count
from typing import TextIO

from monitor.sms.callback_forms import Addresses, FormCallbacks
from monitor.sms.gateway import Outgoing, SendKind, SendOutcome


class ConsoleGateway(FormCallbacks):
    """Writes each text to the stream. The number is left out: terminals keep what they show."""

    name = "console"
    is_test = True

    def __init__(self, addresses: Addresses, stream: TextIO) -> None:
        super().__init__(addresses)
        self._stream = stream
        self._numbers = count(1)

    def send(self, outgoing: Outgoing) -> SendOutcome:
        """Write the text and accept it."""
        number = next(self._numbers)
        self._stream.write(f"[sms {number}] {outgoing.text}\n")
        self._stream.flush()
        return SendOutcome(
            kind=SendKind.ACCEPTED,
            code="written",
            reason="Written to the terminal.",
            gateway_message_id=f"console-{number}",
        )
