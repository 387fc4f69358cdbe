"""Which of a few options a reply means, by its number, its words or a plain slip of the finger.

Nothing here guesses. A reply that holds two numbers, a doubt or another option's words is no
answer, because a wrong answer about safety is worse than one more question.
"""

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from monitor.surveys.definition import Option
from monitor.surveys.reply_text import (
    NUMBER_WORDS,
    UNIT_WORDS,
    as_number,
    canonical,
    normalise,
    squeezed,
    word_set,
)

_DOUBT = word_set(
    "au ama or either both zote yote kati si sio siyo not no hapana la sijui labda maybe between "
    "sina hakuna never don't dont but lakini ila ingawa except bado kiasi sometimes"
)
_YES, _NO = word_set("ndiyo yes"), word_set("hapana no")
_DENIES = re.compile(r"(?:ha|hu|si)[a-z]{3,}|c[aiou]|not|[a-z]+n'?t$")
"""Words that take a yes back; a few harmless ones look the same, and are asked about again."""
_COURTESY = word_set("asante tafadhali please thanks thank you tu just only jamani")
_FAR = 99
"""A distance that no typo has."""


def choose(text: str, options: Iterable[Option]) -> Option | None:
    """Return the one option that a reply means, or None where it would be a guess."""
    reply = normalise(text)
    listed = tuple(options)
    if not reply or "*" in reply or "?" in reply:
        return None
    number = as_number(reply)
    if number is not None:
        return next((option for option in listed if option.key == number), None)
    for way in (_by_words, _by_leading_number, _by_typo, _by_leading_word):
        option = way(reply, listed)
        if option is not None:
            return option
    return None


def phrases(option: Option) -> frozenset[str]:
    """Return the words that mean an option, in every language it is worded in."""
    return frozenset(canonical(text) for text in (*option.labels.values(), *option.words))


def _by_words(reply: str, options: tuple[Option, ...]) -> Option | None:
    """Find the option's own words, also drawn out (`ndiyooo`) or with a word of courtesy."""
    said = canonical(reply)
    plain = " ".join(word for word in said.split() if word not in _COURTESY)
    for heard in (said, plain):
        found = [option for option in options if heard and heard in phrases(option)]
        if found:
            return found[0]
    drawn_out = [option for option in options if squeezed(plain) in map(squeezed, phrases(option))]
    return drawn_out[0] if len(drawn_out) == 1 else None


def _by_leading_word(reply: str, options: tuple[Option, ...]) -> Option | None:
    """Read `ndiyo, anakuja kila siku` as yes, where the rest takes nothing back."""
    first, _, rest = canonical(reply).partition(" ")
    option = next((option for option in options if first in phrases(option)), None)
    if option is None or not rest or first not in _YES | _NO:
        return None
    if first in _YES and any(_DENIES.match(word) for word in rest.split()):
        return None
    return None if _contradicts(rest, option, options) else option


def _by_leading_number(reply: str, options: tuple[Option, ...]) -> Option | None:
    """Read `2 amenipiga` as 2: the rest is for the reader, which sees every text."""
    match = re.fullmatch(r"([0-9])[.,:;)-]*\s+(.+)", reply)
    if match is None:
        return None
    option = next((option for option in options if option.key == int(match[1])), None)
    if option is None or _contradicts(canonical(match[2]), option, options):
        return None
    return option


def _contradicts(rest: str, chosen: Option, options: tuple[Option, ...]) -> bool:
    if rest in phrases(chosen):
        return False
    if re.search(r"[0-9]", rest):
        return True
    words = set(rest.split()) - _own_words(chosen)
    if words & (_DOUBT | UNIT_WORDS | NUMBER_WORDS.keys()):
        return True
    return any(words & _own_words(option) for option in options if option is not chosen)


def _own_words(option: Option) -> set[str]:
    return {word for phrase in phrases(option) for word in phrase.split()}


def _by_typo(reply: str, options: tuple[Option, ...]) -> Option | None:
    """Accept a slip of the finger or left-out vowels, where no other option is anywhere near."""
    said = canonical(reply)
    ranked = sorted(((_distance(said, option), option) for option in options), key=_nearness)
    if not ranked or (len(ranked) > 1 and ranked[1][0] < ranked[0][0] + 3):
        return None
    best, option = ranked[0]
    if best > (2 if len(said) >= 9 else 1):
        return None
    return (
        None if set(said.split()) & (_DOUBT | NUMBER_WORDS.keys()) - _own_words(option) else option
    )


def _nearness(ranked: tuple[int, Option]) -> int:
    return ranked[0]


def _distance(said: str, option: Option) -> int:
    return min((_between(said, phrase) for phrase in phrases(option)), default=_FAR)


def _between(said: str, phrase: str) -> int:
    """Return how far a reply is from a phrase; short words are too alike to be corrected.

    >>> _between("hpna", "hapana"), _between("wastan", "wastani"), _between("sina", "sana")
    (1, 1, 99)
    """
    if said[:1] != phrase[:1] or len(phrase) < 5:
        return _FAR
    if len(said) < 5:
        return 1 if _leaves_out_vowels(said, phrase) else _FAR
    return min(OSA.distance(said, phrase), 1 if _leaves_out_vowels(said, phrase) else _FAR)


def _leaves_out_vowels(said: str, phrase: str) -> bool:
    """Return whether a reply is the phrase without some of its vowels, as people type by SMS."""
    consonants = re.sub(r"[aeiou]", "", phrase)
    if len(consonants) < 3 or re.sub(r"[aeiou]", "", said) != consonants:
        return False
    letters = iter(phrase)
    return all(letter in letters for letter in said)
