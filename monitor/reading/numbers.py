"""Read numbers and number words as people type them: 1, "1.", l, moja, one, ya kwanza."""

import re

_UNITS = {
    "sifuri": 0, "zero": 0, "moja": 1, "mosi": 1, "one": 1, "wan": 1, "kwanza": 1, "first": 1,
    "mbili": 2, "pili": 2, "two": 2, "second": 2, "tatu": 3, "three": 3, "third": 3,
    "nne": 4, "four": 4, "fourth": 4, "tano": 5, "five": 5, "fifth": 5, "sita": 6, "six": 6,
    "saba": 7, "seven": 7, "nane": 8, "eight": 8, "tisa": 9, "nine": 9, "kumi": 10, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_TENS = {
    "ishirini": 20, "twenty": 20, "thelathini": 30, "thirty": 30, "arobaini": 40, "forty": 40,
    "hamsini": 50, "fifty": 50, "sitini": 60, "sixty": 60, "sabini": 70, "seventy": 70,
    "themanini": 80, "eighty": 80, "tisini": 90, "ninety": 90,
}  # fmt: skip
_BESIDE = frozenset(
    [
        "ya",
        "wa",
        "la",
        "cha",
        "namba",
        "nambari",
        "number",
        "no",
        "option",
        "chaguo",
        "jibu",
        "answer",
        "the",
        "ni",
        "na",
    ]
)
_LOOKS_LIKE_ONE = frozenset({"l", "i", "|"})
_WORDS = re.compile(r"[a-z]+|\d+|\|")


def word_value(word: str) -> int | None:
    """Give the value of one word or digit string, or None.

    >>> word_value("mbili"), word_value("12"), word_value("nyumba")
    (2, 12, None)
    """
    if word.isdecimal():
        return int(word) if len(word) <= 4 else None
    return _UNITS.get(word, _TENS.get(word))


def whole_number(text: str) -> int | None:
    """Read a text that is one number and nothing else; two numbers are not guessed at.

    >>> whole_number("1."), whole_number("l"), whole_number("ya kwanza")
    (1, 1, 1)
    >>> whole_number("Kumi na mbili"), whole_number("ishirini")
    (12, 20)
    >>> whole_number("1 au 2") is None, whole_number("niko 2") is None
    (True, True)
    """
    words = [word for word in _WORDS.findall(text.casefold()) if word not in _BESIDE]
    if len(words) == 1 and words[0] in _LOOKS_LIKE_ONE:
        return 1
    values = [word_value(word) for word in words]
    if len(values) == 1:
        return values[0]
    if len(values) == 2:
        return _sum(values[0], values[1], digits=any(word.isdecimal() for word in words))
    return None


def _sum(large: int | None, small: int | None, *, digits: bool) -> int | None:
    if large is None or small is None or digits:
        return None
    return large + small if large >= 10 and large % 10 == 0 and 0 < small < 10 else None


_PHONE = re.compile(r"(?<![\d*])(?:\+\s?)?(?:254|0)[ -]?[17]\d(?:[ -]?\d){7}(?![\d#])")


def phone_numbers(text: str) -> tuple[str, ...]:
    """Give the Kenyan phone numbers in a text, digits only, as they were typed and in order.

    They are data for a person to verify by voice, never a change by themselves (S14).

    >>> phone_numbers("namba mpya ni 0712 345 678"), phone_numbers("+254-712345678")
    (('0712345678',), ('254712345678',))
    >>> phone_numbers("Ksh 1,200 kwa 12345678901234")
    ()
    """
    return tuple(re.sub(r"\D", "", found) for found in _PHONE.findall(text))
