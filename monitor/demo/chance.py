"""Draws that look like chance and come out the same every time, from a hash of a seed.

So the synthetic people do the same things in every demo, whatever the machine or the Python.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

_Thing = TypeVar("_Thing")


class Chance:
    """One stream of draws.

    >>> one, same = Chance("Mkuyu, first check-in"), Chance("Mkuyu, first check-in")
    >>> [one.share() for _ in range(3)] == [same.share() for _ in range(3)]
    True
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._drawn = 0

    def share(self) -> float:
        """Return a number from 0 to just under 1."""
        self._drawn += 1
        digest = hashlib.sha256(f"{self._seed}#{self._drawn}".encode()).digest()
        return int.from_bytes(digest[:6]) / 2**48

    def happens(self, likelihood: float) -> bool:
        """Say whether something of this likelihood comes true."""
        return self.share() < likelihood

    def between(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return low + int(self.share() * (high - low + 1))

    def pick(self, things: Sequence[_Thing]) -> _Thing:
        """Return one of several things."""
        return things[self.between(0, len(things) - 1)]

    def some(self, things: Sequence[_Thing], count: int) -> tuple[_Thing, ...]:
        """Return several different things, in the order they stand in."""
        drawn = sorted((self.share(), place) for place in range(len(things)))[:count]
        return tuple(things[place] for place in sorted(place for _, place in drawn))

    def minutes(self, low: int, high: int) -> timedelta:
        """Return a span of minutes, with odd seconds."""
        return timedelta(minutes=self.between(low, high), seconds=self.between(0, 59))
