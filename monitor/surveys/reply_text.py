"""What short replies to a numbered question have in common: digits, number words, own words.

Nothing here guesses. A reply that holds two numbers, a doubt or another option's words is no
answer, because a wrong answer about safety is worse than one more question.
"""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from monitor.surveys.definition import Option

_OUTER_PUNCTUATION = " \t\r\n.,;:!()[]'\"“”‘’`_"
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufe0f\ufeff\u20e3\x00]")
_LOOKS_LIKE = {"l": "1", "i": "1", "|": "1", "o": "0"}

_CARDINALS = {
    0: "sifuri zero",
    1: "moja one",
    2: "mbili two",
    3: "tatu three",
    4: "nne four",
    5: "tano five",
    6: "sita six",
    7: "saba seven",
    8: "nane eight",
    9: "tisa nine",
    10: "kumi ten",
}
_ORDINALS = {
    1: "kwanza first 1st",
    2: "pili second 2nd",
    3: "third 3rd",
    4: "fourth 4th",
    5: "fifth 5th",
    6: "sixth 6th",
}
NUMBER_WORDS = {
    word: number
    for table in (_CARDINALS, _ORDINALS)
    for number, words in table.items()
    for word in words.split()
}
"""Swahili and English; people mix both in one text."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FILLERS = _words("ya ni na the is its jibu namba nambari number option chaguo answer")
_DOUBT = _words(
    "au ama or either both zote yote kati si sio siyo not no hapana la sijui labda maybe between "
    "sina hakuna never don't dont"
)
_UNITS = _words(
    "wiki week weeks siku day days mara time times mwezi miezi month months mwaka miaka year years "
    "saa hour hours mtoto watoto child children kids mtu watu people person"
)
_SAME = {
    "ndio": "ndiyo",
    "ndyo": "ndiyo",
    "ndo": "ndiyo",
    "eeh": "ndiyo",
    "ee": "ndiyo",
    "naam": "ndiyo",
    "yap": "yes",
    "yeah": "yes",
    "yep": "yes",
    "y": "yes",
    "apana": "hapana",
    "la": "hapana",
    "nope": "no",
    "nah": "no",
    "n": "no",
}


def normalise(text: str) -> str:
    """Return a reply in small letters and plain digits, without the marks around it.

    Some people end every USSD entry with `#`. A star stays: it may join two entries.

    >>> normalise(" 2# "), normalise("1."), normalise("٣"), normalise("Ndiyo!!"), normalise("2*")
    ('2', '1', '3', 'ndiyo', '2*')
    """
    small = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    digits = "".join(_ascii_digit(char) for char in unicodedata.normalize("NFKC", small))
    return " ".join(digits.strip(_OUTER_PUNCTUATION + "#").split())


def _ascii_digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def as_number(text: str) -> int | None:
    """Return the number that is the whole of a normalised reply, or None.

    >>> as_number("2"), as_number("l"), as_number("mbili"), as_number("ya kwanza")
    (2, 1, 2, 1)
    >>> as_number("1 au 2") is None, as_number("1*2") is None, as_number("2 watoto") is None
    (True, True, True)
    """
    tokens = [token for token in text.split() if token not in _FILLERS]
    if len(tokens) != 1:
        return None
    token = _LOOKS_LIKE.get(tokens[0], tokens[0]).strip(_OUTER_PUNCTUATION)
    if token in NUMBER_WORDS:
        return NUMBER_WORDS[token]
    return int(token) if re.fullmatch(r"0|[1-9][0-9]{0,8}", token) else None


def choose(text: str, options: Iterable[Option]) -> Option | None:
    """Return the one option that a reply means, or None where it would be a guess."""
    reply = normalise(text)
    listed = tuple(options)
    if not reply or "*" in reply:
        return None
    number = as_number(reply)
    if number is not None:
        return next((option for option in listed if option.key == number), None)
    return _by_words(reply, listed) or _by_leading_number(reply, listed) or _by_typo(reply, listed)


def phrases(option: Option) -> frozenset[str]:
    """Return the words that mean an option, in every language it is worded in."""
    return frozenset(canonical(text) for text in (*option.labels.values(), *option.words))


def canonical(text: str) -> str:
    """Return a phrase with the common spellings of yes and no made one.

    >>> canonical("Ndio"), canonical("Hapana kabisa"), canonical("Mmoja/wawili")
    ('ndiyo', 'hapana kabisa', 'mmoja wawili')
    """
    words = re.findall(r"[^\W_]+(?:['+-][^\W_]+)*", normalise(text))
    return " ".join(_SAME.get(word, word) for word in words)


def _by_words(reply: str, options: tuple[Option, ...]) -> Option | None:
    if "?" in reply or "/" in reply:
        return None
    said = canonical(reply)
    return next((option for option in options if said in phrases(option)), None)


def _by_leading_number(reply: str, options: tuple[Option, ...]) -> Option | None:
    """Read `2 amenipiga` as 2: the rest is for the reader, which sees every text."""
    match = re.fullmatch(r"([0-9])[.,:;)-]*\s+(\D+)", reply)
    if match is None or "?" in reply:
        return None
    option = next((option for option in options if option.key == int(match[1])), None)
    if option is None:
        return None
    rest = canonical(match[2])
    if rest in phrases(option):
        return option
    return None if _contradicts(rest, option, options) else option


def _contradicts(rest: str, chosen: Option, options: tuple[Option, ...]) -> bool:
    words = set(rest.split())
    if words & (_DOUBT | _UNITS) or words & NUMBER_WORDS.keys():
        return True
    others = [option for option in options if option is not chosen]
    return any(words & set(phrase.split()) for option in others for phrase in phrases(option))


def _by_typo(reply: str, options: tuple[Option, ...]) -> Option | None:
    """Accept a slip of the finger, where no other option is near and no short word is involved."""
    said = canonical(reply)
    ranked = sorted(((_distance(said, option), option) for option in options), key=_nearness)
    if "?" in reply or len(said) < 5 or not ranked:
        return None
    best, option = ranked[0]
    far_apart = len(ranked) == 1 or ranked[1][0] >= best + 3
    if best > (2 if len(said) >= 9 else 1) or not far_apart:
        return None
    own = {word for phrase in phrases(option) for word in phrase.split()}
    return None if set(said.split()) & (_DOUBT | NUMBER_WORDS.keys()) - own else option


def _nearness(ranked: tuple[int, Option]) -> int:
    return ranked[0]


def _distance(said: str, option: Option) -> int:
    near = [phrase for phrase in phrases(option) if phrase[:1] == said[:1] and len(phrase) >= 5]
    return min((OSA.distance(said, phrase) for phrase in near), default=99)
