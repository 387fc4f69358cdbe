"""Learn the weights of `likeness.py` from labelled texts.

Multinomial logistic regression by AdaGrad (Duchi, Hazan and Singer 2011), small enough to read. The
same texts give the same weights: each round takes them in an order mixed by a hash.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from monitor.reading.likeness import Learned, features, shares

_ROUNDS = 12
_STEP = 0.7
_BIAS_STEP = 0.01
_SHRINK = 1e-5
_LEAST_TEXTS = 2
_LEAST_WEIGHT = 0.15


@dataclass(frozen=True, slots=True)
class Example:
    """The words of one text, and the kind of text it is."""

    words: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One text as it is learned from: the features kept, their scale, and the place of its kind."""

    names: tuple[str, ...]
    scale: float
    kind: int


def learn(examples: Sequence[Example]) -> Learned:
    """Learn the weights; a feature seen in one text only says too little to be kept."""
    kinds = tuple(sorted({example.kind for example in examples}))
    rows = list(_rows(examples, kinds))
    learner = _Learner(len(kinds), _balance(examples, kinds))
    for turn in range(_ROUNDS):
        for row in sorted(rows, key=lambda row: _place(row, turn)):
            learner.see(row)
    return Learned(kinds=kinds, bias=_rounded(learner.bias), weights=dict(learner.kept()))


def _rows(examples: Sequence[Example], kinds: Sequence[str]) -> Iterator["Row"]:
    seen = Counter(name for each in examples for name in set(features(each.words)))
    for each in examples:
        names = tuple(name for name in features(each.words) if seen[name] >= _LEAST_TEXTS)
        yield Row(names, len(list(features(each.words))) ** -0.5, kinds.index(each.kind))


def _place(row: Row, turn: int) -> bytes:
    """Give a text its place in one round of learning: mixed, and the same every time."""
    return blake2b(f"{turn} {row.names}".encode(), digest_size=8).digest()


def _balance(examples: Sequence[Example], kinds: Sequence[str]) -> list[float]:
    """Weigh rare kinds up, by the root of their rarity."""
    count = Counter(example.kind for example in examples)
    mean = len(examples) / len(kinds)
    return [(mean / count[kind]) ** 0.5 for kind in kinds]


class _Learner:
    """The state of learning: a weight and its past steps for each feature and kind."""

    def __init__(self, kinds: int, balance: Sequence[float]) -> None:
        self._kinds = range(kinds)
        self._balance = balance
        self.bias = [0.0] * kinds
        self._weights: dict[str, list[float]] = {}
        self._steps: dict[str, list[float]] = {}

    def see(self, text: Row) -> None:
        """Move the weights of one text's features towards its kind."""
        rows = [self._weights.setdefault(name, [0.0] * len(self._kinds)) for name in text.names]
        sums = [self.bias[k] + text.scale * sum(row[k] for row in rows) for k in self._kinds]
        wrong = [
            self._balance[text.kind] * (share - (k == text.kind))
            for k, share in enumerate(shares(sums))
        ]
        for k in self._kinds:
            self.bias[k] -= _BIAS_STEP * wrong[k]
        for name, row in zip(text.names, rows, strict=True):
            self._move(row, self._steps.setdefault(name, [1e-6] * len(row)), wrong, text.scale)

    def _move(
        self, row: list[float], past: list[float], wrong: Sequence[float], scale: float
    ) -> None:
        for k in self._kinds:
            slope = wrong[k] * scale + _SHRINK * row[k]
            past[k] += slope * slope
            row[k] -= _STEP * slope / past[k] ** 0.5

    def kept(self) -> Iterator[tuple[str, tuple[float, ...]]]:
        """Give the features that say something, by name."""
        for name in sorted(self._weights):
            row = self._weights[name]
            if max(map(abs, row)) >= _LEAST_WEIGHT:
                yield name, _rounded(row)


def _rounded(row: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(weight, 2) for weight in row)


def as_document(learned: Learned) -> Mapping[str, object]:
    """Give the weights as they are kept in the file."""
    return {"kinds": learned.kinds, "bias": learned.bias, "weights": dict(learned.weights)}
