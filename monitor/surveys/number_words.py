"""Numbers said in Swahili or English words, from nought to 9,999.

Two numbers beside each other are never added up: `mbili tatu` is a doubt, not a five.
"""

from collections.abc import Iterator, Sequence


def _numbered(table: str, *, start: int, step: int) -> dict[str, int]:
    return {
        word: start + step * at
        for at, words in enumerate(table.split("|"))
        for word in words.split()
    }


_UNITS = _numbered(
    "moja mosi one|mbili two|tatu three|nne four|tano five|sita six|saba seven|nane eight|"
    "tisa nine",
    start=1, step=1,
)  # fmt: skip
_TEENS = _numbered(
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen",
    start=10, step=1,
)  # fmt: skip
_TENS = _numbered(
    "kumi|ishirini twenty|thelathini thirty|arobaini arubaini forty fourty|hamsini fifty|"
    "sitini sixty|sabini seventy|themanini eighty|tisini ninety",
    start=10, step=10,
)  # fmt: skip
_PLAIN = {**_UNITS, **_TEENS, **_TENS}
_COUNTED_AFTER = {"mia": 100, "elfu": 1000}
"""Swahili: `mia mbili` is 200, `mia na mbili` is 102."""
_COUNTED_BEFORE = {"hundred": 100, "thousand": 1000}
_NOUGHT = ("sifuri", "zero")
_AND = ("na", "and")
_NOTHING_FITS = 1


def number_in(words: Sequence[str]) -> int | None:
    """Return the one number that these words say, or None.

    >>> number_in("kumi na mbili".split()), number_in("mia mbili na tano".split())
    (12, 205)
    >>> number_in("elfu mbili ishirini na sita".split()), number_in("twenty five".split())
    (2026, 25)
    >>> number_in("mbili tatu".split()), number_in("mbili au tatu".split()), number_in([])
    (None, None, None)
    """
    if len(words) == 1 and words[0] in _NOUGHT:
        return 0
    total, below = 0, 10_000
    for value, left in _pieces(words):
        if value is None or value >= below:
            return None
        total, below = total + value, left
    return total or None


def _pieces(words: Sequence[str]) -> Iterator[tuple[int | None, int]]:
    """Yield each number said, with what a number right after it must be smaller than."""
    at = 0
    while at < len(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        counted = _counted(words[at], following)
        if counted is not None:
            value, scale, taken = counted
            yield value, scale
            at += taken
        elif words[at] in _AND and 0 < at < len(words) - 1:
            at += 1
        else:
            plain = _PLAIN.get(words[at])
            yield plain, 10 if words[at] in _TENS else _NOTHING_FITS
            at += 1


def _counted(word: str, following: str) -> tuple[int, int, int] | None:
    """Return hundreds or thousands: their value, their size, and how many words say them."""
    if word in _COUNTED_AFTER:
        scale = _COUNTED_AFTER[word]
        count = _UNITS.get(following)
        return (scale, scale, 1) if count is None else (count * scale, scale, 2)
    if word in _UNITS and following in _COUNTED_BEFORE:
        scale = _COUNTED_BEFORE[following]
        return _UNITS[word] * scale, scale, 2
    return None
