"""The gateway that records instead of sending."""

import pytest

from monitor.sms.callback_forms import Addresses
from monitor.sms.form import FORM_TYPE
from monitor.sms.gateway import InboundSms, Outgoing, SendKind
from monitor.sms.gateways.recording import RecordingGateway, accepted, refused

NUMBER = "+254700000001"
OTHER = "+254700000002"


def test_a_message_is_accepted_and_remembered() -> None:
    gateway = recording()
    outcome = gateway.send(message("Habari"))
    assert outcome.kind is SendKind.ACCEPTED
    assert outcome.gateway_message_id in gateway.taken
    assert gateway.texts_to(NUMBER) == ["Habari"]
    assert gateway.texts_to(OTHER) == []


def test_each_message_gets_an_id_of_its_own() -> None:
    gateway = recording()
    assert len({gateway.send(message()).gateway_message_id for _ in range(5)}) == 5


@pytest.mark.parametrize("kind", [kind for kind in SendKind if kind is not SendKind.ACCEPTED])
def test_it_fails_once_in_each_way_when_told(kind: SendKind) -> None:
    gateway = recording()
    gateway.then(refused(kind))
    assert gateway.send(message()).kind is kind
    assert gateway.send(message()).kind is SendKind.ACCEPTED
    assert (len(gateway.handed), len(gateway.taken)) == (2, 1)


def test_an_ambiguous_message_may_have_gone_out() -> None:
    gateway = recording()
    gateway.then(refused(SendKind.AMBIGUOUS, on_its_way_as="lost-1"))
    assert gateway.send(message("Habari")).kind is SendKind.AMBIGUOUS
    assert gateway.texts_to(NUMBER) == ["Habari"]


def test_it_raises_when_told() -> None:
    gateway = recording()
    gateway.then(TimeoutError())
    with pytest.raises(TimeoutError):
        gateway.send(message())
    assert len(gateway.handed) == 1


def test_answers_come_in_the_order_told() -> None:
    gateway = recording()
    gateway.then(refused(SendKind.HELD), accepted("given-1"))
    assert gateway.send(message()).kind is SendKind.HELD
    assert gateway.send(message()).gateway_message_id == "given-1"


def test_one_number_can_fail_for_good_while_others_do_not() -> None:
    gateway = recording()
    gateway.always(NUMBER, refused(SendKind.SUPPRESS_NUMBER))
    assert [gateway.send(message()).kind for _ in range(2)] == [SendKind.SUPPRESS_NUMBER] * 2
    assert gateway.send(message(to=OTHER)).kind is SendKind.ACCEPTED
    gateway.always(NUMBER, None)
    assert gateway.send(message()).kind is SendKind.ACCEPTED


def test_it_reads_the_callbacks_of_form_posting_providers() -> None:
    read = recording().parse_inbound(b"from=0700000001&text=1", FORM_TYPE)
    assert isinstance(read, InboundSms)
    assert read.from_number == NUMBER


def recording() -> RecordingGateway:
    return RecordingGateway(Addresses(production=False))


def message(text: str = "Habari", *, to: str = NUMBER) -> Outgoing:
    return Outgoing(message_id="m-1", to=to, text=text)
