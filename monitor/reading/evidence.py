"""Weigh words that warn together although none of them says enough alone.

A neck and darkness, a rope and something tied, a locked gate and a guard: people tell of danger in
ways no list of sentences holds. Each kind of warning counts once; heavy kinds count two. From three
on the text is read as danger, so that a person looks now and not by the evening.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.reading.phrases import Token
from monitor.reading.senses import Finding, Sense

_ENOUGH = 3
_HEAVY = 2
_HERS = frozenset({"#s1", "#o1", "#my", "#me", "#self", "#child", "#kin"})
_DONE = frozenset(
    {"#violence", "#kill", "#sell", "#take", "#force", "#confine", "#hunt", "#watch", "#touch"}
)
_SUFFERS = frozenset({"#passive", "#stative", "#refl", "#o1"})
_SHORT = 6


@dataclass(frozen=True, slots=True)
class Charge:
    """One row of the evidence file: words or tags of one kind of warning, and their weight."""

    keys: frozenset[str]
    means: str
    kind: str
    weight: int


def by_key(charges: Iterable[Charge]) -> Mapping[str, tuple[Charge, ...]]:
    """Index the rows by each of their words and tags."""
    index: dict[str, list[Charge]] = {}
    for charge in charges:
        for key in charge.keys:
            index.setdefault(key, []).append(charge)
    return {key: tuple(found) for key, found in index.items()}


def evidence(
    tokens: Sequence[Token], charges: Mapping[str, Sequence[Charge]], senses: Mapping[str, Sense]
) -> Iterator[Finding]:
    """Give one finding when enough kinds of warning stand in a text about herself."""
    if len(tokens) > _SHORT and not any(token.keys & _HERS for token in tokens):
        return
    weights: dict[str, int] = {}
    words: dict[str, str] = {}
    for token in tokens:
        warning = token.keys & charges.keys()
        if not warning or _is_void(token):
            continue
        for charge in (charge for key in warning for charge in charges[key]):
            weight = min(charge.weight, 1) if token.guessed else charge.weight
            if weight > weights.get(charge.kind, 0):
                weights[charge.kind] = weight
                words[charge.kind] = token.word
    name = _weighed(weights.values())
    if name:
        yield Finding(senses[name], f"evidence: {senses[name].means}", " ".join(words.values()), 0)


def _weighed(weights: Collection[int]) -> str | None:
    """Give the sense: several together warn in any text, a heavy one where nothing else is read."""
    if sum(weights) >= _ENOUGH and len(weights) > 1:
        return "warning_signs"
    return "warning_sign" if _HEAVY in weights else None


def _is_void(token: Token) -> bool:
    """Pass over what is denied, what we are asked to do (to ring), and what she herself does.

    So is what a thing does to others (inaunguza), that it kills (imeniua magoti), and a proverb.
    """
    asked = bool(token.keys & {"#order", "#s2"}) and not token.keys & {"#s3", "#s1", "#sx"}
    acts = {"#s1"} <= token.keys and token.keys & _DONE and not token.keys & _SUFFERS
    return "#verb" in token.keys and (
        "#neg" in token.keys or asked or bool(acts) or _is_of_a_thing(token)
    )


def _is_of_a_thing(token: Token) -> bool:
    """Recognise `imeniua` (heat, a film) and proverbs: `ngoja ngoja huumiza matumbo`."""
    if "#o1" not in token.keys and token.keys & {"#habitual"}:
        return True
    harms = bool(token.keys & {"#violence", "#kill", "#sell"})
    return harms and "#sx" in token.keys and ("#kill" in token.keys or "#o1" not in token.keys)
