"""Set aside the words of other languages before anything is read into them.

A Luo "antie" (I am) looks like a Swahili verb, and a Kikuyu word like a misspelt English one. What
another language says is never guessed: the text goes to a person who knows it, the same day when
one of the words means danger or help.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.reading.phrases import Token

_SCRIPTS = {
    "ETHIOPIC": "Amharic or Tigrinya (Ethiopic script)",
    "ARABIC": "Arabic script",
    "HEBREW": "Hebrew script",
    "CJK": "Chinese script",
    "CYRILLIC": "Cyrillic script",
    "DEVANAGARI": "Hindi (Devanagari script)",
    "GUJARATI": "Gujarati script",
}
_LETTERS = (
    (re.compile("[\u0129\u0169\u0128\u0168]"), "Kikuyu or Kamba, by its letters"),
    (
        re.compile(
            "[\u00e0\u00e8\u00ea\u00eb\u00e7\u00f9\u00fb\u00f4\u00ee\u0153]|\\bj'ai\\b|\\bc'est\\b",
            re.I,
        ),
        "French",
    ),
)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A word that another language uses; `grave` when it means danger or help there."""

    language: str
    grave: bool = False


def without_foreign(tokens: Sequence[Token], languages: Mapping[str, Foreign]) -> list[Token]:
    """Take every reading away from foreign words, and guesses away from the words beside them."""
    strange = [_is_foreign(token, languages) for token in tokens]
    if not any(strange):
        return list(tokens)
    mostly = sum(strange) * 3 >= len(tokens)
    return [
        _set_aside(token) if away or (mostly and not token.known) else token
        for token, away in zip(tokens, strange, strict=True)
    ]


def _is_foreign(token: Token, languages: Mapping[str, Foreign]) -> bool:
    unsure = token.guessed or not token.known or "#verb" in token.keys
    return token.word in languages and (unsure or not token.senses)


def _set_aside(token: Token) -> Token:
    return replace(
        token, keys=frozenset({token.word, "#foreign"}), senses=(), guessed=False, known=False
    )


def languages_in(
    text: str, tokens: Sequence[Token], languages: Mapping[str, Foreign]
) -> Iterator[tuple[str, str, str]]:
    """Give sense, language and words for every sign of another language."""
    for token in tokens:
        if "#foreign" in token.keys and token.word in languages:
            foreign = languages[token.word]
            name = "other_language_grave" if foreign.grave else "other_language"
            yield name, foreign.language, token.word
    for pattern, language in _LETTERS:
        found = pattern.search(text)
        if found:
            yield "other_language", language, found[0]
    for script in sorted({_script(character) for character in text if not character.isascii()}):
        if script:
            yield "other_language", script, script


def _script(character: str) -> str:
    if not character.isalpha():
        return ""
    return _SCRIPTS.get(unicodedata.name(character, "").partition(" ")[0], "")
