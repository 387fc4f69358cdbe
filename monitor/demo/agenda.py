"""What the synthetic people and staff are going to do, in order of time; it can be put on disk."""

import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Deed(StrEnum):
    """What can be done."""

    TEXT = "text"
    """She sends `what` to the programme."""
    DIAL = "dial"
    """She dials the code and answers what is due; `what` is how many entries until it breaks."""
    PHONE = "phone"
    """Her phone changes into the state `what`."""
    ENROL = "enrol"
    """Everybody whose exit is on the day `what` is enrolled."""
    SHIFT = "shift"
    """A member of staff works through the list of cases."""
    PAGE = "page"
    """A member of staff answers a page."""


@dataclass(frozen=True, order=True)
class Act:
    """One deed: when, by whom (a code name or a user name), and with what."""

    at: datetime
    who: str
    deed: Deed
    what: str = ""


class Agenda:
    """Acts to come, the next one first."""

    def __init__(self, acts: Iterable[Act] = ()) -> None:
        self._heap = list(acts)
        heapq.heapify(self._heap)

    def add(self, acts: Iterable[Act]) -> None:
        """Plan more."""
        for act in acts:
            heapq.heappush(self._heap, act)

    @property
    def next_at(self) -> datetime | None:
        """Return when the next act is due, or None where nothing is planned."""
        return self._heap[0].at if self._heap else None

    def next_where(self, holds: Callable[[Act], bool]) -> datetime | None:
        """Return when the next act of some kind is due, or None where none is planned."""
        return min((act.at for act in self._heap if holds(act)), default=None)

    def take(self, until: datetime) -> list[Act]:
        """Take everything that is due by an instant, in order.

        >>> from datetime import UTC
        >>> agenda = Agenda([Act(datetime(2026, 3, 2, 6, tzinfo=UTC), "Mkuyu", Deed.TEXT, "Sawa")])
        >>> [act.what for act in agenda.take(datetime(2026, 3, 2, 7, tzinfo=UTC))]
        ['Sawa']
        >>> agenda.next_at is None
        True
        """
        due = []
        while self._heap and self._heap[0].at <= until:
            due.append(heapq.heappop(self._heap))
        return due

    def dump(self) -> list[dict[str, str]]:
        """Return the acts as plain values."""
        return [asdict(act) | {"at": act.at.isoformat()} for act in sorted(self._heap)]


def load(dumped: Iterable[Mapping[str, Any]]) -> Agenda:
    """Return the agenda that `dump` wrote down."""
    return Agenda(
        Act(datetime.fromisoformat(row["at"]), row["who"], Deed(row["deed"]), row["what"])
        for row in dumped
    )
