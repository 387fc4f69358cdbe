"""What she asks of us in figures: at what hour, on which day, in which language, on which number.

The flags say that she asked; these say what. Nothing here is guessed: an hour that could be meant
both ways is None, and a language she says she does not understand is not the one she wants.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from monitor.reading.hours import named_hour, part_of_day
from monitor.reading.numbers import phone_numbers

_WORD = re.compile(r"[^\W\d_]+|\d\w+")
_DAYS = {
    "leo": "today", "today": "today", "tonight": "today", "kesho": "tomorrow", "kxho": "tomorrow",
    "kexho": "tomorrow", "tomorrow": "tomorrow", "tmrw": "tomorrow", "2moro": "tomorrow",
    "jumatatu": "monday", "jumanne": "tuesday", "jumatano": "wednesday", "alhamisi": "thursday",
    "ijumaa": "friday", "jumamosi": "saturday", "jumapili": "sunday", "monday": "monday",
    "tuesday": "tuesday", "wednesday": "wednesday", "thursday": "thursday", "friday": "friday",
    "saturday": "saturday", "sunday": "sunday", "weekend": "weekend", "wikendi": "weekend",
}  # fmt: skip
_LANGUAGES = {
    "kiswahili": "sw", "swahili": "sw", "kiswa": "sw", "english": "en", "kiingereza": "en",
    "kingereza": "en", "kizungu": "en", "eng": "en", "kikuyu": "ki", "gikuyu": "ki",
    "luo": "luo", "dholuo": "luo", "kijaluo": "luo", "kamba": "kam", "kikamba": "kam",
    "luhya": "luy", "kiluhya": "luy", "somali": "so", "kisomali": "so", "luganda": "lg",
    "kiganda": "lg", "amharic": "am", "kiamhari": "am", "french": "fr", "kifaransa": "fr",
    "arabic": "ar", "kiarabu": "ar", "kalenjin": "kln", "maasai": "mas", "kisii": "guz",
    "kimeru": "mer", "meru": "mer",
}  # fmt: skip
_DOES_NOT_KNOW = re.compile(
    r"\b(?:sielewi|siskii|siskizi|sifahamu|sijui|siwezi|sio|si|not|don'?t|can'?t|cannot|hardly|no)\b"
)
_ONLY = re.compile(r"\b(?:only|tu|pekee|peke yake)\b")
_CLAUSES = re.compile(r"[.,;!?\n]+|\b(?:but|lakini|ila)\b")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a text says beside its flags; empty where it says nothing certain.

    `day` is today, tomorrow, a weekday or weekend; `part` is dawn, morning, day, evening or night;
    `language` an ISO 639 code; `numbers` are digits as typed, to be verified by voice (S14).
    """

    hour: time | None = None
    part: str | None = None
    day: str | None = None
    only: bool = False
    language: str | None = None
    numbers: tuple[str, ...] = ()


NO_WISHES = Wishes()


def wishes_in(text: str, flags: frozenset[str]) -> Wishes:
    """Give the data behind the flags of a reading.

    >>> wishes_in("nipigie kesho saa tatu usiku", frozenset({"time"}))
    Wishes(hour=datetime.time(21, 0), part='night', day='tomorrow', only=False, language=None, \
numbers=())
    >>> wishes_in("sielewi english, tumia kiswahili", frozenset({"language_pref"})).language
    'sw'
    """
    if not flags & {"time", "contact_pref", "language_pref", "new_number", "phone_number"}:
        return NO_WISHES
    lowered = text.casefold()
    words = _WORD.findall(lowered)
    timed = bool(flags & {"time", "contact_pref"})
    return Wishes(
        hour=named_hour(text) if timed else None,
        part=_first(words, _part) if timed else None,
        day=_first(words, _DAYS.get) if timed else None,
        only="contact_pref" in flags and _ONLY.search(lowered) is not None,
        language=_language(lowered) if "language_pref" in flags else None,
        numbers=phone_numbers(text),
    )


def _part(word: str) -> str | None:
    """Name the part of the day; am and pm belong to an hour, and "am" also to "I am"."""
    return None if word in {"am", "pm"} else part_of_day(word)


def _first(words: list[str], look_up: Callable[[str], str | None]) -> str | None:
    return next((found for word in words if (found := look_up(word))), None)


def _language(text: str) -> str | None:
    """Find the language of the clause that does not deny it."""
    for clause in _CLAUSES.split(text):
        named = _first(_WORD.findall(clause), _LANGUAGES.get)
        if named and not _DOES_NOT_KNOW.search(clause):
            return named
    return None
