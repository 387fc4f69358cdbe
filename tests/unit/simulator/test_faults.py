"""Faults are used up in order, by the requests they fit."""

import threading

import pytest

from monitor.core.errors import Invalid
from monitor.simulator.faults import MEANINGS, Direction, Fault, FaultBoard, FaultKind
from monitor.simulator.settings import CallbackKind


def test_a_fault_spoils_as_many_requests_as_ordered() -> None:
    board = FaultBoard()
    board.order(Fault(direction=Direction.API, kind=FaultKind.ERROR, remaining=2))

    taken = [board.take(Direction.API) for _ in range(3)]

    assert [fault is not None for fault in taken] == [True, True, False]


def test_faults_of_one_direction_are_taken_oldest_first() -> None:
    board = FaultBoard()
    board.order(Fault(direction=Direction.API, kind=FaultKind.ERROR))
    board.order(Fault(direction=Direction.CALLBACKS, kind=FaultKind.LOSE))
    board.order(Fault(direction=Direction.API, kind=FaultKind.GARBAGE))

    kinds = [fault.kind for _ in range(2) if (fault := board.take(Direction.API))]

    assert kinds == [FaultKind.ERROR, FaultKind.GARBAGE]
    assert [fault.kind for fault in board.list_faults()] == [FaultKind.LOSE]


def test_a_fault_for_one_callback_lets_the_others_pass() -> None:
    board = FaultBoard()
    board.order(
        Fault(direction=Direction.CALLBACKS, kind=FaultKind.LOSE, only=CallbackKind.RECEIPT)
    )

    assert board.take(Direction.CALLBACKS, CallbackKind.SMS) is None
    assert board.take(Direction.CALLBACKS, CallbackKind.RECEIPT) is not None


def test_a_fault_without_a_count_goes_on_until_cleared() -> None:
    board = FaultBoard()
    fault = board.order(Fault(direction=Direction.API, kind=FaultKind.ERROR, remaining=None))
    assert all(board.take(Direction.API) for _ in range(10))

    board.clear(fault.id)

    assert board.take(Direction.API) is None


def test_clearing_one_fault_keeps_the_others() -> None:
    board = FaultBoard()
    first = board.order(Fault(direction=Direction.API, kind=FaultKind.ERROR))
    second = board.order(Fault(direction=Direction.API, kind=FaultKind.LOSE))

    board.clear(first.id)

    assert board.list_faults() == [second]


@pytest.mark.parametrize(
    ("direction", "kind"),
    [
        pytest.param(direction, kind, id=f"{direction}-{kind}")
        for direction in Direction
        for kind in FaultKind
        if (direction, kind) not in MEANINGS
    ],
)
def test_a_fault_without_a_meaning_is_refused(direction: Direction, kind: FaultKind) -> None:
    board = FaultBoard()

    with pytest.raises(Invalid):
        board.order(Fault(direction=direction, kind=kind))
    assert board.list_faults() == []


@pytest.mark.parametrize("let_go", ["clear", "close"])
def test_held_threads_are_let_go(let_go: str) -> None:
    board = FaultBoard()
    held = threading.Thread(target=board.hold, args=(3600,))
    held.start()
    assert board.wait_for_held(timeout_seconds=10)

    getattr(board, let_go)()

    held.join(timeout=10)
    assert not held.is_alive()


def test_after_closing_nothing_is_held() -> None:
    board = FaultBoard()
    board.close()
    held = threading.Thread(target=board.hold, args=(3600,), daemon=True)
    held.start()
    held.join(timeout=10)

    assert not held.is_alive()
