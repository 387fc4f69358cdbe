"""Guess what a misspelt word was meant to be; a guess may warn, it may never reassure.

Candidates are the words of the lexicon and the usual forms of every root. The nearest wins; of two
equally near the graver one is not preferred here: both senses are handed on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from monitor.reading.normalise import skeleton
from monitor.reading.verbs import Root

_OPENINGS = (
    "ameni", "anani", "alini", "atani", "wameni", "wanani", "walini", "watani", "kuni", "wani",
    "nime", "nina", "na", "nili", "nita", "ninge", "ni", "mni", "kuji", "nimeji", "nitaji", "ku",
)  # fmt: skip
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Corrections:
    """Spellings by first letter and by consonants; built once with the lexicon."""

    by_letter: Mapping[str, tuple[str, ...]]
    by_skeleton: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str], roots: Mapping[str, Root]) -> "Corrections":
        """Collect candidates from words and from the usual forms of roots that carry a sense."""
        spelled = {word for word in words if len(word) >= _SHORTEST and word.isalpha()}
        spelled |= {form for root in roots.values() for form in _forms(root)}
        letters: dict[str, list[str]] = {}
        bones: dict[str, list[str]] = {}
        for word in sorted(spelled):
            letters.setdefault(word[0], []).append(word)
            bones.setdefault(skeleton(word), []).append(word)
        return cls(
            {letter: tuple(found) for letter, found in letters.items()},
            {bone: tuple(found) for bone, found in bones.items()},
        )

    def guess(self, word: str) -> str | None:
        """Give the nearest spelling, or None when nothing is near enough.

        >>> Corrections.of(["shida"], {}).guess("shda")
        'shida'
        >>> Corrections.of(["shida"], {}).guess("chuma") is None
        True
        """
        if len(word) < 3 or len(word) > 30 or not word.isalpha():
            return None
        return self._by_consonants(word) or self._by_distance(word)

    def _by_consonants(self, word: str) -> str | None:
        bones = skeleton(word)
        if len(bones) < 3 and len(word) > len(bones) + 1:
            return None
        near = [form for form in self.by_skeleton.get(bones, ()) if len(form) - len(word) <= 4]
        if not near or len(bones) < 2:
            return None
        best = min(near, key=lambda form: (OSA.distance(word, form), form))
        return best if OSA.distance(word, best) <= max(1, len(best) // 3) else None

    def _by_distance(self, word: str) -> str | None:
        if len(word) < _SHORTEST + 1:
            return None
        allowed = 1 if len(word) < 8 else 2
        found = process.extractOne(
            word, self.by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=allowed
        )
        return found[0] if found else None


def _forms(root: Root) -> Iterator[str]:
    if not root.senses or root.short:
        return
    for opening in _OPENINGS:
        yield f"{opening}{root.root}a"
        yield f"{opening}{root.root}wa"
        yield f"{opening}{root.root}ia"
    for opening in ("ni", "mni", "u", "uni", "a", "ani", "wani"):
        yield f"{opening}{root.root}e"
        yield f"{opening}{root.root}ie"
