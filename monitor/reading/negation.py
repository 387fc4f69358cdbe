"""Decide what is denied: si, sina, hakuna, not, no, nobody, or a denied verb shortly before.

To miss a denial costs a needless page; to see one that is not there can cost a life. So the reach
is short, and it ends at every new person, at a contrast, and at the end of the clause.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from monitor.reading.lexicon import Lexicon
from monitor.reading.phrases import Token

_REACH = 3
_HARM = frozenset(
    {"#hit_word", "#kill_word", "#threaten_word", "#hunt_word", "#force_word", "#touch_word"}
)
_WHO_ACTS = frozenset({"#person_him", "#self", "#contrast", "#husband", "#boss", "#exploiter"})
_QUIT = frozenset({"#quit", "#quit_word"})
_NOT_YET = frozenset({"#neg", "#negator", "#order", "#future", "#if"})
_NOBODY = frozenset({"hakuna", "hamna", "nobody"})


def is_denied(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> Token | None:
    """Give the word that denies the one at `place`, if any.

    The search goes back three words inside the clause. It ends at a contrast (lakini, but), at a
    new "I am" (niko), and at another word that could itself be what is denied: in "hakuna shida,
    sawa" only shida is. Who does not stop (siachi kutapika) denies nothing.
    """
    if {"#verb", "#neg"} <= tokens[place].keys and not is_plea(tokens[place]):
        return tokens[place]
    for back in range(place - 1, max(-1, place - 1 - _REACH), -1):
        token = tokens[back]
        if token.clause != tokens[place].clause or token.keys & {"#contrast", "#self"}:
            return None
        if token.keys & {"#negator", "#neg"}:
            return None if token.keys & _QUIT else token
        if any(lexicon.senses[name].negated for name in token.senses):
            return None
    return None


def is_plea(token: Token) -> bool:
    """Say whether we are asked not to: `msihangaike` is neither trouble nor the end of trouble.

    >>> is_plea(Token("msihangaike", 0, frozenset({"#order", "#neg", "#s2"})))
    True
    """
    return {"#order", "#neg"} <= token.keys and not token.keys & {"#s1", "#s3"}


def with_denied_harm(tokens: Sequence[Token]) -> list[Token]:
    """Mark harm that nobody does (hakuna mtu amenipiga) or he does not do (he does not beat me)."""
    return [_denied(tokens, place) for place in range(len(tokens))]


def _denied(tokens: Sequence[Token], place: int) -> Token:
    token = tokens[place]
    if {"#inf", "#o1"} <= token.keys and _has_ceased(tokens, place):
        return replace(token, keys=token.keys | {"#neg"})
    if token.keys >= {"#verb", "#s3", "#o1"} and _nobody(tokens, place):
        return replace(token, keys=token.keys | {"#neg"})
    if token.keys & _HARM and (_nobody(tokens, place) or _not(tokens, place)):
        return replace(token, keys=token.keys - _HARM | {"#harm_denied"})
    return token


def _has_ceased(tokens: Sequence[Token], place: int) -> bool:
    """`Ameacha kunipiga` has ceased, `hajawahi kunipiga` never did; `hajaacha kunipiga` goes on."""
    before = tokens[place - 1].keys if place else frozenset[str]()
    if before >= {"#ever", "#neg"}:
        return True
    return bool(before & _QUIT) and not before & _NOT_YET


def _nobody(tokens: Sequence[Token], place: int) -> bool:
    clause = tokens[place].clause
    before = [token for token in tokens[max(0, place - _REACH) : place] if token.clause == clause]
    if any("#contrast" in token.keys for token in before):
        return False
    said = [token.word for token in before]
    return bool(_NOBODY & set(said)) or ("no", "one") in pairwise(said)


def _not(tokens: Sequence[Token], place: int) -> bool:
    """Require a person before the denial: a bare "don't hit me" is a plea, not good news."""
    for back in range(place - 1, max(-1, place - _REACH), -1):
        token = tokens[back]
        before = tokens[back - 1] if back else None
        if token.clause != tokens[place].clause or token.keys & _WHO_ACTS:
            return False
        if token.word == "stopped":
            return before is None or "#negator" not in before.keys
        if "#negator" in token.keys:
            return before is not None and bool(before.keys & _WHO_ACTS)
    return False
