"""Bring a text into one shape: small letters, plain digits, words cut into clauses.

Nothing is lost that could warn: emoji stay as words, question marks and clause ends are kept.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

_PIECE = re.compile(
    r"[^\W_]+(?:'[^\W_]+)*|[.!?;:,\n()\u2026\u061f\u1362\u1361]+|[^\s\w]", re.UNICODE
)
_WORD = re.compile(r"[^\W\d_]+")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'", "\u02bc": "'"})
_CLAUSE_END = frozenset(".!?;:,\n()\u2026\u061f\u1362\u1361")
_SENTENCE_END = frozenset(["", ".", "!", "?"])
_QUESTION = frozenset("?\u061f")
_VOWELS = re.compile(r"[aeiou]")
_RUN = re.compile(r"(.)\1+")
_HEARD = tuple(
    (said, meant)
    for said, meant in ("rl", "lr", "pb", "bp", "kg", "gk", "td", "dt", "sz", "zs", "fv", "vf")
)
_CONTROLS = dict.fromkeys((*range(10), *range(11, 32), 127), " ")
_LETTER_DIGITS = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One word or emoji, with the clause it stands in (clauses are counted from 0)."""

    word: str
    clause: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut into pieces, and which clauses ended with a question mark."""

    pieces: tuple[Piece, ...]
    questions: frozenset[int]


def plain(text: str) -> str:
    """Fold case, accents, digits of other scripts and curly quotes; drop invisible characters.

    >>> plain("SAWA\\u200b \\u0661 d\\u00e9j\\u00e0")
    'sawa 1 deja'
    """
    if text.isascii():
        return text.translate(_CONTROLS).lower()
    folded = unicodedata.normalize("NFKD", text.translate(_QUOTES)).casefold()
    return "".join(_plain_character(character) for character in folded)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() or character == "\n" else " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Sk", "Cf", "Cc", "Cs", "Co"}:
        return ""
    return character


def cut(text: str) -> Cut:
    """Cut into words and clauses.

    >>> [piece.word for piece in cut("Sawa, don't worry!!").pieces]
    ['sawa', 'dont', 'worry']
    """
    pieces: list[Piece] = []
    questions: set[int] = set()
    clause = 0
    for found in _PIECE.findall(plain(text)):
        if found[0] not in _CLAUSE_END:
            pieces.append(Piece(found.replace("'", ""), clause))
            continue
        if _QUESTION & set(found):
            questions.add(pieces[-1].clause if pieces else 0)
        clause += 1
    return Cut(tuple(pieces), frozenset(questions))


def names_in(text: str) -> frozenset[str]:
    """Give the words written as names: capitals inside a sentence that is else in small letters.

    >>> sorted(names_in("Polisi wa Kisumu wamemkamata Otieno jana"))
    ['kisumu', 'otieno']
    >>> names_in("NISAIDIE TAFADHALI"), names_in("Niko Sawa Sana")
    (frozenset(), frozenset())
    """
    found = list(_WORD.finditer(text))
    if sum(word.group()[0].islower() for word in found) * 2 < len(found):
        return frozenset()
    return frozenset(
        plain(word.group())
        for word in found
        if _is_capitalised(word.group()) and text[: word.start()].rstrip()[-1:] not in _SENTENCE_END
    )


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and word[1:].islower()


def single_letters(word: str) -> str:
    """Write doubled letters once.

    >>> single_letters("sawaaa")
    'sawa'
    """
    return _RUN.sub(r"\1", word)


def skeleton(word: str) -> str:
    """Keep the consonants: what is left when somebody drops the vowels.

    >>> skeleton("amenipiga") == skeleton("amnipga")
    True
    """
    return single_letters(_VOWELS.sub("", word))


def variants(word: str) -> Iterator[str]:
    """Give the attested ways back from SMS spelling: c for si or s, x for s, digits inside words.

    >>> "sijambo" in set(variants("cjambo")), "watu" in set(variants("wa2"))
    (True, True)
    """
    once = single_letters(word)
    seen = {word}
    for candidate in _rewritten(once, word):
        if candidate not in seen:
            seen.add(candidate)
            yield candidate


def heard(word: str) -> Iterator[str]:
    """Give what a word may be when it is written as it is said: r for l, b for p, k for g.

    >>> "nalala" in set(heard("narara")), "kufungiwa" in set(heard("kufunkiwa"))
    (True, True)
    """
    for said, meant in _HEARD:
        if said in word:
            yield word.replace(said, meant)
            yield from _one_at_a_time(word, said, meant)
    for (said, meant), (other, instead) in combinations(_HEARD, 2):
        if said in word and other in word and meant != other:
            yield word.replace(said, meant).replace(other, instead)


def _one_at_a_time(word: str, said: str, meant: str) -> Iterator[str]:
    for place, letter in enumerate(word):
        if letter == said:
            yield word[:place] + meant + word[place + 1 :]


def _rewritten(once: str, word: str) -> Iterator[str]:
    yield once
    for letters in (word, once):
        spelled = letters.replace("x", "s")
        yield spelled
        yield re.sub(r"^c(?!h)", "si", spelled)
        yield re.sub(r"c(?!h)", "s", spelled)
        yield re.sub(r"c(?!h)", "si", spelled)
        yield re.sub(r"c(?!h)", "k", letters)
    yield from _without_digits(word)


def _without_digits(word: str) -> Iterator[str]:
    if word.isalpha() or word.isdecimal():
        return
    for two, four, eight in (("tu", "for", "ate"), ("to", "fo", "eat"), ("too", "nne", "eight")):
        yield word.replace("2", two).replace("4", four).replace("8", eight)
    yield word.translate(_LETTER_DIGITS)
    yield single_letters(word.replace("2", "tu").replace("x", "s"))
