"""USSD when the network drops, delays, repeats or loses, or the application is slow."""

import threading
from dataclasses import replace
from typing import Any

import pytest

from monitor.simulator.app import create_simulator
from monitor.simulator.exchange import Exchange
from monitor.simulator.faults import Direction, Fault, FaultKind
from monitor.simulator.settings import CallbackKind, SimulatorSettings
from monitor.simulator.ussd_screen import Screen

HER = "+254712345678"
CODE = "*384*2025#"


def test_an_application_that_is_too_slow_has_failed(
    settings: SimulatorSettings, application: Any
) -> None:
    over = threading.Event()
    application.reply = lambda received: "CON Soko" if over.wait(10) else ""
    hurried = replace(settings, timing=replace(settings.timing, ussd_timeout_seconds=0.2))
    exchange: Exchange = create_simulator(hurried).extensions["simulator"]

    screen = exchange.ussd.dial(HER, CODE)
    over.set()
    exchange.flush()

    (end,) = application.of("ussd-end")
    assert screen.kind == "network"
    assert end["errorMessage"] == "The application did not answer in time"


def test_a_dropped_screen_was_answered_by_the_application(
    exchange: Exchange, application: Any
) -> None:
    application.answers += [("200 OK", "CON Soko"), ("200 OK", "CON Mji"), ("200 OK", "CON Soko")]
    first = exchange.ussd.dial(HER, CODE)
    exchange.handsets.change(HER, drop_next=True)

    dropped = exchange.ussd.enter(HER, "1")
    again = exchange.ussd.dial(HER, CODE)
    exchange.flush()

    assert (dropped.kind, dropped.text) == ("network", "Connection lost.")
    assert [turn["text"] for turn in application.of("ussd")] == ["", "1", ""]
    (end,) = application.of("ussd-end")
    assert (end["status"], end["input"], end["hopsCount"]) == ("Incomplete", "1", "2")
    assert again.is_open
    assert again.session_id != first.session_id


@pytest.mark.parametrize("by", ["phone", "fault"])
def test_a_late_screen_comes_when_its_seconds_are_over(
    exchange: Exchange, application: Any, by: str
) -> None:
    application.reply = lambda received: "CON Soko"
    if by == "phone":
        exchange.handsets.get(HER)
        exchange.handsets.change(HER, delay_seconds=3600.0)
    else:
        fault = Fault(direction=Direction.CALLBACKS, kind=FaultKind.DELAY, seconds=3600)
        exchange.faults.order(fault)
    screens: list[Screen] = []
    dialling = threading.Thread(target=lambda: screens.append(exchange.ussd.dial(HER, CODE)))
    dialling.start()
    was_held = exchange.faults.wait_for_held(timeout_seconds=10)
    early = list(screens)

    exchange.faults.clear()
    dialling.join(timeout=10)

    assert (was_held, early) == (True, [])
    assert [screen.text for screen in screens] == ["Soko"]


def test_a_repeated_turn_has_the_same_transcript(exchange: Exchange, application: Any) -> None:
    application.reply = lambda received: "CON Soko"
    exchange.faults.order(
        Fault(direction=Direction.CALLBACKS, kind=FaultKind.REPEAT, only=CallbackKind.USSD)
    )

    exchange.ussd.dial(HER, CODE)

    first, second = application.of("ussd")
    assert first == second


def test_a_lost_turn_never_reaches_the_application(exchange: Exchange, application: Any) -> None:
    application.answers.append(("200 OK", "CON Soko"))
    exchange.ussd.dial(HER, CODE)
    exchange.faults.order(
        Fault(direction=Direction.CALLBACKS, kind=FaultKind.LOSE, only=CallbackKind.USSD)
    )

    screen = exchange.ussd.enter(HER, "1")
    exchange.flush()

    assert screen.text == "Connection lost."
    assert len(application.of("ussd")) == 1
    assert application.of("ussd-end")[0]["status"] == "Incomplete"
