"""Callbacks on their way to the application: due times, faults, retries, and the flush."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from monitor.core.clock import Clock
from monitor.simulator.caller import Caller
from monitor.simulator.faults import Direction, Fault, FaultBoard, FaultKind
from monitor.simulator.settings import CallbackKind, Timing

_SPOILS_THE_POST = frozenset({FaultKind.GARBAGE, FaultKind.WRONG_KEY})


@dataclass(frozen=True, kw_only=True)
class Callback:
    """One callback that waits. `first_at` and `due_at` are real instants."""

    seq: int
    kind: CallbackKind
    fields: Mapping[str, str]
    first_at: datetime
    due_at: datetime
    spoil: FaultKind | None = None


class Outcome(Enum):
    """How a callback ended: the application took it, or it was given up."""

    TAKEN = "taken"
    GIVEN_UP = "given up"


@dataclass(frozen=True)
class Tally:
    """What a round of posting did: posts made, posts answered 200, callbacks still waiting."""

    posted: int
    accepted: int
    waiting: int


class Deliveries:
    """The waiting line. One callback is posted at a time, in order of due time."""

    def __init__(
        self,
        caller: Caller,
        faults: FaultBoard,
        *,
        wall: Clock,
        timing: Timing,
        wake: Callable[[], None],
    ) -> None:
        self._caller = caller
        self._faults = faults
        self._wall = wall
        self._timing = timing
        self._wake = wake
        self._line: list[Callback] = []
        self._held: list[Callback] = []
        self._seq = 0
        self._lock = threading.Lock()
        self._posting = threading.Lock()
        self.on_settled: Callable[[Callback, Outcome], None] = _nobody_asks

    def put(
        self, kind: CallbackKind, fields: Mapping[str, str], *, after_seconds: float = 0
    ) -> None:
        """Queue a callback, changed by the fault that waits for it, if any."""
        fault = self._faults.take(Direction.CALLBACKS, kind)
        now = self._wall.now()
        due = now + timedelta(seconds=after_seconds)
        with self._lock:
            self._place(kind, fields, now=now, due=due, fault=fault)
        self._wake()

    def deliver_due(self) -> Tally:
        """Post what is due by now."""
        return self._drain(self._wall.now())

    def flush(self) -> Tally:
        """Post everything that waits, due or not, delayed or held back; each is tried once."""
        with self._lock:
            self._line += self._held
            self._held = []
        return self._drain(None)

    def next_due(self) -> datetime | None:
        """Return when the next callback is due, or None."""
        with self._lock:
            return min((callback.due_at for callback in self._line), default=None)

    def count_waiting(self) -> int:
        """Return how many callbacks have not been settled."""
        with self._lock:
            return len(self._line) + len(self._held)

    def dump(self) -> list[dict[str, Any]]:
        """Return the waiting callbacks as plain values, for the snapshot."""
        with self._lock:
            return [
                asdict(c) | {"first_at": c.first_at.isoformat(), "due_at": c.due_at.isoformat()}
                for c in self._line + self._held
            ]

    def load(self, dumped: list[dict[str, Any]]) -> None:
        """Take waiting callbacks back from a snapshot."""
        with self._lock:
            for row in dumped:
                self._line.append(_from_row(row))
            self._seq = max((c.seq for c in self._line), default=0)

    def _place(
        self,
        kind: CallbackKind,
        fields: Mapping[str, str],
        *,
        now: datetime,
        due: datetime,
        fault: Fault | None,
    ) -> None:
        what = fault.kind if fault else None
        if what is FaultKind.LOSE:
            return
        if fault and what is FaultKind.DELAY:
            due += timedelta(seconds=fault.seconds)
        for _ in range(fault.times if fault and what is FaultKind.REPEAT else 1):
            self._seq += 1
            callback = Callback(
                seq=self._seq,
                kind=kind,
                fields=dict(fields),
                first_at=now,
                due_at=due,
                spoil=what if what in _SPOILS_THE_POST else None,
            )
            if what is FaultKind.REORDER:
                self._held.append(callback)
            else:
                self._line.append(callback)
                self._let_go(callback.due_at)

    def _let_go(self, after: datetime) -> None:
        for held in self._held:
            self._seq += 1
            self._line.append(replace(held, seq=self._seq, due_at=max(held.due_at, after)))
        self._held = []

    def _drain(self, due_by: datetime | None) -> Tally:
        tried: set[int] = set()
        posted = accepted = 0
        with self._posting:
            while (callback := self._take(due_by, tried)) is not None:
                tried.add(callback.seq)
                posted += 1
                accepted += self._attempt(callback)
        return Tally(posted, accepted, self.count_waiting())

    def _take(self, due_by: datetime | None, tried: set[int]) -> Callback | None:
        with self._lock:
            ready = [
                c
                for c in self._line
                if c.seq not in tried and (due_by is None or c.due_at <= due_by)
            ]
            if not ready:
                return None
            chosen = min(ready, key=lambda c: (c.due_at, c.seq))
            self._line.remove(chosen)
            return chosen

    def _attempt(self, callback: Callback) -> bool:
        answer = self._caller.post(
            callback.kind,
            callback.fields,
            timeout_seconds=self._timing.callback_timeout_seconds,
            spoil=callback.spoil,
        )
        taken = answer is not None and answer.status == 200
        if taken or not self._try_again(callback):
            self.on_settled(callback, Outcome.TAKEN if taken else Outcome.GIVEN_UP)
        return taken

    def _try_again(self, callback: Callback) -> bool:
        if callback.kind is not CallbackKind.SMS:
            return False
        due = self._wall.now() + timedelta(seconds=self._timing.retry_seconds)
        if due > callback.first_at + timedelta(seconds=self._timing.give_up_seconds):
            return False
        with self._lock:
            self._line.append(replace(callback, due_at=due, spoil=None))
        return True


def _nobody_asks(callback: Callback, outcome: Outcome) -> None:
    """Stand in until somebody wants to hear how callbacks end."""


def _from_row(row: dict[str, Any]) -> Callback:
    return Callback(
        seq=row["seq"],
        kind=CallbackKind(row["kind"]),
        fields=row["fields"],
        first_at=datetime.fromisoformat(row["first_at"]),
        due_at=datetime.fromisoformat(row["due_at"]),
        spoil=FaultKind(row["spoil"]) if row["spoil"] else None,
    )
