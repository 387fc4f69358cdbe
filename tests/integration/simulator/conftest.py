"""Simulators that speak to a recording application over loopback."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.core.clock import FixedClock
from monitor.simulator.app import create_simulator
from monitor.simulator.exchange import Exchange
from monitor.simulator.listener import Listener
from monitor.simulator.settings import CallbackKind, SimulatorSettings, Timing
from tests.integration.simulator.recording import RecordingApplication

START = datetime(2026, 3, 2, 6, 4, 45, tzinfo=UTC)


@contextmanager
def _listening(app: Any) -> Iterator[str]:
    listener = Listener(app, "127.0.0.1", 0)
    thread = threading.Thread(target=listener.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.port}"
    finally:
        listener.close()
        thread.join(timeout=10)
    assert not thread.is_alive()


@pytest.fixture
def listening() -> Callable[[Any], AbstractContextManager[str]]:
    """Serve any WSGI application on loopback for the length of a with block."""
    return _listening


@pytest.fixture
def application() -> RecordingApplication:
    return RecordingApplication()


@pytest.fixture
def settings(application: RecordingApplication) -> Iterator[SimulatorSettings]:
    with _listening(application) as url:
        yield SimulatorSettings(
            callback_base_url=url,
            keys={kind.value: f"key-{kind.value}" for kind in CallbackKind},
            api_key="secret",
            timing=Timing(receipt_delay_seconds=0),
        )


@pytest.fixture
def wall() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
def simulator(settings: SimulatorSettings, wall: FixedClock) -> Any:
    """A simulator whose worker does not run: callbacks go when the test says so."""
    return create_simulator(settings, wall=wall)


@pytest.fixture
def client(simulator: Any) -> Any:
    return simulator.test_client()


@pytest.fixture
def exchange(simulator: Any) -> Exchange:
    return simulator.extensions["simulator"]
