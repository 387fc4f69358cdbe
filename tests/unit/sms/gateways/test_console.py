"""The gateway that writes to a terminal."""

from io import StringIO

from monitor.sms.callback_forms import Addresses
from monitor.sms.gateway import Outgoing, SendKind
from monitor.sms.gateways.console import ConsoleGateway


def test_a_text_is_written_without_its_number() -> None:
    stream = StringIO()
    gateway = ConsoleGateway(Addresses(production=False), stream)
    first = gateway.send(Outgoing(message_id="m", to="+254700000001", text="Habari"))
    second = gateway.send(Outgoing(message_id="m", to="+254700000001", text="Asante"))
    assert stream.getvalue() == "[sms 1] Habari\n[sms 2] Asante\n"
    assert first.kind is SendKind.ACCEPTED
    assert first.gateway_message_id != second.gateway_message_id
