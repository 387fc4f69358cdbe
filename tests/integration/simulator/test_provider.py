"""The provider's interface, spoken to by the provider's own SDK over loopback."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from africastalking.Service import AfricasTalkingException
from africastalking.SMS import SMSService

from monitor.simulator.exchange import Exchange
from monitor.simulator.server import SimulatorServer

HER = "+254712345678"


def test_a_text_lies_in_the_phone_when_the_send_returns(
    sdk: SMSService, exchange: Exchange
) -> None:
    answer = sdk.send("Habari. Uko salama? 1 ndiyo", [HER], "HABARI")

    (recipient,) = answer["SMSMessageData"]["Recipients"]
    assert answer["SMSMessageData"]["Message"] == "Sent to 1/1 Total Cost: KES 0.8000"
    assert recipient["statusCode"] == 101
    assert recipient["number"] == HER
    assert recipient["status"] == "Success"
    assert recipient["cost"] == "KES 0.8000"
    assert recipient["messageParts"] == 1
    assert recipient["messageId"].startswith("ATXid_")
    (message,) = exchange.handsets.messages(HER)
    assert (message.text, message.other) == ("Habari. Uko salama? 1 ndiyo", "HABARI")
    assert message.message_id == recipient["messageId"]


def test_a_long_text_costs_its_parts_and_lowers_the_balance(
    sdk: SMSService, live: SimulatorServer, exchange: Exchange
) -> None:
    answer = sdk.send("a" * 161, [HER], "22384")

    assert answer["SMSMessageData"]["Recipients"][0]["cost"] == "KES 1.6000"
    assert answer["SMSMessageData"]["Recipients"][0]["messageParts"] == 2
    account = requests.get(
        f"{_base(live)}/user",
        params={"username": "sandbox"},
        headers={"apiKey": "secret"},
        timeout=5,
    )
    assert account.json() == {"UserData": {"balance": "KES 999998.4000"}}


def test_a_wrong_key_is_refused_in_plain_text(live: SimulatorServer) -> None:
    stranger = SMSService("sandbox", "guess")
    stranger._baseUrl = _base(live)

    with pytest.raises(AfricasTalkingException, match=r"^The supplied authentication is invalid$"):
        stranger.send("Habari", [HER], "HABARI")


def test_a_wrong_user_name_is_refused(live: SimulatorServer) -> None:
    answer = requests.post(
        f"{_base(live)}/messaging",
        data={"username": "other", "to": HER, "message": "Habari"},
        headers={"apiKey": "secret"},
        timeout=5,
    )

    assert answer.status_code == 401
    assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("missing", ["to", "message"])
def test_a_missing_field_is_named(live: SimulatorServer, missing: str) -> None:
    form = {"username": "sandbox", "to": HER, "message": "Habari"}
    del form[missing]

    answer = requests.post(
        f"{_base(live)}/messaging", data=form, headers={"apiKey": "secret"}, timeout=5
    )

    assert (answer.status_code, f"'{missing}'" in answer.text) == (400, True)


def test_an_unknown_sender_reaches_nobody_and_raises_nothing(
    sdk: SMSService, exchange: Exchange
) -> None:
    answer = sdk.send("Habari", [HER], "BANDIA")

    assert answer == {"SMSMessageData": {"Message": "InvalidSenderId", "Recipients": []}}
    assert exchange.handsets.messages(HER) == []


def test_an_impossible_number_is_refused_without_an_id(sdk: SMSService) -> None:
    answer = sdk.send("Habari", ["+25471234", HER], "HABARI")

    refused, accepted = answer["SMSMessageData"]["Recipients"]
    assert answer["SMSMessageData"]["Message"] == "Sent to 1/2 Total Cost: KES 0.8000"
    assert refused == {
        "statusCode": 403,
        "number": "+25471234",
        "status": "InvalidPhoneNumber",
        "cost": "0",
        "messageId": "None",
    }
    assert accepted["statusCode"] == 101


def test_a_phone_that_blocked_the_sender_is_never_texted(
    sdk: SMSService, exchange: Exchange
) -> None:
    exchange.sms.opt_out(HER, is_out=True)

    assert _code(sdk.send("Habari", [HER], "HABARI")) == (406, "UserInBlacklist")
    assert exchange.handsets.messages(HER) == []


def test_an_empty_account_sends_nothing(sdk: SMSService, exchange: Exchange) -> None:
    exchange.sms.balance -= exchange.sms.balance

    assert _code(sdk.send("Habari", [HER], "HABARI")) == (405, "InsufficientBalance")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        pytest.param(404, "UnsupportedNumberType", id="permanent"),
        pytest.param(407, "CouldNotRoute", id="later"),
        pytest.param(499, "Unknown", id="a-code-nobody-knows"),
    ],
)
def test_refuse_answers_with_the_chosen_code(
    sdk: SMSService, live: SimulatorServer, exchange: Exchange, code: int, status: str
) -> None:
    _order(live, direction="api", kind="refuse", status_code=code)

    assert _code(sdk.send("Habari", [HER], "HABARI")) == (code, status)
    assert exchange.handsets.messages(HER) == []
    assert _code(sdk.send("Habari", [HER], "HABARI")) == (101, "Success")


def test_an_error_answers_500_for_as_many_requests_as_ordered(
    sdk: SMSService, live: SimulatorServer, exchange: Exchange
) -> None:
    _order(live, direction="api", kind="error", count=2)

    for _ in range(2):
        with pytest.raises(AfricasTalkingException, match=r"^Internal Server Error$"):
            sdk.send("Habari", [HER], "HABARI")
    sdk.send("Habari", [HER], "HABARI")

    assert len(exchange.handsets.messages(HER)) == 1


def test_an_error_may_hide_a_text_that_went_out(
    sdk: SMSService, live: SimulatorServer, exchange: Exchange
) -> None:
    _order(live, direction="api", kind="error", accept=True)

    with pytest.raises(AfricasTalkingException):
        sdk.send("Habari", [HER], "HABARI")

    assert len(exchange.handsets.messages(HER)) == 1


def test_garbage_is_no_json(sdk: SMSService, live: SimulatorServer) -> None:
    _order(live, direction="api", kind="garbage")

    with pytest.raises(requests.exceptions.JSONDecodeError):
        sdk.send("Habari", [HER], "HABARI")


def test_empty_recipients_look_like_success(sdk: SMSService, live: SimulatorServer) -> None:
    _order(live, direction="api", kind="empty_recipients")

    assert sdk.send("Habari", [HER], "HABARI")["SMSMessageData"]["Recipients"] == []


def test_a_held_connection_times_out_and_is_let_go_when_faults_are_cleared(
    sdk: SMSService, live: SimulatorServer, exchange: Exchange
) -> None:
    _order(live, direction="api", kind="time_out", seconds=3600, count=None)

    with pytest.raises(requests.exceptions.ReadTimeout):
        sdk.send("Habari", [HER], "HABARI", timeout=0.2)
    exchange.faults.clear()

    assert _code(sdk.send("Habari", [HER], "HABARI")) == (101, "Success")


def test_a_late_answer_is_right_when_it_comes(
    sdk: SMSService, live: SimulatorServer, exchange: Exchange
) -> None:
    _order(live, direction="api", kind="delay", seconds=3600)
    answers: list[Any] = []
    sending = threading.Thread(
        target=lambda: answers.append(sdk.send("Habari", [HER], "HABARI")), name="sending"
    )
    sending.start()
    assert exchange.faults.wait_for_held(timeout_seconds=10)

    assert answers == []
    exchange.faults.clear()
    sending.join(timeout=10)

    assert _code(answers[0]) == (101, "Success")


def test_a_repeated_text_comes_several_times_under_one_id(
    sdk: SMSService, live: SimulatorServer, exchange: Exchange
) -> None:
    _order(live, direction="api", kind="repeat", times=3)

    sdk.send("Habari", [HER], "HABARI")

    messages = exchange.handsets.messages(HER)
    assert (len(messages), len({message.message_id for message in messages})) == (3, 1)


def test_a_text_out_of_order_comes_after_the_next_one(
    sdk: SMSService, live: SimulatorServer, exchange: Exchange
) -> None:
    _order(live, direction="api", kind="reorder")

    sdk.send("one", [HER], "HABARI")
    sdk.send("two", [HER], "HABARI")

    assert [message.text for message in exchange.handsets.messages(HER)] == ["two", "one"]


def test_a_lost_text_was_accepted_all_the_same(
    sdk: SMSService, live: SimulatorServer, exchange: Exchange
) -> None:
    _order(live, direction="api", kind="lose")

    assert _code(sdk.send("Habari", [HER], "HABARI")) == (101, "Success")
    assert exchange.handsets.messages(HER) == []


def _code(answer: dict[str, Any]) -> tuple[int, str]:
    (recipient,) = answer["SMSMessageData"]["Recipients"]
    return recipient["statusCode"], recipient["status"]


def _order(live: SimulatorServer, **fault: Any) -> None:
    url = f"http://127.0.0.1:{live.port}/drive/faults"
    assert requests.post(url, json=fault, timeout=5).status_code == 201


def _base(live: SimulatorServer) -> str:
    return f"http://127.0.0.1:{live.port}/version1"


@pytest.fixture
def live(settings: Any) -> Iterator[SimulatorServer]:
    server = SimulatorServer(settings, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server
    server.close()
    thread.join(timeout=10)
    assert not thread.is_alive()


@pytest.fixture
def exchange(live: SimulatorServer) -> Exchange:
    return live.exchange


@pytest.fixture
def sdk(live: SimulatorServer, monkeypatch: pytest.MonkeyPatch) -> SMSService:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    service = SMSService("sandbox", "secret")
    service._baseUrl = _base(live)
    return service
