"""Serves the simulator with waitress, in a process of its own."""

import signal

from monitor.simulator.app import create_simulator
from monitor.simulator.exchange import Exchange
from monitor.simulator.listener import Listener
from monitor.simulator.settings import SimulatorSettings


class SimulatorServer:
    """A listening simulator. `run` blocks; `close`, from any thread, ends it."""

    def __init__(self, settings: SimulatorSettings, host: str, port: int) -> None:
        app = create_simulator(settings)
        self.exchange: Exchange = app.extensions["simulator"]
        self._listener = Listener(app, host, port, on_end=self.exchange.faults.close)
        self.port = self._listener.port

    def run(self) -> None:
        """Answer requests and post callbacks until closed."""
        self.exchange.start()
        try:
            self._listener.run()
        finally:
            self.exchange.stop()

    def close(self) -> None:
        """Ask it to end; held connections are let go, phones are saved."""
        self._listener.close()


def serve(settings: SimulatorSettings, host: str, port: int) -> None:
    """Serve until the process is told to end."""
    server = SimulatorServer(settings, host, port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server.run()
