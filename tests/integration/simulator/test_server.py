"""A simulator that really listens: its worker, its restart and its end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from monitor.core.errors import Invalid
from monitor.simulator.faults import Direction, Fault, FaultKind
from monitor.simulator.server import SimulatorServer
from monitor.simulator.settings import SimulatorSettings

HER = "+254712345678"


def test_the_worker_posts_callbacks_by_itself(
    settings: SimulatorSettings, application: Any
) -> None:
    with _running(settings) as server:
        server.exchange.sms.send("HABARI", [HER], "Habari", None)
        server.exchange.sms.text_from(HER, "1")
        application.wait_for(3)

    assert [receipt["status"] for receipt in application.of("receipt")] == ["Sent", "Success"]
    assert [form["text"] for form in application.of("sms")] == ["1"]


def test_a_restart_keeps_the_phones_and_what_was_on_its_way(
    settings: SimulatorSettings, application: Any, tmp_path: Path
) -> None:
    kept = replace(
        settings,
        state_dir=tmp_path / "phones",
        timing=replace(settings.timing, receipt_delay_seconds=3600),
    )
    with _running(kept) as server:
        server.exchange.sms.send("HABARI", [HER], "Habari ĩ", None)
        server.exchange.handsets.change(HER, drop_next=True)

    with _running(kept) as server:
        (message,) = server.exchange.handsets.messages(HER)
        phone = server.exchange.handsets.get(HER)
        early = len(application.received)
        server.exchange.flush()

    assert (message.text, message.status, phone.drop_next) == ("Habari ĩ", "delivered", True)
    assert early == 0
    assert [receipt["status"] for receipt in application.of("receipt")] == ["Sent", "Success"]
    assert (tmp_path / "phones" / "handsets.json").stat().st_mode & 0o077 == 0


def test_an_unreadable_file_says_what_to_do(settings: SimulatorSettings, tmp_path: Path) -> None:
    (tmp_path / "handsets.json").write_text("{")

    with pytest.raises(Invalid, match="delete it to start empty"):
        SimulatorServer(replace(settings, state_dir=tmp_path), "127.0.0.1", 0)


def test_callbacks_go_on_when_the_phones_cannot_be_saved(
    settings: SimulatorSettings, application: Any, tmp_path: Path, caplog: Any
) -> None:
    (tmp_path / "file").write_text("in the way")
    blocked = replace(
        settings,
        state_dir=tmp_path / "file",
        timing=replace(settings.timing, snapshot_seconds=0),
    )
    with _running(blocked) as server:
        server.exchange.sms.text_from(HER, "nisaidie")
        application.wait_for(1)
        server.exchange.sms.text_from(HER, "1")
        application.wait_for(2)

    assert "the phones could not be saved" in caplog.text
    assert "nisaidie" not in caplog.text


def test_it_ends_while_a_connection_is_held(settings: SimulatorSettings) -> None:
    with _running(settings) as server:
        server.exchange.faults.order(
            Fault(direction=Direction.API, kind=FaultKind.TIME_OUT, seconds=3600)
        )
        held = threading.Thread(target=_send, args=(server.port,))
        held.start()
        assert server.exchange.faults.wait_for_held(timeout_seconds=10)

    held.join(timeout=10)
    assert not held.is_alive()


def _send(port: int) -> None:
    form = {"username": "sandbox", "to": HER, "message": "Habari"}
    with requests.Session() as session:
        session.trust_env = False
        try:
            session.post(
                f"http://127.0.0.1:{port}/version1/messaging",
                data=form,
                headers={"apiKey": "secret"},
                timeout=30,
            )
        except requests.ConnectionError:
            return


@contextmanager
def _running(settings: SimulatorSettings) -> Iterator[SimulatorServer]:
    server = SimulatorServer(settings, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(timeout=10)
    assert not thread.is_alive()
