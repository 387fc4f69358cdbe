"""Airtime through the provider's SDK: one phone, one key, and what the answer means."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from monitor.sms.gateway import Airtime, SendKind, SendOutcome, SendsAirtime
from monitor.sms.gateways.africastalking import AfricasTalkingGateway, AfricasTalkingSettings
from tests.unit.sms.gateways.provider_stub import NUMBER, ProviderStub, running


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[ProviderStub]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as provider:
        yield provider


def give(url: str, to: str = NUMBER, thanks_id: str = "t-1") -> SendOutcome:
    settings = AfricasTalkingSettings(
        username="sandbox", api_key="atsk_test", environment="sandbox", base_url=url
    )
    gateway = AfricasTalkingGateway(settings, timeout_seconds=(1, 1))
    assert isinstance(gateway, SendsAirtime)
    return gateway.send_airtime(Airtime(thanks_id=thanks_id, to=to, amount=10))


def answer(**changes: Any) -> bytes:
    entry = {
        "phoneNumber": NUMBER, "amount": "KES 10.0000", "status": "Sent",
        "requestId": "ATQid_1", "discount": "KES 0.4000", "errorMessage": "None",
    }  # fmt: skip
    return json.dumps({"numSent": 1, "responses": [{**entry, **changes}]}).encode()


def test_one_request_credits_one_phone_in_shillings(stub: ProviderStub) -> None:
    stub.answer(201, answer())
    outcome = give(stub.url)
    assert (outcome.kind, outcome.gateway_message_id) == (SendKind.ACCEPTED, "ATQid_1")
    assert stub.paths == ["/version1/airtime/send"]
    (form,) = stub.forms
    assert form["username"] == ["sandbox"]
    assert json.loads(form["recipients"][0]) == [{"phoneNumber": NUMBER, "amount": "KES 10"}]


def test_every_request_carries_the_key_of_its_own_row(stub: ProviderStub) -> None:
    stub.answer(201, answer())
    give(stub.url, thanks_id="t-1")
    give(stub.url, thanks_id="t-2")
    assert stub.idempotency == ["t-1", "t-2"]


@pytest.mark.parametrize(
    ("status", "body", "kind", "again"),
    [
        pytest.param(401, b"", SendKind.CONFIG_ERROR, False, id="wrong key"),
        pytest.param(400, b"", SendKind.CONFIG_ERROR, False, id="turned away"),
        pytest.param(403, b"", SendKind.CONFIG_ERROR, False, id="not allowed"),
        pytest.param(429, b"", SendKind.PAUSE_ACCOUNT, False, id="too many at once"),
        pytest.param(408, b"", SendKind.AMBIGUOUS, True, id="timed out on the way"),
        pytest.param(409, b"", SendKind.AMBIGUOUS, True, id="seen before"),
        pytest.param(503, b"", SendKind.AMBIGUOUS, True, id="provider failed"),
        pytest.param(201, b"<html>", SendKind.AMBIGUOUS, False, id="unreadable"),
        pytest.param(201, b'{"responses": []}', SendKind.CONFIG_ERROR, False, id="nobody"),
        pytest.param(
            201,
            b'{"errorMessage": "InsufficientBalance", "responses": []}',
            SendKind.PAUSE_ACCOUNT,
            False,
            id="no balance for anybody",
        ),
        pytest.param(
            201,
            answer(status="Failed", errorMessage="Insufficient balance"),
            SendKind.PAUSE_ACCOUNT,
            False,
            id="no balance for this one",
        ),
        pytest.param(
            201,
            answer(status="Failed", errorMessage="Invalid phone number"),
            SendKind.REFUSED_PERMANENT,
            False,
            id="bad number",
        ),
        pytest.param(201, answer(status="Failed"), SendKind.NOT_TAKEN, False, id="refused"),
        pytest.param(201, answer(status="Pending"), SendKind.AMBIGUOUS, False, id="unknown word"),
        pytest.param(
            201, answer(phoneNumber="+254700000002"), SendKind.AMBIGUOUS, False, id="another number"
        ),
    ],
)
def test_only_what_says_sent_counts_as_given(
    stub: ProviderStub, status: int, body: bytes, kind: SendKind, again: bool
) -> None:
    stub.answer(status, body)
    outcome = give(stub.url)
    assert (outcome.kind, outcome.may_resend_once) == (kind, again)
    assert NUMBER not in outcome.reason + outcome.code


def test_a_connection_that_breaks_is_unclear_and_one_that_never_stood_is_not(
    stub: ProviderStub,
) -> None:
    stub.hangs_up = True
    assert give(stub.url).kind is SendKind.AMBIGUOUS
    assert give("http://127.0.0.1:1/version1").kind is SendKind.NOT_TAKEN


def test_a_number_that_is_none_is_not_asked_for(stub: ProviderStub) -> None:
    assert give(stub.url, to="0712345678").kind is SendKind.REFUSED_PERMANENT
    assert stub.paths == []
