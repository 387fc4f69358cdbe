"""Which turn of a USSD session a request is, told from its transcript alone.

The provider sends all inputs so far joined by `*`, with no number per turn, and may send a turn
twice, late, or start again. Splitting at `*` misreads people who type it. The transcript itself
is never stored, it holds a PIN: each turn keeps its length and a keyed hash, and the new input is
what follows the last one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from monitor.sms.gateway import all_digits


class StoredTurn(NamedTuple):
    """What is kept of a turn: the transcript's length in characters, and its keyed hash."""

    length: int
    hash: str


class TurnKind(StrEnum):
    """What the request is to the session."""

    NEW = "new"
    ADVANCE = "advance"
    REPEAT = "repeat"
    STALE = "stale"
    DIVERGENT = "divergent"
    AFTER_END = "after_end"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Move:
    """The decision about one request.

    `input` is what was typed in this turn, verbatim; `replay` the index of the stored turn whose
    reply is sent again; `reason` why it was refused; `note` something staff may want to know.
    """

    kind: TurnKind
    input: str | None = field(default=None, repr=False)
    replay: int | None = None
    reason: str | None = None
    note: str | None = None

    @property
    def choice(self) -> str | None:
        """Return the input as a menu choice where it is nothing but digits."""
        return None if self.input is None else all_digits(self.input)


def read_turn(
    text: str | None,
    turns: Sequence[StoredTurn],
    *,
    hash_of: Callable[[str], str],
    is_closed: bool = False,
    is_same_caller: bool = True,
) -> Move:
    """Decide what a request is, given the session's stored turns in order.

    A missing text starts a session but cannot move one. Another caller on a known session is
    refused before anything else, so that nothing of the first caller can be shown.

    >>> stored = [StoredTurn(0, ""), StoredTurn(1, "1")]
    >>> move = read_turn("1*2*", stored, hash_of=str)
    >>> move.kind, move.input
    (<TurnKind.ADVANCE: 'advance'>, '2*')
    """
    if not turns:
        return _first(text)
    if not is_same_caller:
        return Move(kind=TurnKind.REFUSED, reason="caller_changed")
    if text is None:
        return Move(kind=TurnKind.REFUSED, reason="missing:text")
    seen = _find_turn(text, turns, hash_of)
    if seen == len(turns) - 1:
        return Move(kind=TurnKind.REPEAT, replay=seen)
    if is_closed:
        return Move(kind=TurnKind.AFTER_END)
    if seen is not None:
        return Move(kind=TurnKind.STALE, replay=seen)
    return _next(text, turns[-1], hash_of)


def _first(text: str | None) -> Move:
    # A deep dial (*384*1*2#) and a lost session look alike: both get the first screen.
    if text is None:
        return Move(kind=TurnKind.NEW, note="text_missing")
    return Move(kind=TurnKind.NEW, note="deep_dial" if text else None)


def _find_turn(text: str, turns: Sequence[StoredTurn], hash_of: Callable[[str], str]) -> int | None:
    wanted = StoredTurn(len(text), hash_of(text))
    return next((at for at in reversed(range(len(turns))) if turns[at] == wanted), None)


def _next(text: str, last: StoredTurn, hash_of: Callable[[str], str]) -> Move:
    if last.length == 0:
        return Move(kind=TurnKind.ADVANCE, input=text)
    before, star, typed = text[: last.length], text[last.length :][:1], text[last.length + 1 :]
    if star == "*" and hash_of(before) == last.hash:
        return Move(kind=TurnKind.ADVANCE, input=typed)
    return Move(kind=TurnKind.DIVERGENT)
