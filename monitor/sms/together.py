"""Decide which texts of one number are read together: one thought, sent in several texts.

Long texts arrive in parts, and people send half a sentence, then the other half. Read one by one,
"he said" and "he will kill me" cut in the wrong place are nothing. Texts belong together where each
came within 90 seconds of the one before it; the window moves along with the texts, because whoever
keeps typing has not finished.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.sms.text import measure

WITHIN = timedelta(seconds=90)
MOST = 8
"""More than this is a flood: eight full parts are over a thousand characters."""
REACH = MOST * WITHIN
"""No text further away than this can belong."""

_FULL = frozenset({66, 67, 69, 70, 152, 153, 159, 160})
"""Units of a part that a network cut off; one less where the next character takes two."""


@dataclass(frozen=True, slots=True)
class Part:
    """One text: when it arrived, and its place among those that arrived in the same instant."""

    message_id: str
    arrived_at: datetime
    place: str = ""
    person_id: str | None = None


def belonging(texts: Iterable[Part], message_id: str) -> tuple[Part, ...]:
    """Return the texts read together with one of them, itself among them, in order of arrival.

    Texts that arrived later belong as well: a worker may read them first. Of a long row those
    before it count first, since they are what it goes on from.

    >>> from datetime import UTC
    >>> at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    >>> texts = [Part(name, at + timedelta(seconds=far)) for name, far in
    ...          (("a", 0), ("b", 90), ("c", 180), ("d", 271))]
    >>> [part.message_id for part in belonging(texts, "b")]
    ['a', 'b', 'c']
    >>> [part.message_id for part in belonging(texts, "d")]
    ['d']
    """
    row = sorted(texts, key=lambda text: (text.arrived_at, text.place, text.message_id))
    places = [place for place, text in enumerate(row) if text.message_id == message_id]
    if not places:
        return ()
    before, after = _back_from(row, places[0]), _on_from(row, places[0])
    kept = row[before : places[0] + 1][-MOST:]
    return (*kept, *row[places[0] + 1 : after + 1][: MOST - len(kept)])


def _back_from(row: Sequence[Part], place: int) -> int:
    while place and row[place].arrived_at - row[place - 1].arrived_at <= WITHIN:
        place -= 1
    return place


def _on_from(row: Sequence[Part], place: int) -> int:
    last = len(row) - 1
    while place < last and row[place + 1].arrived_at - row[place].arrived_at <= WITHIN:
        place += 1
    return place


def joined(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the ways in which texts may have been one.

    Words of their own, or, after a part as long as networks cut them, one word cut in two.

    >>> joined(["niko", "sawa"])
    ('niko sawa',)
    >>> [each[148:] for each in joined(["x" * 148 + " amen", "ipiga"])]
    [' amen ipiga', ' amenipiga']
    """
    spaced = " ".join(texts)
    glued = "".join(text + ("" if _is_full(text) else " ") for text in texts).rstrip()
    return tuple(dict.fromkeys((spaced, glued)))


def _is_full(text: str) -> bool:
    return measure(text).units in _FULL
