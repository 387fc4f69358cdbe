"""Sending through the real SDK to a real server on this machine."""

import logging
import socket
from collections.abc import Iterator

import pytest
import requests

from monitor.sms.gateway import Outgoing, SendKind, SendOutcome
from monitor.sms.gateways.africastalking import (
    AfricasTalkingGateway,
    AfricasTalkingSettings,
    failure,
)
from tests.unit.sms.gateways.provider_stub import NUMBER, ProviderStub, entry, reply, running

TEXT = "Habari, uko salama? 1=ndiyo 2=hapana"
KEY = "atsk_secret_of_the_test"


def test_one_request_carries_one_recipient(stub: ProviderStub) -> None:
    stub.answer(201, reply(entry()))
    outcome = send(stub)
    assert outcome.kind is SendKind.ACCEPTED
    assert outcome.gateway_message_id == "ATXid_0001"
    assert (outcome.parts, outcome.cost) == (1, "KES 0.8000")
    assert stub.paths == ["/version1/messaging"]
    assert stub.keys == [KEY]
    assert stub.forms == [
        {
            "username": ["baada"],
            "to": [NUMBER],
            "message": [TEXT],
            "bulkSMSMode": ["1"],
            "from": ["HABARI"],
        }
    ]


def test_a_message_may_name_its_sender(stub: ProviderStub) -> None:
    stub.answer(201, reply(entry()))
    send(stub, sender="22384")
    assert stub.forms[0]["from"] == ["22384"]


def test_without_any_sender_the_field_is_left_out(stub: ProviderStub) -> None:
    stub.answer(201, reply(entry()))
    gateway(stub.url, sender="").send(Outgoing(message_id="m", to=NUMBER, text=TEXT))
    assert "from" not in stub.forms[0]


def test_a_base_url_without_its_version_gets_it(stub: ProviderStub) -> None:
    stub.answer(201, reply(entry()))
    gateway(stub.url.removesuffix("version1")).send(Outgoing(message_id="m", to=NUMBER, text=TEXT))
    assert stub.paths == ["/version1/messaging"]


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        pytest.param(400, SendKind.NOT_TAKEN, "http_400", id="bad_request"),
        pytest.param(403, SendKind.NOT_TAKEN, "http_403", id="forbidden"),
        pytest.param(429, SendKind.NOT_TAKEN, "http_429", id="throttled"),
        pytest.param(401, SendKind.CONFIG_ERROR, "http_401", id="bad_key"),
        pytest.param(500, SendKind.AMBIGUOUS, "http_500", id="server_error"),
        pytest.param(503, SendKind.AMBIGUOUS, "http_503", id="unavailable"),
    ],
)
def test_the_http_status_survives(
    stub: ProviderStub, status: int, kind: SendKind, code: str
) -> None:
    stub.answer(status, b"plain words", content_type="text/plain")
    outcome = send(stub)
    assert (outcome.kind, outcome.code) == (kind, code)
    assert len(stub.forms) == 1


def test_a_redirect_is_not_followed_with_the_key(stub: ProviderStub) -> None:
    stub.answer(307, b"")
    stub.headers = {"Location": "/elsewhere"}
    outcome = send(stub)
    assert (outcome.kind, outcome.code) == (SendKind.AMBIGUOUS, "http_307")
    assert stub.paths == ["/version1/messaging"]


def test_an_unreachable_provider_took_nothing(free_port: int) -> None:
    outcome = send_to(f"http://127.0.0.1:{free_port}/version1")
    assert (outcome.kind, outcome.code) == (SendKind.NOT_TAKEN, "connect_failed")
    assert outcome.certainly_not_taken


def test_a_connection_that_never_stood_took_nothing() -> None:
    outcome = failure(requests.exceptions.ConnectTimeout())
    assert (outcome.kind, outcome.code) == (SendKind.NOT_TAKEN, "connect_timeout")


def test_silence_after_the_request_is_ambiguous(stub: ProviderStub) -> None:
    stub.stalls = True
    outcome = send(stub, timeout_seconds=(2.0, 0.2))
    assert (outcome.kind, outcome.code) == (SendKind.AMBIGUOUS, "read_timeout")
    assert outcome.may_resend_once


def test_a_connection_cut_after_the_request_is_ambiguous(stub: ProviderStub) -> None:
    stub.hangs_up = True
    outcome = send(stub)
    assert (outcome.kind, outcome.code) == (SendKind.AMBIGUOUS, "connection_lost")
    assert len(stub.forms) == 1


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("0700000001", id="national"),
        pytest.param("+1234", id="too_short"),
        pytest.param(NUMBER + "\n", id="line_end"),
        pytest.param("", id="empty"),
    ],
)
def test_a_number_that_is_none_is_never_sent(stub: ProviderStub, number: str) -> None:
    outcome = gateway(stub.url).send(Outgoing(message_id="m", to=number, text=TEXT))
    assert (outcome.kind, outcome.code) == (SendKind.REFUSED_PERMANENT, "not_e164")
    assert stub.forms == []


def test_any_text_can_be_sent(stub: ProviderStub) -> None:
    stub.answer(201, reply(entry()))
    send(stub, text="a&b=c+ሰላም\ud83d")
    assert stub.forms[0]["message"] == ["a&b=c+ሰላም?"]


def test_nothing_shown_or_logged_holds_key_number_or_text(
    stub: ProviderStub, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stub.answer(201, reply(entry()))
    driver = gateway(stub.url)
    outcome = driver.send(Outgoing(message_id="m", to=NUMBER, text=TEXT))
    shown = [caplog.text, repr(outcome), repr(driver), repr(settings(stub.url)), str(vars(driver))]
    for secret in (KEY, NUMBER, TEXT):
        assert secret not in "".join(shown)


def send(
    stub: ProviderStub,
    *,
    text: str = TEXT,
    sender: str | None = None,
    timeout_seconds: tuple[float, float] = (2.0, 5.0),
) -> SendOutcome:
    driver = AfricasTalkingGateway(settings(stub.url), timeout_seconds=timeout_seconds)
    return driver.send(Outgoing(message_id="m", to=NUMBER, text=text, sender=sender))


def send_to(url: str) -> SendOutcome:
    return gateway(url).send(Outgoing(message_id="m", to=NUMBER, text=TEXT))


def gateway(url: str, *, sender: str = "HABARI") -> AfricasTalkingGateway:
    return AfricasTalkingGateway(settings(url, sender=sender))


def settings(url: str, *, sender: str = "HABARI") -> AfricasTalkingSettings:
    return AfricasTalkingSettings(
        username="baada", api_key=KEY, environment="production", base_url=url, sender=sender
    )


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[ProviderStub]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as provider:
        yield provider


@pytest.fixture
def free_port(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
        return port
