"""Sending through the real SDK to a real server on this machine."""

import json
import logging
import socket
from collections.abc import Iterator

import pytest
import requests

from monitor.core.errors import Invalid
from monitor.sms.gateway import Outgoing, SendKind, SendOutcome
from monitor.sms.gateways.africastalking import (
    AfricasTalkingGateway,
    AfricasTalkingSettings,
    failure,
)
from tests.unit.sms.gateways.provider_stub import ProviderStub, running

NUMBER = "+254700000001"
OTHER = "+254700000002"
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


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"username": "sandbox"}, "at_username", id="sandbox_in_production"),
        pytest.param({"username": ""}, "at_username", id="no_username"),
        pytest.param({"api_key": ""}, "at_api_key", id="no_key"),
        pytest.param({"api_key": f"{KEY}\n"}, "at_api_key", id="key_with_a_line_end"),
        pytest.param({"base_url": "http://sms.example.org"}, "at_base_url", id="plain_http"),
        pytest.param({"content_url": "nonsense"}, "at_content_url", id="no_address"),
    ],
)
def test_unsafe_settings_refuse_to_start(changes: dict[str, str], field: str) -> None:
    asked = {"username": "baada", "api_key": KEY, "environment": "production"} | changes
    with pytest.raises(Invalid) as refused:
        AfricasTalkingGateway(AfricasTalkingSettings(**asked))
    assert refused.value.field == field
    assert KEY not in str(refused.value)


@pytest.mark.parametrize(
    ("environment", "base_url", "expected"),
    [
        pytest.param("sandbox", "http://127.0.0.1:9000", True, id="stand_in"),
        pytest.param("sandbox", "", False, id="the_providers_default"),
        pytest.param("sandbox", "https://API.africastalking.com/version1", False, id="provider"),
        pytest.param("production", "http://127.0.0.1:9000", False, id="production"),
    ],
)
def test_only_a_stand_in_outside_production_counts_as_a_test(
    environment: str, base_url: str, expected: bool
) -> None:
    driver = AfricasTalkingGateway(
        AfricasTalkingSettings(
            username="baada", api_key=KEY, environment=environment, base_url=base_url
        )
    )
    assert driver.is_test is expected


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


def entry(**changes: object) -> dict[str, object]:
    usual: dict[str, object] = {"statusCode": 101, "number": NUMBER, "status": "Success"}
    usual |= {"cost": "KES 0.8000", "messageId": "ATXid_0001", "messageParts": 1}
    return usual | changes


def reply(*entries: object, message: str = "Sent to 1/1") -> bytes:
    return json.dumps({"SMSMessageData": {"Message": message, "Recipients": entries}}).encode()


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
