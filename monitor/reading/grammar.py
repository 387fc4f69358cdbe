"""The grammar of Swahili verbs as tables: openings, objects, and how a verb may end.

An opening is everything before the object: `ame-` he-has, `nika-` and-I, `wasio-` who-do-not,
`kuto-` not-to. The contracted forms of SMS (`nmepigwa`, `kanipiga`, `ashanipiga`) stand beside the
full ones. This file knows no root and no sense.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import product

_SUBJECTS = {
    "ni": "s1", "n": "s1", "tu": "s1", "t": "s1", "tw": "s1", "u": "s2", "m": "s2", "mu": "s2",
    "mw": "s2", "a": "s3", "wa": "s3", "w": "s3", "ka": "s3", "yu": "s3", "i": "sx", "ki": "sx",
    "vi": "sx", "zi": "sx", "li": "sx", "ya": "sx", "ku": "sx", "pa": "sx", "y": "sx", "z": "sx",
}  # fmt: skip
_SHORT_SUBJECTS = frozenset({"n", "t", "w", "y", "z", "tw", "mw"})
TENSES: Mapping[str, str] = {
    "na": "present", "li": "past", "me": "perfect", "mesha": "perfect", "mekwisha": "perfect",
    "lisha": "past", "sha": "perfect", "ta": "future", "ka": "past", "ki": "if", "nge": "if",
    "ngeli": "if", "ngali": "if", "sipo": "if",
}  # fmt: skip
_RELATIVES = ("ye", "o", "po", "lo", "yo", "cho", "vyo", "zo", "wo", "ko", "mo")
_DENIED = {
    "si": "s1", "hatu": "s1", "hu": "s2", "ham": "s2", "ha": "s3", "hawa": "s3",
    "hai": "sx", "haki": "sx", "havi": "sx", "hazi": "sx", "hali": "sx", "haya": "sx",
    "haku": "sx", "hapa": "sx",
}  # fmt: skip
_DENIED_TENSES = {
    "": "present", "ku": "past", "ja": "perfect", "ta": "future", "nge": "if", "ngeli": "if",
    "ngali": "if",
}  # fmt: skip
OBJECTS: Mapping[str, str] = {
    "": "", "ni": "o1", "n": "o1", "tu": "o1", "ku": "o2", "m": "o3", "mw": "o3", "mu": "o3",
    "wa": "o3", "ji": "refl", "i": "ox", "ki": "ox", "vi": "ox", "zi": "ox", "li": "ox",
    "ya": "ox", "u": "ox", "pa": "ox",
}  # fmt: skip
_CONTRACTED = {
    "na": ("s1", "present"), "twa": ("s1", "present"), "me": ("s1", "perfect"),
    "yua": ("s3", "present"), "yuwa": ("s3", "present"), "mesha": ("s1", "perfect"),
    "nka": ("s1", "past"), "kani": ("s3", "past", "o1"),
    "katu": ("s3", "past", "o1"), "kam": ("s3", "past", "o3"),
}  # fmt: skip
_EXTENSIONS = (
    r"(?:(?P<causative>ish|esh|iz|ez|z|sh|ly)|(?P<stative>ikan|ekan|ik|ek|k)|(?P<recip>an)"
    r"|(?P<passive>liw|lew|iw|ew|aw|w)|(?P<applied>li|le|i|e)|ag|ang|ng)*?"
)
TAIL = re.compile(_EXTENSIONS + r"(?P<final>eni|ani|ni|a|e|i|u)")
SHORT_TAIL = re.compile(
    r"(?P<applied>i|li)?(?P<causative>ish)?(?P<recip>an)?(?:ang|ag)?"
    r"(?P<passive>w|aw|ew|iw|liw)?(?P<stative>ik)?(?P<final>eni|a|e|i)"
)
LOAN_TAIL = re.compile(
    r"(?:s|ed|ing)?(?P<applied>i)?(?P<causative>ish)?(?P<stative>ik)?(?P<recip>an)?(?:ang|ng)?"
    r"(?P<passive>iw|w)?(?P<final>eni|a|e|i|)"
)
ENDINGS = ("applied", "causative", "stative", "recip", "passive")


def openings(word: str) -> Iterator[tuple[frozenset[str], str]]:
    """Give every way the word may open, with what is left for the root and its ending.

    >>> {rest for marks, rest in openings("amenipiga") if {"s3", "o1"} <= marks}
    {'piga'}
    """
    for size in range(min(len(word), _LONGEST) + 1):
        for marks in _PREFIXES.get(word[:size], ()):
            yield from _with_objects(marks, word[size:])


def _with_objects(marks: frozenset[str], rest: str) -> Iterator[tuple[frozenset[str], str]]:
    for size in range(min(len(rest), 2) + 1):
        whom = OBJECTS.get(rest[:size])
        if whom is None or (whom and "o1" in marks):
            continue
        if rest[:size] == "n" and ("s3" not in marks or "bare" in marks or rest[1:2] in "aeiou"):
            continue
        yield (marks | {whom} if whom else marks), rest[size:]


def _prefix_table() -> Mapping[str, tuple[frozenset[str], ...]]:
    table: dict[str, dict[frozenset[str], None]] = {}
    for prefix, marks in _prefix_rows():
        table.setdefault(prefix, {})[frozenset(marks)] = None
    return {prefix: tuple(rows) for prefix, rows in table.items()}


def _prefix_rows() -> Iterator[tuple[str, set[str]]]:
    yield from (("ku", {"inf"}), ("kw", {"inf"}), ("", {"order"}))
    yield from (("kuto", {"inf", "neg"}), ("kutoku", {"inf", "neg"}))
    for (subject, who), (tense, when) in product(_SUBJECTS.items(), TENSES.items()):
        if subject in _SHORT_SUBJECTS and tense in {"ka", "ki"}:
            continue
        yield subject + tense, {who, when}
    yield from _relatives()
    for subject, who in _SUBJECTS.items():
        if subject in _SHORT_SUBJECTS:
            continue
        yield subject, {who, "bare"}
        yield subject + "si", {who, "order", "neg"}
        yield from ((f"{subject}si{if_}", {who, "if", "neg"}) for if_ in ("nge", "ngeli", "ngali"))
    for (subject, who), (tense, when) in product(_DENIED.items(), _DENIED_TENSES.items()):
        yield subject + tense, {who, when, "neg"}
    yield from ((prefix, {*marks}) for prefix, marks in _CONTRACTED.items())
    yield "hu", {"s3", "habitual"}


def _relatives() -> Iterator[tuple[str, set[str]]]:
    for (subject, who), link in product(_SUBJECTS.items(), _RELATIVES):
        if subject in _SHORT_SUBJECTS:
            continue
        yield f"{subject}na{link}", {who, "present", "rel"}
        yield f"{subject}li{link}", {who, "past", "rel"}
        yield f"{subject}taka{link}", {who, "future", "rel"}
        yield f"{subject}ta{link}", {who, "future", "rel"}
        if link != "po":
            yield f"{subject}si{link}", {who, "present", "rel", "neg"}


_PREFIXES = _prefix_table()
_LONGEST = max(len(prefix) for prefix in _PREFIXES)
