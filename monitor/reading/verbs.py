"""Take a Swahili verb apart: who does what to whom, when, and whether it is denied.

`a-me-ni-pig-a` is he-has-me-hit; with `-i-` before the end the same root means to phone. The roots
and their senses are data (`config/languages/lexicon/roots.yaml`); the grammar stands in
`grammar.py`; this file finds the root between them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.reading.grammar import ENDINGS, LOAN_TAIL, SHORT_TAIL, TAIL, TENSES, openings

_WHEN = frozenset(TENSES.values())
_WHO = frozenset({"s1", "s2", "s3", "sx", "inf"})
_WHOM = frozenset({"o1", "o2", "o3", "ox", "refl"})
_GUESS = re.compile(r"[a-z]{2,}[aeiu]")
_GUESS_PASSIVE = re.compile(r"[a-z]{2,}w[aei]")


@dataclass(frozen=True, slots=True)
class Root:
    """One row of the roots file: `pig`, hit, with the senses of its plain and applied forms."""

    root: str
    means: str
    senses: tuple[str, ...]
    applied: tuple[str, ...] | None = None
    reciprocal: tuple[str, ...] | None = None
    short: bool = False
    loan: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """One analysis; `marks` are the grammar tags that phrases can ask for (`s3`, `o1`, `neg`)."""

    root: Root | None
    marks: frozenset[str]

    @property
    def senses(self) -> tuple[str, ...]:
        """Give the senses of this form of the root: applied and reciprocal forms may differ."""
        if self.root is None:
            return ()
        if "applied" in self.marks and self.root.applied is not None:
            return self.root.applied
        if "recip" in self.marks and self.root.reciprocal is not None:
            return self.root.reciprocal
        return self.root.senses


def analyse(word: str, roots: Mapping[str, Root]) -> Verb | None:
    """Find the best analysis, longest root first; a verb of unknown root done to me counts too.

    >>> roots = {"pig": Root("pig", "hit", ("violence",), applied=("phone",))}
    >>> verb = analyse("amenipiga", roots)
    >>> verb.senses, sorted(verb.marks)
    (('violence',), ['o1', 'perfect', 's3'])
    >>> analyse("nipigie", roots).senses
    ('phone',)
    >>> "neg" in analyse("hajanipiga", roots).marks
    True
    """
    best: Verb | None = None
    highest = (0, False, 0)
    for marks, rest in openings(word):
        found = _known(marks, rest, roots)
        if found is None or found.root is None:
            continue
        rank = _rank(found, found.root, marks, rest)
        if rank > highest:
            best, highest = found, rank
    return _both_ways(best, word) if best else _unknown_done_to_me(word)


def _rank(verb: Verb, root: Root, marks: frozenset[str], rest: str) -> tuple[int, bool, int]:
    """Prefer long roots, forms with a tense of their own, and few endings."""
    length = len(root.root)
    tense = 2 if marks & _WHEN else 0
    return length + tense, not _suffers_and_acts(verb), length - len(rest)


def _both_ways(verb: Verb, word: str) -> Verb:
    """Mark `nirudi` as that-I-return, though `ni` could be the object of an order (`nisaidie`)."""
    if {"order", "o1"} <= verb.marks and not verb.marks & _WHO and word.startswith(("ni", "tu")):
        return Verb(verb.root, verb.marks | {"s1"})
    return verb


def _suffers_and_acts(verb: Verb) -> bool:
    """Find a passive with an object: `nikipigwa` is when-I-am-hit, not I-it-am-hit."""
    return "passive" in verb.marks and bool(verb.marks & _WHOM)


def _known(marks: frozenset[str], rest: str, roots: Mapping[str, Root]) -> Verb | None:
    for size in range(len(rest), 0, -1):
        root = roots.get(rest[:size])
        if root is None:
            continue
        marked = _fit(root, marks, rest[size:])
        if marked is not None:
            return Verb(root, marked)
    return None


def _fit(root: Root, marks: frozenset[str], tail: str) -> frozenset[str] | None:
    if not tail and root.root[-1] in "eiu" and not root.short:
        return marks - {"bare"} | {"order", "present"} if "bare" in marks else marks
    pattern = SHORT_TAIL if root.short else LOAN_TAIL if root.loan else TAIL
    match = pattern.fullmatch(tail)
    if match is None or not _allowed(root, marks, match["final"]):
        return None
    ending = {name for name in ENDINGS if match[name]}
    if "passive" in ending and {"order", "o1"} <= marks and not marks & {"s3", "sx"}:
        return None
    if root.short and "o2" in marks and marks & _WHEN:
        marks = marks - {"o2"}
    return _settled(marks | ending, match["final"])


def _allowed(root: Root, marks: frozenset[str], final: str) -> bool:
    if root.loan:
        return bool(marks - {"order"}) or bool(final)
    if marks == {"order"}:
        return not root.short and final in {"a", "eni", "e", "u", "i"}
    if "habitual" in marks:
        return final != "i"
    if {"neg", "past"} <= marks:
        return final != "i" or root.root[-1] in "aeiou"
    if {"neg", "s2", "present"} <= marks:
        return final != "a"
    return True


def _settled(marks: frozenset[str], final: str) -> frozenset[str]:
    if "bare" not in marks:
        return marks
    if final in {"e", "eni"}:
        return marks - {"bare"} | {"order"}
    return marks - {"bare"} | {"present"}


def _unknown_done_to_me(word: str) -> Verb | None:
    """Recognise the shape of a thing done to her although the root is not in the data.

    >>> sorted(_unknown_done_to_me("nimegwaratwa").marks)
    ['passive', 'perfect', 's1']
    """
    for marks, rest in openings(word):
        if marks & {"neg", "habitual", "bare", "order"}:
            continue
        if (
            {"s3", "o1"} <= marks
            and _GUESS.fullmatch(rest)
            and word[: -len(rest)].endswith(("ni", "tu"))
        ):
            return Verb(None, marks)
        if marks >= {"s1"} and marks & _WHEN and len(marks) == 2 and _GUESS_PASSIVE.fullmatch(rest):
            return Verb(None, marks | {"passive"})
    return None
