"""The ordinary words by which she says "danger" or "not safe to talk" without saying it.

Staff learn of it silently and she gets the same answer as for OK. A word that resembles another
answer would either betray her or be missed, so such words are refused when she chooses them.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DANGER, NOT_SAFE = "danger", "not_safe"
FEWEST_LETTERS = 5
MOST_LETTERS = 30
MISREAD_EDITS = 1
TOO_NEAR_EDITS = 2

ANSWER_WORDS = frozenset(
    re.findall(
        r"\w+",
        "sifuri moja mbili tatu nne tano sita saba nane tisa kumi "
        "zero one two three four five six seven eight nine ten "
        "stop acha wacha simama sitisha komesha maliza ondoa futa cancel end quit unsubscribe "
        "help msaada saidia nisaidie nisaidieni usaidizi sos emergency dharura "
        "sawa shida nipigie problem call fine okay poa salama next back skip mbele nyuma ruka",
    )
)
"""Digit words, stop and help words, and the words of our menus; the lexicon adds its own."""


@dataclass(frozen=True)
class ReservedWords:
    """Words a duress word must keep away from: `near` by two edits, `same` exactly."""

    near: frozenset[str] = ANSWER_WORDS
    same: frozenset[str] = frozenset()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, without accents and punctuation.

    >>> words_of("Nimenunua MÁEMBE, leo!")
    ('nimenunua', 'maembe', 'leo')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(re.findall(r"[^\W\d_]+", bare.replace("'", "").replace("’", "")))


def is_within(edits: int, one: str, other: str) -> bool:
    """Say whether two words differ by at most so many edits; two letters swapped are one edit.

    >>> is_within(1, "maembe", "maebme"), is_within(1, "maembe", "mambo")
    (True, False)
    """
    return abs(len(one) - len(other)) <= edits and _distance(one, other) <= edits


def meaning_in(text: str, words: Mapping[str, str]) -> str | None:
    """Return what a text says under duress: `words` maps her word to its meaning.

    Danger wins when both stand in one text. One slip of the finger still counts.

    >>> meaning_in("Leo nimenunua maembee.", {"maembe": "danger", "kipepeo": "not_safe"})
    'danger'
    >>> meaning_in("Sawa", {"maembe": "danger"}) is None
    True
    """
    found = {
        meaning
        for written in words_of(text)
        for word, meaning in words.items()
        if is_within(MISREAD_EDITS, written, word)
    }
    return DANGER if DANGER in found else next(iter(found), None)


def refusal(
    word: str, *, code_name: str, others: Iterable[str], reserved: ReservedWords
) -> str | None:
    """Return the rule a chosen word breaks, or None where it may be used.

    >>> refusal("embe", code_name="Amani", others=(), reserved=ReservedWords())
    'needs at least 5 letters'
    >>> refusal("maembe", code_name="Amani", others=("kipepeo",), reserved=ReservedWords()) is None
    True
    """
    written = words_of(word)
    if len(written) != 1 or written[0] != word.strip().casefold():
        return "must be one plain word of letters"
    bare = written[0]
    if len(bare) < FEWEST_LETTERS:
        return f"needs at least {FEWEST_LETTERS} letters"
    if len(bare) > MOST_LETTERS:
        return f"may have at most {MOST_LETTERS} letters"
    return _clash(bare, code_name=code_name, others=others, reserved=reserved)


def _clash(
    bare: str, *, code_name: str, others: Iterable[str], reserved: ReservedWords
) -> str | None:
    if any(is_within(TOO_NEAR_EDITS, bare, near) for near in reserved.near):
        return "is too near to a digit word, an answer, a stop word or a call for help"
    if any(is_within(TOO_NEAR_EDITS, bare, name) for name in words_of(code_name)):
        return "is too near to the code name"
    if any(is_within(TOO_NEAR_EDITS, bare, word) for other in others for word in words_of(other)):
        return "is too near to the other word"
    if bare in reserved.same:
        return "is a word that people write in ordinary replies"
    return None


def _distance(one: str, other: str) -> int:
    """Optimal string alignment: insert, delete, replace, swap two neighbours."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, facing in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != facing))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
