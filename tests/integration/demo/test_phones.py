"""A resident's phone in the demo leaves a dialogue at that, wherever the network ends it."""

import threading
from collections.abc import Callable, Iterator

import pytest

from monitor.demo.chance import Chance
from monitor.demo.phones import Phones
from monitor.simulator.listener import Listener
from monitor.simulator.server import SimulatorServer
from monitor.simulator.settings import CallbackKind, SimulatorSettings
from tests.integration.simulator.recording import RecordingApplication

HER = "+254712345678"
PIN = "4821"
FIRST = ("200 OK", "CON Saa za ofisi\n1 Nairobi")


@pytest.mark.parametrize(
    ("answers", "typed"),
    [
        pytest.param([("200 OK", "END Asante.")], [""], id="ended at once"),
        pytest.param([FIRST, ("200 OK", "END Asante.")], ["", PIN], id="ended after the PIN"),
        pytest.param([("500 NO", "")], [""], id="the application failed"),
    ],
)
def test_a_dialogue_that_the_network_ends_is_left_at_that(
    start: Callable[[RecordingApplication], Phones],
    answers: list[tuple[str, str]],
    typed: list[str],
) -> None:
    application = RecordingApplication(answers=list(answers))
    start(application).dial(HER, PIN, entries=5, chance=Chance("any"))
    assert [turn["text"] for turn in application.of("ussd")] == typed


@pytest.fixture
def start() -> Iterator[Callable[[RecordingApplication], Phones]]:
    """Start an application and a simulator before it; both end with the test."""
    running: list[tuple[Listener | SimulatorServer, threading.Thread]] = []

    def run(server: Listener | SimulatorServer) -> int:
        thread = threading.Thread(target=server.run)
        thread.start()
        running.append((server, thread))
        return server.port

    def started(application: RecordingApplication) -> Phones:
        port = run(Listener(application, "127.0.0.1", 0))
        keys = {kind.value: f"key-{kind.value}" for kind in CallbackKind}
        settings = SimulatorSettings(
            callback_base_url=f"http://127.0.0.1:{port}", keys=keys, api_key="secret"
        )
        return Phones(f"http://127.0.0.1:{run(SimulatorServer(settings, '127.0.0.1', 0))}")

    yield started
    for server, thread in reversed(running):
        server.close()
        thread.join(timeout=10)
        assert not thread.is_alive()
