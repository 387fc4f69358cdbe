"""Build the forms of the English verbs in the lexicon: beat, beats, beating, beatin, beaten."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class EnglishVerb:
    """One row of english_verbs.yaml; `look for` is the verb look with the particle for."""

    verb: str
    means: str
    senses: tuple[str, ...]
    past: str = ""
    participle: str = ""

    @property
    def head(self) -> str:
        """Give the part that is inflected."""
        return self.verb.split()[0]

    @property
    def particle(self) -> str:
        """Give the word that must stand near it, or nothing."""
        return self.verb.partition(" ")[2]


@dataclass(frozen=True, slots=True)
class VerbForm:
    """What one form of a verb can be."""

    senses: tuple[str, ...]
    particle: str
    base: bool
    past: bool
    participle: bool
    only_participle: bool


Forms = tuple[VerbForm, ...]
CLASSES = frozenset({"be", "link", "joined", "between", "ends", "other", "nobody", "goes_on"})


@dataclass(frozen=True, slots=True)
class English:
    """The verbs by form, and the classes of the small words."""

    verbs: Mapping[str, Forms]
    classes: Mapping[str, frozenset[str]]

    def is_a(self, word: str, name: str) -> bool:
        """Say whether a small word does that work.

        >>> English({}, {"was": frozenset({"be"})}).is_a("was", "be")
        True
        """
        return name in self.classes.get(word, ())


def english_forms(verbs: Iterable[EnglishVerb]) -> dict[str, Forms]:
    """Index every form of every verb.

    >>> forms = english_forms([EnglishVerb("beat", "hit", ("violence",), "beat", "beaten")])
    >>> sorted(forms)
    ['beat', 'beaten', 'beatin', 'beating', 'beats']
    >>> forms["beaten"][0].only_participle, forms["beats"][0].participle
    (True, False)
    """
    found: dict[str, list[VerbForm]] = {}
    for verb in verbs:
        for spelled, form in _forms(verb):
            found.setdefault(spelled, []).append(form)
    return {spelled: tuple(forms) for spelled, forms in found.items()}


def _forms(verb: EnglishVerb) -> Iterator[tuple[str, VerbForm]]:
    past = {verb.past} if verb.past else set(_with_ending(verb.head, "ed"))
    participle = {verb.participle} if verb.participle else past
    ing = {form for ending in ("ing", "in") for form in _with_ending(verb.head, ending)}
    spelled = {verb.head, _with_s(verb.head)} | past | participle | ing
    for form in sorted(spelled):
        yield (
            form,
            VerbForm(
                senses=verb.senses,
                particle=verb.particle,
                base=form == verb.head,
                past=form in past,
                participle=form in participle,
                only_participle=form in participle and form not in past and form != verb.head,
            ),
        )


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _with_ending(verb: str, ending: str) -> Iterator[str]:
    """Give the usual spelling, and beside it the one without the doubled letter."""
    if verb.endswith("e") and not verb.endswith("ee"):
        yield verb[:-1] + ending
    elif verb.endswith("y") and verb[-2] not in _VOWELS and ending == "ed":
        yield verb[:-1] + "ied"
    else:
        yield verb + ending
    if len(verb) > 2 and verb[-1] not in "aeiouwxyh" and _short_vowel(verb):
        yield verb + verb[-1] + ending


def _short_vowel(verb: str) -> bool:
    return verb[-2] in _VOWELS and verb[-3] not in _VOWELS
