"""Serves the simulator with waitress, in a process of its own."""

import signal

import waitress
import waitress.server
import waitress.wasyncore

from monitor.simulator.app import create_simulator
from monitor.simulator.exchange import Exchange
from monitor.simulator.settings import SimulatorSettings

_THREADS = 16


class SimulatorServer:
    """A listening simulator. `run` blocks; `close`, from any thread, ends it."""

    def __init__(self, settings: SimulatorSettings, host: str, port: int) -> None:
        app = create_simulator(settings)
        self.exchange: Exchange = app.extensions["simulator"]
        self._sockets: dict[int, object] = {}
        self._server = waitress.server.create_server(
            app, host=host, port=port, threads=_THREADS, ident=None, map=self._sockets
        )
        self.port: int = self._server.effective_port

    def run(self) -> None:
        """Answer requests and post callbacks until closed."""
        self.exchange.start()
        try:
            self._server.run()
        finally:
            self.exchange.faults.close()
            self._server.task_dispatcher.shutdown()
            self.exchange.stop()
            self._close_sockets()

    def close(self) -> None:
        """Ask the loop to end; held connections are let go first."""
        self.exchange.faults.close()
        self._server.trigger.pull_trigger(self._close_sockets)

    def _close_sockets(self) -> None:
        waitress.wasyncore.close_all(self._sockets, ignore_all=True)


def serve(settings: SimulatorSettings, host: str, port: int) -> None:
    """Serve until the process is told to end."""
    server = SimulatorServer(settings, host, port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server.run()
