"""What the provider's answers mean, read from a real server through the real SDK."""

from collections.abc import Iterator

import pytest

from monitor.sms.gateway import Outgoing, SendKind, SendOutcome
from monitor.sms.gateways.africastalking import AfricasTalkingGateway, AfricasTalkingSettings
from tests.unit.sms.gateways.provider_stub import NUMBER, ProviderStub, entry, reply, running

OTHER = "+254700000002"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<html>", id="html"),
        pytest.param(b"\xff\xfe\x00", id="no_utf_8"),
        pytest.param(b"[" * 100_000, id="too_deep"),
        pytest.param(b"[]", id="a_list"),
        pytest.param(b"{}", id="no_data"),
        pytest.param(b'{"SMSMessageData": "Sent"}', id="data_is_a_word"),
        pytest.param(b'{"SMSMessageData": {"Message": "Sent"}}', id="no_recipients_at_all"),
        pytest.param(b'{"SMSMessageData": {"Recipients": {}}}', id="recipients_no_list"),
    ],
)
def test_a_success_nobody_can_read_is_ambiguous(stub: ProviderStub, body: bytes) -> None:
    stub.answer(201, body)
    outcome = send(stub)
    assert (outcome.kind, outcome.code) == (SendKind.AMBIGUOUS, "unreadable")
    assert not outcome.may_resend_once


@pytest.mark.parametrize(
    ("message", "kind", "code"),
    [
        pytest.param("InvalidSenderId", SendKind.CONFIG_ERROR, "InvalidSenderId", id="sender"),
        pytest.param("InsufficientBalance", SendKind.PAUSE_ACCOUNT, "InsufficientBalance", id="b"),
        pytest.param("UserInBlackList", SendKind.SUPPRESS_NUMBER, "UserInBlackList", id="blocked"),
        pytest.param(f"Bad {NUMBER}", SendKind.CONFIG_ERROR, "no_recipients", id="with_a_number"),
    ],
)
def test_an_empty_list_of_recipients_says_why_in_its_message(
    stub: ProviderStub, message: str, kind: SendKind, code: str
) -> None:
    stub.answer(201, reply(message=message))
    outcome = send(stub)
    assert (outcome.kind, outcome.code) == (kind, code)


@pytest.mark.parametrize(
    ("code", "kind", "may_resend_once"),
    [
        pytest.param(402, SendKind.CONFIG_ERROR, False, id="bad_sender"),
        pytest.param(404, SendKind.REFUSED_PERMANENT, False, id="unsupported_number"),
        pytest.param(407, SendKind.NOT_TAKEN, True, id="no_route"),
        pytest.param(409, SendKind.REFUSED_PERMANENT, False, id="do_not_disturb"),
        pytest.param(500, SendKind.AMBIGUOUS, True, id="provider_fault"),
        pytest.param(502, SendKind.NOT_TAKEN, True, id="rejected_by_network"),
        pytest.param(401, SendKind.HELD, False, id="risk_hold"),
        pytest.param(999, SendKind.AMBIGUOUS, False, id="unknown"),
    ],
)
def test_a_code_decides_what_may_happen_next(
    stub: ProviderStub, code: int, kind: SendKind, may_resend_once: bool
) -> None:
    stub.answer(201, reply(entry(statusCode=code)))
    outcome = send(stub)
    assert (outcome.kind, outcome.code) == (kind, str(code))
    assert outcome.may_resend_once is may_resend_once


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param({"statusCode": None}, id="null"),
        pytest.param({"statusCode": True}, id="truth"),
        pytest.param({"statusCode": [101]}, id="list"),
        pytest.param({"statusCode": "Success"}, id="word"),
    ],
)
def test_a_code_that_is_none_is_not_success(stub: ProviderStub, odd: dict[str, object]) -> None:
    stub.answer(201, reply(entry(**odd)))
    outcome = send(stub)
    assert (outcome.kind, outcome.code) == (SendKind.AMBIGUOUS, "unreadable")


@pytest.mark.parametrize(
    "message_id",
    [
        pytest.param("None", id="the_word_none"),
        pytest.param(None, id="null"),
        pytest.param("", id="blank"),
        pytest.param("x" * 200, id="too_long"),
        pytest.param("a\u0000b", id="nul"),
        pytest.param("\ud83d", id="half_a_pair"),
    ],
)
def test_what_is_no_message_id_is_not_kept(stub: ProviderStub, message_id: object) -> None:
    stub.answer(201, reply(entry(messageId=message_id)))
    outcome = send(stub)
    assert outcome.kind is SendKind.ACCEPTED
    assert outcome.gateway_message_id is None


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param({"messageParts": "many", "cost": f"to {NUMBER}"}, id="words"),
        pytest.param({"messageParts": -1, "cost": "0"}, id="below_one"),
        pytest.param({"messageParts": 1.5, "cost": None}, id="fractions"),
    ],
)
def test_odd_figures_are_left_out(stub: ProviderStub, odd: dict[str, object]) -> None:
    stub.answer(201, reply(entry(**odd)))
    outcome = send(stub)
    assert outcome.kind is SendKind.ACCEPTED
    assert (outcome.parts, outcome.cost) == (None, None)


def test_the_entry_is_found_by_number_not_by_position(stub: ProviderStub) -> None:
    theirs = entry(number=OTHER, statusCode=403, messageId="None")
    stub.answer(201, reply(theirs, entry(number="0700000001")))
    assert send(stub).kind is SendKind.ACCEPTED


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([{"number": OTHER, "statusCode": 101}], id="another_number"),
        pytest.param(["+254700000001", None, 7], id="no_objects"),
    ],
)
def test_an_answer_about_somebody_else_is_ambiguous(
    stub: ProviderStub, entries: list[object]
) -> None:
    stub.answer(201, reply(*entries))
    outcome = send(stub)
    assert (outcome.kind, outcome.code) == (SendKind.AMBIGUOUS, "wrong_recipient")


def test_two_answers_that_disagree_are_ambiguous(stub: ProviderStub) -> None:
    stub.answer(201, reply(entry(), entry(statusCode=403)))
    outcome = send(stub)
    assert (outcome.kind, outcome.code) == (SendKind.AMBIGUOUS, "contradictory")


def send(stub: ProviderStub) -> SendOutcome:
    settings = AfricasTalkingSettings(
        username="baada", api_key="key", environment="production", base_url=stub.url
    )
    return AfricasTalkingGateway(settings).send(Outgoing(message_id="m", to=NUMBER, text="Habari"))


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[ProviderStub]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as provider:
        yield provider
