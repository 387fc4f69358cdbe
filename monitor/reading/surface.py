"""What shows on the surface of a text: digits, long numbers, operators' notices, other scripts."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from monitor.reading.foreign import languages_in
from monitor.reading.hours import names_an_hour
from monitor.reading.lexicon import Lexicon
from monitor.reading.notices import notices
from monitor.reading.numbers import whole_number, word_value
from monitor.reading.phrases import Token
from monitor.reading.senses import Finding

_LONG_NUMBER = re.compile(r"(?:\+\s?)?\d(?:[ -]?\d){8,13}")
_ONLY_DOTS = re.compile(r"\.{3,}|\u2026+")
_EMERGENCY = frozenset({"999", "112", "911", "1195", "116"})
_OPTIONS = {1: "option_ok", 2: "option_problem", 3: "option_callback", 0: "option_callback"}
_TITLES = frozenset(
    [
        "madam",
        "madamu",
        "sister",
        "mr",
        "mrs",
        "miss",
        "dr",
        "daktari",
        "officer",
        "mwalimu",
        "teacher",
        "pastor",
    ]
)


def on_surface(
    text: str, tokens: Sequence[Token], lexicon: Lexicon, prompt: str | None
) -> Iterator[Finding]:
    """Give what can be seen without knowing a language."""
    for name, words in _surface(text, tokens, prompt):
        sense = lexicon.senses[name]
        yield Finding(sense, f"surface: {sense.means}", words, 0)
    for name, language, words in languages_in(text, tokens, lexicon.languages):
        yield Finding(lexicon.senses[name], f"language: {language}", words, 0)


def _surface(text: str, tokens: Sequence[Token], prompt: str | None) -> Iterator[tuple[str, str]]:
    yield from _notices(text)
    option = _option(text, tokens, prompt)
    if option is not None:
        yield option
    for name in _named(tokens):
        yield "staff_named", name
    if names_an_hour(text) or any("#when" in token.keys for token in tokens):
        yield "time_named", "a time"


def _notices(text: str) -> Iterator[tuple[str, str]]:
    yield from notices(text)
    if _ONLY_DOTS.fullmatch(text.strip()):
        yield "only_dots", "dots"
    if _LONG_NUMBER.search(text):
        yield "long_number", "a long number"


def _option(text: str, tokens: Sequence[Token], prompt: str | None) -> tuple[str, str] | None:
    meat = [token for token in tokens if "#filler" not in token.keys]
    digits = [token.word for token in meat if word_value(token.word) is not None]
    if set(digits) & _EMERGENCY and len(meat) <= 3:
        return "emergency_number", " ".join(digits)
    if not digits and whole_number(text) is None:
        return None
    if len(meat) == len(digits) or whole_number(text) is not None or not meat:
        return _alone(text, digits, prompt)
    if any("#number_joiner" not in token.keys for token in meat if token.word not in digits):
        return _beside_words(meat, prompt)
    return "option_none", " ".join(digits)


def _alone(text: str, digits: Sequence[str], prompt: str | None) -> tuple[str, str]:
    number = whole_number(text)
    if number is None and len(set(digits)) == 1 and digits:
        number = word_value(digits[0])
    if prompt != "checkin" or number is None:
        return "option_none", text.strip()[:20]
    return _OPTIONS.get(number, "option_none"), str(number)


def _beside_words(meat: Sequence[Token], prompt: str | None) -> tuple[str, str] | None:
    """Read `1 sawa` or `SHIDA 2`; a number that counts something (2 days) is no option."""
    first, last = meat[0], meat[-1]
    options = [token for token in meat if token.word.isdecimal() and len(token.word) == 1]
    if prompt != "checkin" or len(options) != 1:
        return None
    leads = first is options[0] and not (len(meat) > 1 and "#counted" in meat[1].keys)
    trails = last is options[0] and len(meat) == 2 and "#counted" not in first.keys
    number = int(options[0].word)
    return (_OPTIONS[number], options[0].word) if (leads or trails) and number in _OPTIONS else None


def _named(tokens: Sequence[Token]) -> Iterator[str]:
    for token, after in pairwise(tokens):
        named = not after.known or "#given_name" in after.keys
        if token.word in _TITLES and named and token.clause == after.clause:
            yield token.word
