"""How many SMS parts a text takes, as a provider would bill it."""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("^{}\\[~]|€\f")


def count_parts(text: str) -> int:
    """Return the number of parts: 160 or 153 septets each, else 70 or 67 UTF-16 units.

    A pair (an escaped sign, a character above U+FFFF) never straddles two parts.

    >>> count_parts(""), count_parts("a" * 160), count_parts("a" * 161)
    (1, 1, 2)
    >>> count_parts("’" * 70), count_parts("’" * 71)
    (1, 2)
    >>> count_parts("a" * 152 + "€" + "a" * 152)
    3
    """
    if all(char in _BASIC or char in _EXTENSION for char in text):
        return _fill([2 if char in _EXTENSION else 1 for char in text], single=160, each=153)
    return _fill([2 if ord(char) > 0xFFFF else 1 for char in text], single=70, each=67)


def _fill(units: list[int], *, single: int, each: int) -> int:
    if sum(units) <= single:
        return 1
    parts, room = 1, each
    for unit in units:
        if unit > room:
            parts, room = parts + 1, each
        room -= unit
    return parts
