"""Hear what a text resembles, from the weights of its words, endings and pairs of words.

The grammar knows what it was told; people tell of danger in ways it was not. The weights were
learned from labelled texts (`learning.py`) and stand in the lexicon's `learned.json`, where anybody
can look a word up. They may only make a reading graver or send it to somebody sooner: nothing is
ever ok because it resembles ok.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path

from monitor.core.errors import Invalid

Weights = tuple[float, ...]
_PIECES = (3, 4, 5)
_EDGE = ""
_CACHED = 20_000


class Learned:
    """The weight of every feature for every kind of text, in the order of `kinds`."""

    def __init__(
        self, *, kinds: Sequence[str], bias: Weights, weights: Mapping[str, Weights]
    ) -> None:
        self.kinds = tuple(kinds)
        self.bias = bias
        self.weights = weights
        self._silent = (0.0,) * len(self.kinds)
        self._of_word = lru_cache(maxsize=_CACHED)(self._weigh_word)

    def likeness(self, words: Sequence[str]) -> dict[str, float]:
        """Give the share (0 to 1, together 1) of each kind in a text of these words."""
        counts, rows = zip(*map(self._of_word, words), strict=True) if words else ((), ())
        joined = [self.weights.get(pair, self._silent) for pair in pairs(words)]
        scale = (sum(counts) + len(joined)) ** -0.5
        sums = [
            bias + scale * sum(column)
            for bias, column in zip(self.bias, zip(*rows, *joined, strict=True), strict=True)
        ]
        return dict(zip(self.kinds, shares(sums), strict=True))

    def telling(self, words: Sequence[str], kind: str, most: int = 3) -> tuple[str, ...]:
        """Name the words that speak most for a kind, the strongest first."""
        place = self.kinds.index(kind)
        weighed = {word: self._of_word(word)[1][place] for word in words}
        strongest = sorted(weighed, key=lambda word: (-weighed[word], word))
        return tuple(word for word in strongest[:most] if weighed[word] > 0)

    def _weigh_word(self, word: str) -> tuple[int, Weights]:
        names = list(of(word))
        rows = [self.weights.get(name, self._silent) for name in names]
        return len(names), tuple(map(sum, zip(*rows, strict=True)))


def features(words: Sequence[str]) -> Iterator[str]:
    """Give what is weighed: each word, its beginnings and endings, and each pair of neighbours.

    >>> list(features(["ua"]))
    ['ua', ' ua', 'ua ']
    """
    for word in words:
        yield from of(word)
    yield from pairs(words)


def of(word: str) -> Iterator[str]:
    """Give the features of one word.

    >>> list(of("gate"))
    ['gate', 'gat-', '-ate']
    """
    yield word
    for size in _PIECES:
        if len(word) > size:
            yield word[:size] + "-"
            yield "-" + word[-size:]


def pairs(words: Sequence[str]) -> Iterator[str]:
    """Give the pairs of neighbours, the edges of the text included."""
    return (f"{one} {two}" for one, two in zip([_EDGE, *words], [*words, _EDGE], strict=True))


def shares(sums: Sequence[float]) -> list[float]:
    """Turn sums of weights into shares of one.

    >>> shares([0.0, 0.0])
    [0.5, 0.5]
    """
    most = max(sums)
    powers = [exp(each - most) for each in sums]
    total = sum(powers)
    return [power / total for power in powers]


def load_learned(path: Path) -> Learned:
    """Read the weights; raises `Invalid` naming the file when they cannot be used."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        kinds, bias = tuple(content["kinds"]), tuple(content["bias"])
        weights = {name: tuple(row) for name, row in content["weights"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Invalid(f"{path.name} holds no learned weights: {type(error).__name__}") from error
    if {len(row) for row in (bias, *weights.values())} != {len(kinds)}:
        raise Invalid(f"{path.name}: a row has not one weight for each of {', '.join(kinds)}")
    return Learned(kinds=kinds, bias=bias, weights=weights)
