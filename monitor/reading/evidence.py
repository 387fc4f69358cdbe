"""Weigh words that warn together although none of them says enough alone.

A neck and darkness, a rope and something tied, a locked gate and a guard: people tell of danger in
ways no list of sentences holds. Each kind of warning counts once; heavy kinds count two. From three
on the text is read as danger, so that a person looks now and not by the evening.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.reading.phrases import Token
from monitor.reading.senses import Finding, Sense

_ENOUGH = 3
_HERS = frozenset({"#s1", "#o1", "#my", "#me", "#self", "#child", "#kin"})
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Charge:
    """One row of the evidence file: words or tags of one kind of warning, and their weight."""

    keys: frozenset[str]
    means: str
    kind: str
    weight: int


def evidence(
    tokens: Sequence[Token], charges: Sequence[Charge], senses: Mapping[str, Sense]
) -> Iterator[Finding]:
    """Give one finding when enough kinds of warning stand in a text about herself."""
    if len(tokens) > _SHORT and not any(token.keys & _HERS for token in tokens):
        return
    weights: dict[str, int] = {}
    words: dict[str, str] = {}
    for token in tokens:
        for charge in charges:
            if charge.keys & token.keys and charge.weight > weights.get(charge.kind, 0):
                weights[charge.kind] = charge.weight
                words[charge.kind] = token.word
    if sum(weights.values()) >= _ENOUGH and len(weights) > 1:
        sense = senses["warning_signs"]
        yield Finding(sense, f"evidence: {sense.means}", " ".join(words.values()), 0)
