"""Decide who does what to whom: the same verb is news, a worry or a page, by whom it happens to.

A verb carries the sense of its root (`violence`, `confine`, `sell`) and the grammar of its form.
Done to her (`ananipiga`, `nimepigwa`, `kunipiga`), to her people (`anampiga mtoto`), or to somebody
else, each has its own meaning in `deeds.yaml`. A verb nobody listed, done to her by others, is not
harmless because it is unknown.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.reading.phrases import Token
from monitor.reading.senses import Finding, Sense

_REACH = 6
_HERS = frozenset({"#child", "#kin", "#dear"})
_PERSONS = frozenset({"#o1", "#o2", "#o3", "#ox", "#refl"})
_BEFORE = frozenset({"kabla", "before", "kabula"})


@dataclass(frozen=True, slots=True)
class Deed:
    """One row of the deeds file: the senses it has for her, for hers, and for others."""

    name: str
    means: str
    to_her: str
    to_hers: str
    to_others: str


def deeds_done(
    tokens: Sequence[Token], deeds: Mapping[str, Deed], senses: Mapping[str, Sense]
) -> Iterator[Finding]:
    """Give what every verb of the text says, by who does it and to whom."""
    for place, token in enumerate(tokens):
        if "#verb" not in token.keys:
            continue
        for name in token.senses:
            deed = deeds.get(name)
            said = _said(deed, tokens, place) if deed else None
            if said and deed:
                rule = f"deed: {deed.means}, {senses[said].means}"
                yield Finding(senses[said], rule, _words(tokens, place), place, token.guessed)


def _said(deed: Deed, tokens: Sequence[Token], place: int) -> str | None:
    keys = tokens[place].keys
    if is_to_her(keys):
        return _to_her(deed, tokens, place)
    if "#neg" in keys or tokens[place].guessed or not _is_of_others(keys):
        return None
    if _has_hers(tokens, place):
        return None if deed.to_hers == "-" else deed.to_hers
    return None if deed.to_others == "-" else deed.to_others


def is_to_her(keys: frozenset[str]) -> bool:
    """Say whether the form of the verb makes her the one it happens to.

    >>> is_to_her(frozenset({"#s3", "#o1"})), is_to_her(frozenset({"#s1", "#passive"}))
    (True, True)
    >>> is_to_her(frozenset({"#s1", "#o3"})), is_to_her(frozenset({"#s3", "#passive"}))
    (False, False)
    """
    if "#o1" in keys:
        return bool(keys & {"#s3", "#inf"})
    return "#s1" in keys and bool(keys & {"#passive", "#stative"}) and not keys & _PERSONS


def _to_her(deed: Deed, tokens: Sequence[Token], place: int) -> str | None:
    keys = tokens[place].keys
    if place and tokens[place - 1].word in _BEFORE:
        return deed.to_her
    if "#neg" not in keys:
        return deed.to_her
    if keys & {"#if", "#rel"}:
        return None
    if "#order" in keys:
        return deed.to_her
    return "no_harm"


def _is_of_others(keys: frozenset[str]) -> bool:
    return bool(keys & {"#s3", "#inf", "#sx"}) and "#o2" not in keys


def _has_hers(tokens: Sequence[Token], place: int) -> bool:
    """Find her child or kin beside the verb: whom it happens to, or who does it to another of hers.

    For an active verb without an object (`anatesa mtoto`) they must follow it.
    """
    keys = tokens[place].keys
    first = place - _REACH if keys & {"#o3", "#passive", "#stative"} else place + 1
    around = tokens[max(0, first) : place + 5]
    return any(token.keys & _HERS for token in around if token.clause == tokens[place].clause)


def unknown_deeds(tokens: Sequence[Token]) -> Iterator[Token]:
    """Give the verbs of unknown root that are done to her by others."""
    for token in tokens:
        if "#unknown" in token.keys and is_to_her(token.keys) and "#neg" not in token.keys:
            yield token


def _words(tokens: Sequence[Token], place: int) -> str:
    around = tokens[max(0, place - 1) : place + 2]
    return " ".join(token.word for token in around if token.clause == tokens[place].clause)
