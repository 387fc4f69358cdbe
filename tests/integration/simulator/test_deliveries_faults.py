"""Callbacks lost, repeated, late, out of order, unreadable or with a wrong key."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.core.clock import FixedClock
from monitor.simulator.app import create_simulator
from monitor.simulator.exchange import Exchange
from monitor.simulator.faults import Direction, Fault, FaultKind
from monitor.simulator.settings import CallbackKind, SimulatorSettings

HER = "+254712345678"


def test_a_lost_callback_never_comes(exchange: Exchange, application: Any) -> None:
    _order(exchange, FaultKind.LOSE, only=CallbackKind.RECEIPT)
    exchange.sms.send("HABARI", [HER], "Habari", None)

    exchange.flush()

    assert [r["status"] for r in application.of("receipt")] == ["Success"]


def test_a_repeated_callback_carries_the_same_id(exchange: Exchange, application: Any) -> None:
    _order(exchange, FaultKind.REPEAT, times=3)
    exchange.sms.text_from(HER, "1")

    exchange.flush()

    assert len(application.of("sms")) == 3
    assert len({form["id"] for form in application.of("sms")}) == 1


def test_a_late_callback_waits_its_seconds(
    exchange: Exchange, application: Any, wall: FixedClock
) -> None:
    _order(exchange, FaultKind.DELAY, seconds=300)
    exchange.sms.text_from(HER, "1")

    wall.advance(timedelta(seconds=299))
    exchange.work()
    early = len(application.received)
    wall.advance(timedelta(seconds=1))
    exchange.work()

    assert (early, len(application.received)) == (0, 1)


def test_callbacks_out_of_order_come_after_the_next_one(
    exchange: Exchange, application: Any
) -> None:
    _order(exchange, FaultKind.REORDER)
    exchange.sms.send("HABARI", [HER], "Habari", None)

    exchange.work()

    assert [r["status"] for r in application.of("receipt")] == ["Success", "Sent"]


def test_a_callback_out_of_order_waits_for_a_later_one(
    settings: SimulatorSettings, application: Any, wall: FixedClock
) -> None:
    slow = replace(settings, timing=replace(settings.timing, receipt_delay_seconds=1))
    exchange: Exchange = create_simulator(slow, wall=wall).extensions["simulator"]
    _order(exchange, FaultKind.REORDER)
    exchange.sms.send("HABARI", [HER], "Habari", None)

    for _ in range(2):
        wall.advance(timedelta(seconds=1))
        exchange.work()

    assert [r["status"] for r in application.of("receipt")] == ["Success", "Sent"]


def test_a_text_held_back_with_none_after_it_goes_with_the_flush(
    exchange: Exchange, application: Any
) -> None:
    fault = Fault(direction=Direction.API, kind=FaultKind.REORDER)
    exchange.sms.send("HABARI", [HER], "Habari", fault)
    early = exchange.handsets.messages(HER)

    exchange.flush()

    assert (early, len(exchange.handsets.messages(HER))) == ([], 1)
    assert [r["status"] for r in application.of("receipt")] == ["Sent", "Success"]


def test_a_callback_held_back_with_none_after_it_goes_with_the_flush(
    exchange: Exchange, application: Any
) -> None:
    _order(exchange, FaultKind.REORDER)
    exchange.sms.text_from(HER, "1")
    exchange.work()
    early = len(application.received)

    exchange.flush()

    assert (early, len(application.received)) == (0, 1)


def test_garbage_reaches_the_door_with_the_right_key(exchange: Exchange, application: Any) -> None:
    _order(exchange, FaultKind.GARBAGE)
    exchange.sms.text_from(HER, "1")

    exchange.flush()

    (received,) = application.received
    assert received.key == "key-sms"
    with pytest.raises(UnicodeDecodeError):
        received.body.decode()


def test_a_wrong_key_is_used_once_and_the_retry_is_right(
    exchange: Exchange, application: Any
) -> None:
    application.answers.append(("403 Forbidden", ""))
    _order(exchange, FaultKind.WRONG_KEY)
    exchange.sms.text_from(HER, "1")

    exchange.flush()
    exchange.flush()

    assert [received.key for received in application.received] == ["wrong", "key-sms"]


def test_a_fault_until_cleared_goes_on(exchange: Exchange, application: Any) -> None:
    _order(exchange, FaultKind.LOSE, remaining=None)
    for _ in range(3):
        exchange.sms.text_from(HER, "1")
    exchange.faults.clear()
    exchange.sms.text_from(HER, "2")

    exchange.flush()

    assert [form["text"] for form in application.of("sms")] == ["2"]


def _order(exchange: Exchange, kind: FaultKind, **rest: Any) -> None:
    exchange.faults.order(Fault(direction=Direction.CALLBACKS, kind=kind, **rest))
