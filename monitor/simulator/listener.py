"""A waitress server that can be ended from another thread, with every socket closed."""

import threading
from collections.abc import Callable
from typing import Any

import waitress.server
import waitress.wasyncore

_THREADS = 16
_LOOP_SECONDS = 1.0


class Listener:
    """Listens from the moment it is made, answers while `run` runs, ends with `close`."""

    def __init__(
        self, app: Any, host: str, port: int, *, on_end: Callable[[], None] = lambda: None
    ) -> None:
        self._sockets: dict[int, Any] = {}
        self._server = waitress.server.create_server(
            app,
            host=host,
            port=port,
            threads=_THREADS,
            ident=None,
            map=self._sockets,
            ipv6=False,
        )
        self._on_end = on_end
        self._ending = threading.Lock()
        self._is_ended = False
        self._is_closed = False
        self.port: int = self._server.effective_port

    def run(self) -> None:
        """Answer requests until closed or interrupted."""
        try:
            while not self._is_ended:
                waitress.wasyncore.loop(timeout=_LOOP_SECONDS, map=self._sockets, count=1)
        except (SystemExit, KeyboardInterrupt):
            self._is_ended = True
        self._finish()

    def close(self) -> None:
        """Ask the loop to end. The lock keeps the trigger's pipe open until it is pulled."""
        with self._ending:
            self._is_ended = True
            if not self._is_closed:
                self._server.trigger.pull_trigger()

    def _finish(self) -> None:
        self._on_end()
        self._server.task_dispatcher.shutdown()
        with self._ending:
            self._is_closed = True
            waitress.wasyncore.close_all(self._sockets, ignore_all=True)
