"""How an SMS is encoded and what it costs: GSM 03.38 (3GPP TS 23.038) as pure code.

One character outside the GSM alphabet turns the whole message into UCS-2 and halves its room, so
a curly apostrophe can make a cheap text cost three. Templates are measured before they are
approved and every message before it is queued.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("^{}\\[~]|€\f")

_LOOK_ALIKES = str.maketrans(
    dict.fromkeys("‘’‚‛′ʼʻ`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008", " ")
    | dict.fromkeys("\u2009\u200a\u202f\u205f\u3000", " ")
    | dict.fromkeys("\u2028\u2029\u0085", "\n")
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")
    | {"…": "..."}
)


class Encoding(StrEnum):
    """The two alphabets an SMS can be sent in."""

    GSM7 = "gsm7"
    UCS2 = "ucs2"


class _Room(NamedTuple):
    """Units in a message that fits one part, and in each part of a longer one."""

    alone: int
    joined: int


_ROOMS = {Encoding.GSM7: _Room(160, 153), Encoding.UCS2: _Room(70, 67)}


@dataclass(frozen=True)
class Measure:
    """What one text costs: septets in GSM-7, UTF-16 code units in UCS-2."""

    encoding: Encoding
    parts: int
    units: int
    left_in_part: int


def encoding_of(text: str) -> Encoding:
    """Return the alphabet the whole text needs.

    >>> encoding_of("Karibu { 5 €")
    <Encoding.GSM7: 'gsm7'>
    >>> encoding_of("ng’ombe")
    <Encoding.UCS2: 'ucs2'>
    """
    fits = all(char in _BASIC or char in _EXTENSION for char in text)
    return Encoding.GSM7 if fits else Encoding.UCS2


def measure(text: str) -> Measure:
    """Count the parts and units of a text, and the units still free in its last part.

    An empty text is one part without units: networks carry and bill an empty message. A unit that
    a pair could not fill at the end of a part is lost, and counted neither as used nor as free.

    >>> measure("Uko salama?")
    Measure(encoding=<Encoding.GSM7: 'gsm7'>, parts=1, units=11, left_in_part=149)
    >>> measure("a" * 161).parts, measure("a" * 161).left_in_part
    (2, 145)
    >>> measure("")
    Measure(encoding=<Encoding.GSM7: 'gsm7'>, parts=1, units=0, left_in_part=160)
    """
    encoding = encoding_of(text)
    cost = _cost_in(encoding)
    parts = split(text)
    used = [sum(map(cost, part)) for part in parts]
    room = _ROOMS[encoding].alone if len(parts) == 1 else _ROOMS[encoding].joined
    return Measure(encoding, len(parts), sum(used), room - used[-1])


def split(text: str) -> tuple[str, ...]:
    """Cut a text into the parts a network would carry; joined again they are the text.

    An extension pair (GSM-7) or surrogate pair (UCS-2) never straddles two parts.

    >>> [len(part) for part in split("a" * 152 + "€" + "b" * 10)]
    [152, 11]
    """
    encoding = encoding_of(text)
    cost = _cost_in(encoding)
    room = _ROOMS[encoding]
    if sum(map(cost, text)) <= room.alone:
        return (text,)
    return _fill(text, room.joined, cost)


def _fill(text: str, room: int, cost: Callable[[str], int]) -> tuple[str, ...]:
    parts, start, used = [], 0, 0
    for at, char in enumerate(text):
        if used + cost(char) > room:
            parts.append(text[start:at])
            start, used = at, 0
        used += cost(char)
    return (*parts, text[start:])


def _cost_in(encoding: Encoding) -> Callable[[str], int]:
    return _septets if encoding is Encoding.GSM7 else _utf16_units


def _septets(char: str) -> int:
    return 2 if char in _EXTENSION else 1


def _utf16_units(char: str) -> int:
    return 2 if ord(char) > 0xFFFF else 1


def plain(text: str) -> str:
    """Replace characters that only look different, so that the text stays cheap.

    Quotes, dashes, dots and spaces keep their meaning in plain form. Letters are never touched:
    another letter can be another word.

    >>> plain("Ng’ombe – “sawa”…")
    'Ng\\'ombe - "sawa"...'
    >>> plain("ĩtĩkĩra")
    'ĩtĩkĩra'
    """
    return unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)


def forbidden_words(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return the words of the list that the text contains, in the list's order.

    Whoever reads her phone must not learn from wording or sender what this is (safety rule S18).
    Any occurrence counts, inside longer words too, whatever its case or accents: a template that
    is refused for nothing is reworded, one that slips through cannot be called back.

    >>> forbidden_words("Free COUNSELLING at the clinic", ("shelter", "counsel", "clinic"))
    ('counsel', 'clinic')
    """
    searched = _folded(text)
    return tuple(word for word in words if (folded := _folded(word)) and folded in searched)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", plain(text).casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(letters.split())
