"""Starts and ends the processes of the demo: none is ever left behind.

Each child has a session of its own, so that Ctrl-C in the terminal reaches only us, and we end
them one after the other; where the system can, a child also ends when we are killed.
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import requests

from monitor.core.errors import GatewayError, Invalid
from monitor.demo.door import local_session

STARTS_WITHIN_SECONDS = 90
ENDS_WITHIN_SECONDS = 20
_POLL_SECONDS = 0.1
_NEVER = threading.Event()


class Child:
    """One process that runs until it is ended."""

    def __init__(
        self, name: str, command: Sequence[str], *, env: Mapping[str, str], log: Path
    ) -> None:
        self.name, self.log = name, log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                (*_end_with_parent(), *command),
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def exit_status(self) -> int | None:
        """Return how it ended, or None while it runs."""
        return self._process.poll()

    def check(self) -> None:
        """Raise `GatewayError` where it has ended, and say where to look."""
        status = self.exit_status
        if status is not None:
            raise GatewayError(
                f"the {self.name} has stopped (status {status}); its last words are in {self.log}",
                retryable=False,
            )

    def wait_for(self, url: str) -> None:
        """Wait until it answers on an address."""
        http = local_session()
        for _ in range(int(STARTS_WITHIN_SECONDS / _POLL_SECONDS)):
            self.check()
            if _answers(http, url):
                return
            pause(_POLL_SECONDS)
        raise GatewayError(f"the {self.name} does not answer; see {self.log}", retryable=False)

    def end(self) -> None:
        """Ask it to end, and wait; one that does not is killed."""
        if self.exit_status is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(ENDS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Pair:
    """Application and simulator of one folder, on two ports."""

    def __init__(
        self, env: Mapping[str, str], *, port: int, simulator_port: int, logs: Path
    ) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.simulator_url = f"http://127.0.0.1:{simulator_port}"
        self._children: list[Child] = []
        try:
            for name, command in (("simulator", "simulator"), ("application", "serve")):
                log = logs / f"{name}.log"
                self._children.append(Child(name, flask(command), env=env, log=log))
        except BaseException:
            self.end()
            raise

    def wait(self) -> None:
        """Wait until both answer."""
        simulator, application = self._children
        application.wait_for(f"{self.url}/login")
        simulator.wait_for(f"{self.simulator_url}/drive/faults")

    def check(self) -> None:
        """Raise `GatewayError` where one of them has ended."""
        for child in self._children:
            child.check()

    def end(self) -> None:
        """End both, the application first: it sends to the simulator."""
        for child in reversed(self._children):
            child.end()

    def __enter__(self) -> "Pair":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()


def _answers(http: requests.Session, url: str) -> bool:
    try:
        return http.get(url, timeout=5, allow_redirects=False).status_code < 500
    except requests.RequestException:
        return False


def flask(*arguments: str) -> tuple[str, ...]:
    """Return the command line of a `flask` command in this very environment."""
    return (sys.executable, "-m", "flask", *arguments)


def run_flask(arguments: Sequence[str], *, env: Mapping[str, str], lines: str = "") -> str:
    """Run a `flask` command to its end and return what it printed; `Invalid` where it failed."""
    done = subprocess.run(
        (*_end_with_parent(), *flask(*arguments)),
        env=dict(env),
        input=lines,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise Invalid(f"'flask {arguments[0]}' failed: {said[-1] if said else 'it said nothing'}")
    return done.stdout


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def refuse_taken(port: int) -> None:
    """Raise `Invalid` where somebody already listens on a port."""
    with socket.socket() as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind(("127.0.0.1", port))
        except OSError:
            raise Invalid(
                f"port {port} is taken; end what listens there, or choose another pair with "
                f"BAADA_PORT={port + 100} make demo"
            ) from None


def be_nice() -> None:
    """Leave the processor to whoever needs it more."""
    os.nice(10)


def pause(seconds: float) -> None:
    """Wait a moment."""
    _NEVER.wait(seconds)


def _end_with_parent() -> tuple[str, ...]:
    """Return what to put before a command to have it end when we are killed, where that exists."""
    setpriv = shutil.which("setpriv")
    return () if setpriv is None else (setpriv, "--pdeathsig", "TERM")
