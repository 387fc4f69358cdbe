"""A gateway that reaches nobody: it records what is handed over, and fails when told to.

Tests, journeys and dry runs use it in place of a provider. It reads the same callbacks as the
form-posting providers, so a whole conversation can be played through it.
"""

from collections import deque
from collections.abc import Mapping
from threading import Lock

from monitor.sms.callback_forms import Addresses, FormCallbacks
from monitor.sms.gateway import Airtime, Outgoing, SendKind, SendOutcome


class RecordingGateway(FormCallbacks):
    """Accepts every message unless told otherwise; several threads may send at once.

    `handed` holds every message that was handed over, whatever came of it; `taken` those that a
    phone would have received, by the id given out; `credited` all airtime handed over.
    """

    name = "recording"
    is_test = True

    def __init__(self, addresses: Addresses) -> None:
        super().__init__(addresses)
        self.handed: list[Outgoing] = []
        self.taken: dict[str, Outgoing] = {}
        self.credited: list[Airtime] = []
        self._script: deque[SendOutcome | Exception] = deque()
        self._numbers: dict[str, SendOutcome] = {}
        self._lock = Lock()

    def send(self, outgoing: Outgoing) -> SendOutcome:
        """Record the message, then answer as told, or accept it."""
        with self._lock:
            self.handed.append(outgoing)
            told = self._script.popleft() if self._script else self._numbers.get(outgoing.to)
            if isinstance(told, Exception):
                raise told
            if told is not None:
                return self._take(outgoing, told)
            return self._take(outgoing, accepted(f"rec-{len(self.handed)}"))

    def send_airtime(self, airtime: Airtime) -> SendOutcome:
        """Record the airtime, then answer as told, or grant it."""
        with self._lock:
            self.credited.append(airtime)
            told = self._script.popleft() if self._script else None
            if isinstance(told, Exception):
                raise told
            return accepted(f"rec-airtime-{len(self.credited)}") if told is None else told

    def then(self, *steps: SendOutcome | Exception) -> None:
        """Answer what is handed over next with these, in order; an exception is raised."""
        with self._lock:
            self._script.extend(steps)

    def always(self, number: str, outcome: SendOutcome | None) -> None:
        """Answer every message to a number with one outcome; None ends it."""
        with self._lock:
            self._numbers.pop(number, None)
            if outcome is not None:
                self._numbers[number] = outcome

    def texts_to(self, number: str) -> list[str]:
        """Return the texts that reached a number, oldest first."""
        return [message.text for message in self.taken.values() if message.to == number]

    def _take(self, outgoing: Outgoing, outcome: SendOutcome) -> SendOutcome:
        if outcome.gateway_message_id is not None:
            self.taken[outcome.gateway_message_id] = outgoing
        return outcome


def accepted(gateway_message_id: str) -> SendOutcome:
    """Return the answer of a provider that took the message."""
    return SendOutcome(
        kind=SendKind.ACCEPTED,
        code="101",
        reason="The provider took the message.",
        gateway_message_id=gateway_message_id,
        parts=1,
    )


_FAILURES: Mapping[SendKind, tuple[str, str]] = {
    SendKind.REFUSED_PERMANENT: ("403", "The number does not exist or takes no SMS."),
    SendKind.SUPPRESS_NUMBER: ("406", "The number has blocked messages."),
    SendKind.CONFIG_ERROR: ("InvalidSenderId", "The sender name is not registered."),
    SendKind.PAUSE_ACCOUNT: ("405", "The account has no balance."),
    SendKind.HELD: ("401", "The provider holds the message."),
    SendKind.AMBIGUOUS: ("read_timeout", "The provider did not answer in time."),
    SendKind.NOT_TAKEN: ("connect_failed", "The provider could not be reached."),
}


def refused(kind: SendKind, *, on_its_way_as: str | None = None) -> SendOutcome:
    """Return a failure of a kind; `on_its_way_as` is an id under which it goes out all the same.

    >>> refused(SendKind.AMBIGUOUS, on_its_way_as="rec-9").code
    'read_timeout'
    """
    code, reason = _FAILURES[kind]
    return SendOutcome(
        kind=kind,
        code=code,
        reason=reason,
        gateway_message_id=on_its_way_as,
        may_resend_once=kind in (SendKind.AMBIGUOUS, SendKind.NOT_TAKEN),
    )
