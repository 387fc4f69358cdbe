"""Guess what a misspelt word was meant to be; a guess may warn, it may never reassure.

Candidates are the words of the lexicon and the usual forms of every root. The nearest wins; of two
equally near, both are handed on: the graver decides.
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
_NOT_WORTH_A_GUESS = frozenset({"harmless"})
_SHORTEST = 4
_SHORTEST_VERB = 6
_MOST = 4


@dataclass(frozen=True, slots=True)
class Corrections:
    """Spellings by first letter and length, and by consonants; built once with the lexicon."""

    by_shape: Mapping[tuple[str, int], tuple[str, ...]]
    by_skeleton: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str], roots: Mapping[str, Root]) -> "Corrections":
        """Collect candidates from words and from the usual forms of roots that carry a sense."""
        spelled = {word for word in words if len(word) >= _SHORTEST and word.isalpha()}
        spelled |= {
            form for root in roots.values() for form in _forms(root) if len(form) >= _SHORTEST_VERB
        }
        shapes: dict[tuple[str, int], list[str]] = {}
        bones: dict[str, list[str]] = {}
        for word in sorted(spelled):
            shapes.setdefault((word[0], len(word)), []).append(word)
            bones.setdefault(skeleton(word), []).append(word)
        return cls(
            {shape: tuple(found) for shape, found in shapes.items()},
            {bone: tuple(found) for bone, found in bones.items()},
        )

    def guess(self, word: str) -> tuple[str, ...]:
        """Give the nearest spellings, all that are equally near.

        >>> Corrections.of(["shida"], {}).guess("shda")
        ('shida',)
        >>> Corrections.of(["shida"], {}).guess("chuma")
        ()
        """
        if len(word) < 3 or len(word) > 30 or not word.isalpha():
            return ()
        near = (*self._by_consonants(word), *self._by_distance(word))
        nearest = min((OSA.distance(word, form) for form in near), default=0)
        return tuple(form for form in near if OSA.distance(word, form) == nearest)[:_MOST]

    def _by_consonants(self, word: str) -> tuple[str, ...]:
        bones = skeleton(word)
        if len(bones) < 2 or (len(bones) < 3 and len(word) > len(bones) + 1):
            return ()
        distances = {
            form: OSA.distance(word, form)
            for form in self.by_skeleton.get(bones, ())
            if len(form) - len(word) <= 4
        }
        nearest = min(distances.values(), default=0)
        return tuple(
            form
            for form, distance in distances.items()
            if distance == nearest and distance <= max(1, len(form) // 3)
        )[:_MOST]

    def _by_distance(self, word: str) -> tuple[str, ...]:
        if len(word) < _SHORTEST + 1:
            return ()
        allowed = 1 if len(word) < 8 else 2
        near = [
            form
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for form in self.by_shape.get((word[0], length), ())
        ]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=allowed, limit=_MOST)
        return tuple(form for form, distance, _ in found if distance == found[0][1])


def is_near(word: str, form: str) -> bool:
    """Say whether a long word differs from a known form by one slip of the finger.

    >>> is_near("amenisadia", "amenisaidia"), is_near("ameninyosha", "amenionyesha")
    (True, False)
    """
    return len(word) >= 8 and OSA.distance(word, form, score_cutoff=1) <= 1


def _forms(root: Root) -> Iterator[str]:
    if not set(root.senses) - _NOT_WORTH_A_GUESS or (root.short and "kill" not in root.senses):
        return
    for opening in _OPENINGS:
        yield f"{opening}{root.root}a"
        yield f"{opening}{root.root}wa"
        yield f"{opening}{root.root}ia"
    for opening in ("ni", "mni", "u", "uni", "a", "ani", "wani"):
        yield f"{opening}{root.root}e"
        yield f"{opening}{root.root}ie"
