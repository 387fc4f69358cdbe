"""The simulator credits a phone through the provider's own SDK, once for each key."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from monitor.simulator.faults import Direction, Fault, FaultKind
from monitor.simulator.server import SimulatorServer
from monitor.sms.gateway import Airtime, SendKind, SendOutcome
from monitor.sms.gateways.africastalking import AfricasTalkingGateway, AfricasTalkingSettings

HER = "+254712345678"


@pytest.fixture
def live(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimulatorServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = SimulatorServer(settings, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server
    server.close()
    thread.join(timeout=10)
    assert not thread.is_alive()


def give(live: SimulatorServer, *, thanks_id: str = "t-1", api_key: str = "secret") -> SendOutcome:
    settings = AfricasTalkingSettings(
        username="sandbox", api_key=api_key, environment="sandbox",
        base_url=f"http://127.0.0.1:{live.port}",
    )  # fmt: skip
    airtime = Airtime(thanks_id=thanks_id, to=HER, amount=10)
    return AfricasTalkingGateway(settings).send_airtime(airtime)


def texts(live: SimulatorServer) -> list[tuple[str, str]]:
    return [(message.other, message.text) for message in live.exchange.handsets.messages(HER)]


def test_a_phone_is_credited_and_the_network_says_so(live: SimulatorServer) -> None:
    outcome = give(live)
    assert outcome.kind is SendKind.ACCEPTED
    assert (outcome.gateway_message_id or "").startswith("ATQid_")
    assert texts(live) == [("Airtime", "You have received KES 10 airtime.")]


def test_the_same_key_credits_once(live: SimulatorServer) -> None:
    assert give(live) == give(live)
    assert len(texts(live)) == 1
    give(live, thanks_id="t-2")
    assert len(texts(live)) == 2


def test_a_wrong_key_credits_nobody(live: SimulatorServer) -> None:
    assert give(live, api_key="guess").kind is SendKind.CONFIG_ERROR
    assert texts(live) == []


@pytest.mark.parametrize("taken", [True, False])
def test_a_failing_provider_leaves_it_open_whether_it_was_given(
    live: SimulatorServer, taken: bool
) -> None:
    live.exchange.faults.order(Fault(direction=Direction.API, kind=FaultKind.ERROR, accept=taken))
    assert give(live).kind is SendKind.AMBIGUOUS
    assert len(texts(live)) == taken
