"""The listening server ends when told to, from wherever it is told."""

import threading
from collections.abc import Iterable
from typing import Any

import pytest
import requests

from monitor.simulator.listener import Listener


def test_it_answers_until_closed_and_closing_again_is_harmless() -> None:
    listener = Listener(_hello, "localhost", 0)
    thread = threading.Thread(target=listener.run)
    thread.start()
    url = f"http://127.0.0.1:{listener.port}"
    answer = requests.get(url, timeout=5).text

    listener.close()
    thread.join(timeout=10)
    listener.close()

    assert (answer, thread.is_alive()) == ("hello", False)
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=5)


def test_closing_before_it_runs_ends_it_at_once() -> None:
    ended: list[str] = []
    listener = Listener(_hello, "127.0.0.1", 0, on_end=lambda: ended.append("told"))

    listener.close()
    listener.run()

    assert ended == ["told"]


def _hello(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
