"""Decide whether a word is denied: si, sina, hakuna, not, no, or a denied verb shortly before it."""

from collections.abc import Sequence

from monitor.reading.lexicon import Lexicon
from monitor.reading.phrases import Token

_REACH = 3


def is_denied(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> Token | None:
    """Give the word that denies the one at `place`, if any.

    The search goes back three words inside the clause. It ends at a contrast (lakini, but), at a new
    "I am" (niko), and at another word that could itself be what is denied: in "hakuna shida, sawa"
    only shida is.
    """
    if "#verb" in tokens[place].keys and "#neg" in tokens[place].keys:
        return tokens[place]
    for back in range(place - 1, max(-1, place - 1 - _REACH), -1):
        token = tokens[back]
        if token.clause != tokens[place].clause or token.keys & {"#contrast", "#self"}:
            return None
        if token.keys & {"#negator", "#neg"}:
            return token
        if any(lexicon.senses[name].negated for name in token.senses):
            return None
    return None
