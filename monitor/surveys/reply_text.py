"""Short replies made comparable: small letters, plain digits, number words, usual spellings."""

import re
import unicodedata
from itertools import groupby

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
_ORDINAL_WORDS = frozenset(word for words in _ORDINALS.values() for word in words.split())
_MISTYPED = {"mja": 1, "moj": 1, "kwanz": 1, "kwnza": 1, "mbli": 2, "mbil": 2, "mbly": 2, "nee": 4}
"""Number words as phones make them; no other word is near."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list written as a sentence."""
    return frozenset(text.split())


def squeezed(text: str) -> str:
    """Return a text with each letter once in a row, as `ndiyooo` is meant.

    >>> squeezed("ndiyooo"), squeezed("nne")
    ('ndiyo', 'ne')
    """
    return "".join(char for char, _ in groupby(text))


def _unstretched(word: str) -> str:
    """Return a word without its stretched letters; `mmoja` (one person) is not `moja`."""
    return word[:1] + squeezed(word[1:])


_DRAWN_OUT = {_unstretched(word): number for word, number in (NUMBER_WORDS | _MISTYPED).items()}


_FILLERS = word_set(
    "ya wa la cha ni na the is it its it's jibu namba nambari number option chaguo answer langu "
    "yangu my nimechagua nachagua chagua tu just only please tafadhali asante thanks naomba"
)
UNIT_WORDS = word_set(
    "wiki week weeks siku day days mara time times mwezi miezi month months mwaka miaka year years "
    "saa hour hours mtoto watoto child children kids mtu watu people person"
)
"""What a number counts: with one of these it is a count, not the number of an option."""
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
    >>> as_number("jibu: 2"), as_number("the first one"), as_number("mbilii tu")
    (2, 1, 2)
    >>> as_number("1 au 2") is None, as_number("1*2") is None, as_number("2 watoto") is None
    (True, True, True)
    """
    tokens = [token.strip(_OUTER_PUNCTUATION) for token in text.split()]
    tokens = [token for token in tokens if token not in _FILLERS]
    if len(tokens) == 2 and tokens[0] in _ORDINAL_WORDS and tokens[1] == "one":
        tokens.pop()
    if len(tokens) != 1:
        return None
    token = _LOOKS_LIKE.get(tokens[0], tokens[0])
    if re.fullmatch(r"0|[1-9][0-9]{0,8}", token):
        return int(token)
    return NUMBER_WORDS.get(token, _DRAWN_OUT.get(_unstretched(token)))


def canonical(text: str) -> str:
    """Return a phrase with the common spellings of yes and no made one, each word once in a row.

    >>> canonical("Ndio"), canonical("Sawa sawa"), canonical("Mmoja/wawili")
    ('ndiyo', 'sawa', 'mmoja wawili')
    """
    words = re.findall(r"[^\W_]+(?:['+-][^\W_]+)*", normalise(text))
    return " ".join(word for word, _ in groupby(_SAME.get(word, word) for word in words))
