"""Small patterns over words and grammar tags, written by people who know the language, not Python.

A phrase is a row of elements: a word; `{tag}` or `{tag.tag.!tag}` for anything known of a word (its
sense, or the grammar of a verb); `a|b` for either; `?` after an element that may be missing; `..`
for up to three words between; `^` and `$` for the start and end of the whole text, `<` and `>` for
the start and end of a clause (polite words are skipped there). A phrase never runs over the end of
a clause.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from monitor.core.errors import Invalid

_GAP = 3
_ANCHORS = {"^": "anchor", "<": "anchor", "$": "end", ">": "close"}
MARKS = frozenset(
    [
        "s1",
        "s2",
        "s3",
        "sx",
        "o1",
        "o2",
        "o3",
        "ox",
        "refl",
        "neg",
        "passive",
        "applied",
        "causative",
        "recip",
        "stative",
        "rel",
        "present",
        "past",
        "perfect",
        "future",
        "if",
        "habitual",
        "inf",
        "order",
        "verb",
        "loan",
        "unknown",
        "many",
        "long_ago",
    ]
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word with everything known of it: `keys` are its forms, and its tags behind a `#`."""

    word: str
    clause: int
    keys: frozenset[str]
    senses: tuple[str, ...] = ()
    guessed: bool = False
    known: bool = True

    def in_clause(self, clause: int) -> "Token":
        """Place the word in its clause."""
        return replace(self, clause=clause) if clause else self


Choice = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a phrase; each choice is (keys it needs, keys it must not have).

    `plain` holds the choices of one key alone, `rest` the others: the plain are tried at once.
    """

    kind: str
    choices: tuple[Choice, ...] = ()
    optional: bool = False
    plain: frozenset[str] = frozenset()
    rest: tuple[Choice, ...] = ()

    def fits(self, token: Token) -> bool:
        """Say whether this step accepts the token."""
        keys = token.keys
        if not self.plain.isdisjoint(keys):
            return True
        return any(need <= keys and not out & keys for need, out in self.rest)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of a phrases or idioms file, compiled.

    No text can hold it that lacks a key of `required` or every key of a set in `either`.
    """

    text: str
    means: str
    senses: tuple[str, ...]
    elements: tuple[Element, ...]
    steps: tuple[Element, ...] = field(init=False, repr=False, compare=False)
    anchors: tuple[str, ...] = field(init=False, repr=False, compare=False)
    first: frozenset[str] = field(init=False, repr=False, compare=False)
    required: frozenset[str] = field(init=False, repr=False, compare=False)
    either: tuple[frozenset[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Part the anchors from the steps once, not at every reading."""
        steps = tuple(element for element in self.elements if element.kind != "anchor")
        anchors = (element for element in self.elements if element.kind == "anchor")
        object.__setattr__(self, "steps", steps)
        object.__setattr__(self, "anchors", tuple(min(a.choices[0][0]) for a in anchors))
        later = [_any_key(step) for step in steps if step.kind == "word" and not step.optional]
        alone = (keys for keys in later if len(keys) == 1)
        object.__setattr__(self, "first", _any_key(steps[0]))
        object.__setattr__(self, "required", frozenset[str]().union(*alone))
        object.__setattr__(self, "either", tuple(keys for keys in later if len(keys) > 1))

    def rarest_keys(self) -> tuple[frozenset[str], frozenset[str]]:
        """Give the keys of the two steps that fewest texts hold: by them the phrase is found."""
        sure = [_any_key(step) for step in self.steps if step.kind == "word" and not step.optional]
        rarest = sorted(sure, key=_commonness)
        return rarest[0], rarest[1] if len(rarest) > 1 else rarest[0]


def _any_key(step: Element) -> frozenset[str]:
    return frozenset(min(need, key=_rarity) for need, _ in step.choices)


def _rarity(key: str) -> tuple[int, str]:
    """Order keys: a word is rarer than a sense, and a sense than a mark of grammar."""
    return (0 if key[0] != "#" else 2 if key[1:] in MARKS else 1), key


def _commonness(keys: frozenset[str]) -> int:
    return sum((1, 20, 1000)[_rarity(key)[0]] for key in keys)


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a text, and where its meat begins and ends once polite words are set aside."""

    tokens: tuple[Token, ...]
    starts: frozenset[int]
    clause_starts: frozenset[int]
    last: int

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> "Words":
        """Find the starts and the end."""
        meat = [place for place, token in enumerate(tokens) if "#filler" not in token.keys]
        first = meat[0] if meat else 0
        return cls(
            tokens=tuple(tokens),
            starts=frozenset(range(first + 1)),
            clause_starts=frozenset(_clause_starts(tokens)),
            last=meat[-1] if meat else len(tokens) - 1,
        )


def _clause_starts(tokens: Sequence[Token]) -> Iterator[int]:
    clause = -1
    for place, token in enumerate(tokens):
        if token.clause == clause:
            continue
        yield place
        if "#filler" not in token.keys:
            clause = token.clause


def parse(text: str) -> tuple[Element, ...]:
    """Compile a phrase; `Invalid` says which piece cannot be read.

    >>> [element.kind for element in parse("{stop} .. {message}")]
    ['word', 'gap', 'word']
    """
    elements = tuple(_element(piece) for piece in text.split())
    first = next((element for element in elements if element.kind != "anchor"), None)
    if first is None or first.kind != "word" or first.optional:
        raise Invalid(f"phrase {text!r} must begin with a word that is always there")
    return elements


def _element(piece: str) -> Element:
    if piece in _ANCHORS:
        return Element(kind=_ANCHORS[piece], choices=((frozenset(piece), frozenset()),))
    if piece == "..":
        return Element(kind="gap")
    optional = piece.endswith("?")
    choices = tuple(_choice(choice) for choice in piece.removesuffix("?").split("|"))
    return Element(
        kind="word",
        choices=choices,
        optional=optional,
        plain=frozenset(key for need, out in choices if _is_plain(need, out) for key in need),
        rest=tuple(choice for choice in choices if not _is_plain(*choice)),
    )


def _is_plain(need: frozenset[str], out: frozenset[str]) -> bool:
    return len(need) == 1 and not out


def _choice(choice: str) -> tuple[frozenset[str], frozenset[str]]:
    if not choice:
        raise Invalid("an empty choice stands in a phrase")
    if not choice.startswith("{"):
        if not choice.isalnum() and choice.isascii():
            raise Invalid(f"{choice!r} is no plain word; `?` stands only after the last choice")
        return frozenset({choice}), frozenset()
    tags = choice.strip("{}").split(".")
    need = frozenset("#" + tag for tag in tags if not tag.startswith("!"))
    if not need or "#" in need:
        raise Invalid(f"{choice!r} names no tag")
    return need, frozenset("#" + tag[1:] for tag in tags if tag.startswith("!"))


def match(phrase: Phrase, words: Words, place: int) -> int | None:
    """Give the place after the phrase when it stands at `place`, else None."""
    for anchor in phrase.anchors:
        if place not in (words.starts if anchor == "^" else words.clause_starts):
            return None
    if not phrase.steps[0].fits(words.tokens[place]):
        return None
    return _walk(phrase.steps, words, place, words.tokens[place].clause)


def _walk(steps: tuple[Element, ...], words: Words, place: int, clause: int) -> int | None:
    if not steps:
        return place
    step, rest = steps[0], steps[1:]
    if step.kind == "end":
        return _walk(rest, words, place, clause) if place > words.last else None
    if step.kind == "close":
        return _walk(rest, words, place, clause) if _closes(words, place, clause) else None
    if step.kind == "gap":
        return _leap(rest, words, place, clause)
    if _here(words, place, clause) and step.fits(words.tokens[place]):
        end = _walk(rest, words, place + 1, clause)
        if end is not None:
            return end
    return _walk(rest, words, place, clause) if step.optional else None


def _leap(rest: tuple[Element, ...], words: Words, place: int, clause: int) -> int | None:
    for ahead in range(place, place + _GAP + 1):
        end = _walk(rest, words, ahead, clause)
        if end is not None:
            return end
        if not _here(words, ahead, clause):
            return None
    return None


def _closes(words: Words, place: int, clause: int) -> bool:
    """Say whether only polite words are left of the clause."""
    while _here(words, place, clause) and "#filler" in words.tokens[place].keys:
        place += 1
    return not _here(words, place, clause)


def _here(words: Words, place: int, clause: int) -> bool:
    return place < len(words.tokens) and words.tokens[place].clause == clause
