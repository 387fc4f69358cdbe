"""Take a Swahili verb apart: who does what to whom, when, and whether it is denied.

`a-me-ni-pig-a` is he-has-me-hit; with `-i-` before the end the same root means to phone. The roots
and their senses are data (`config/languages/lexicon/roots.yaml`); this file knows only grammar.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product


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


_SUBJECTS = {
    "ni": "s1", "tu": "s1", "u": "s2", "m": "s2", "mu": "s2", "a": "s3", "wa": "s3",
    "i": "sx", "ki": "sx", "vi": "sx", "zi": "sx", "li": "sx", "ya": "sx", "ku": "sx", "pa": "sx",
}  # fmt: skip
_TENSES = {
    "na": "present", "li": "past", "me": "perfect", "mesha": "perfect", "ta": "future",
    "ka": "past", "ki": "if", "nge": "if", "ngeli": "if", "ngali": "if", "sipo": "if",
}  # fmt: skip
_RELATIVES = ("ye", "o", "po", "lo", "yo", "cho", "vyo", "zo")
_DENIED = {
    "si": "s1", "hatu": "s1", "hu": "s2", "ham": "s2", "ha": "s3", "hawa": "s3",
    "hai": "sx", "haki": "sx", "havi": "sx", "hazi": "sx", "hali": "sx", "haya": "sx",
    "haku": "sx", "hapa": "sx",
}  # fmt: skip
_DENIED_TENSES = {"": "present", "ku": "past", "ja": "perfect", "ta": "future", "nge": "if"}
_OBJECTS = {
    "": "", "ni": "o1", "tu": "o1", "ku": "o2", "m": "o3", "mw": "o3", "mu": "o3", "wa": "o3",
    "ji": "refl", "i": "ox", "ki": "ox", "vi": "ox", "zi": "ox", "li": "ox", "ya": "ox", "u": "ox",
}  # fmt: skip
_CONTRACTED = {
    "na": ("s1", "present"), "nina": ("s1", "present"), "nta": ("s1", "future"),
    "nme": ("s1", "perfect"), "nime": ("s1", "perfect"), "nli": ("s1", "past"),
    "mna": ("s2", "present"), "mme": ("s2", "perfect"), "twa": ("s1", "present"),
    "me": ("s1", "perfect"), "tume": ("s1", "perfect"),
}  # fmt: skip
_TAIL = re.compile(
    r"(?P<applied>i|e|li|le)??(?P<causative>ish|esh|iz|ez|z|sh|y)?(?:ik|ek|ikan|ekan)?"
    r"(?P<recip>an)?(?:ang|ag)?(?P<passive>w|iw|ew|liw|lew|aw|uw)?(?P<final>eni|ani|ni|a|e|i|u|o)"
)
_SHORT_TAIL = re.compile(
    r"(?P<applied>i|li)?(?P<causative>ish)?(?P<recip>an)?(?:ang)?"
    r"(?P<passive>w|aw|ew|iw|liw)?(?P<final>eni|a|e|i)"
)
_LOAN_TAIL = re.compile(
    r"(?:s|ed|ing)?(?P<applied>i)?(?P<causative>ish)?(?P<recip>an)?(?:ang)?(?P<passive>w)?"
    r"(?P<final>eni|a|e|i|)"
)
_GUESS = re.compile(r"[a-z]{2,}[aeiu]")


def _prefix_table() -> Mapping[str, tuple[frozenset[str], ...]]:
    table: dict[str, list[frozenset[str]]] = {}
    for prefix, marks in _prefix_rows():
        table.setdefault(prefix, []).append(frozenset(marks))
    return {prefix: tuple(rows) for prefix, rows in table.items()}


def _prefix_rows() -> Iterator[tuple[str, set[str]]]:
    yield from (("ku", {"inf"}), ("kw", {"inf"}), ("kuto", {"inf", "neg"}), ("", {"order"}))
    for (subject, who), (tense, when) in product(_SUBJECTS.items(), _TENSES.items()):
        yield subject + tense, {who, when}
        if tense in {"na", "li"}:
            yield from ((subject + tense + rel, {who, when, "rel"}) for rel in _RELATIVES)
    for subject, who in _SUBJECTS.items():
        yield subject, {who, "bare"}
        yield subject + "si", {who, "order", "neg"}
        yield subject + "takaye", {who, "future", "rel"}
        yield subject + "siye", {who, "present", "rel", "neg"}
    for (subject, who), (tense, when) in product(_DENIED.items(), _DENIED_TENSES.items()):
        yield subject + tense, {who, when, "neg"}
    yield from ((prefix, {*marks}) for prefix, marks in _CONTRACTED.items())
    yield "hu", {"s3", "habitual"}


_PREFIXES = _prefix_table()
_LONGEST = max(len(prefix) for prefix in _PREFIXES)


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
    length = 0
    for marks, rest in _openings(word):
        found = _known(marks, rest, roots)
        if found is not None and found.root is not None and len(found.root.root) > length:
            best, length = found, len(found.root.root)
    return best or _unknown_done_to_me(word)


def _openings(word: str) -> Iterator[tuple[frozenset[str], str]]:
    for size in range(min(len(word), _LONGEST) + 1):
        for marks in _PREFIXES.get(word[:size], ()):
            yield from _with_objects(marks, word[size:])


def _with_objects(marks: frozenset[str], rest: str) -> Iterator[tuple[frozenset[str], str]]:
    for size in range(min(len(rest), 2) + 1):
        whom = _OBJECTS.get(rest[:size])
        if whom is not None:
            yield (marks | {whom} if whom else marks), rest[size:]


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
    pattern = _SHORT_TAIL if root.short else _LOAN_TAIL if root.loan else _TAIL
    match = pattern.fullmatch(tail)
    if match is None or not _allowed(root, marks, match["final"]):
        return None
    ending = {name for name in ("applied", "causative", "recip", "passive") if match[name]}
    if root.short and "o2" in marks and marks & set(_TENSES.values()):
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
    """Recognise the shape of a thing done to her although the root is not in the data."""
    for marks, rest in _openings(word):
        acts = "s3" in marks and "o1" in marks and "bare" not in marks
        if acts and not marks & {"neg", "habitual"} and _GUESS.fullmatch(rest):
            return Verb(None, marks)
    return None
