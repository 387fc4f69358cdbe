"""The lexicon: words, spellings, verb roots, idioms and phrases, each with its meaning and sense.

It is data in `config/languages/lexicon/`, checked when it is loaded: a row without a meaning, with
an unknown sense or given twice stops the program with the file and the row, not a reading at night.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from monitor.core.errors import Invalid
from monitor.reading import rows
from monitor.reading.correction import Corrections
from monitor.reading.deeds import Deed
from monitor.reading.english_verbs import English, english_forms
from monitor.reading.evidence import Charge, by_key
from monitor.reading.foreign import Foreign
from monitor.reading.likeness import Learned, load_learned
from monitor.reading.phrases import MARKS, Phrase
from monitor.reading.reading import Label
from monitor.reading.senses import NEEDED, Sense
from monitor.reading.verbs import Root, analyse

Index = Mapping[str, Mapping[str, tuple[Phrase, ...]]]
"""Phrases by a key of their rarest step, and then by a key of the next rarest."""
LEARNED = "learned.json"


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Everything the reader knows of the languages; built once, never changed."""

    senses: Mapping[str, Sense]
    words: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, str]
    roots: Mapping[str, Root]
    idioms: Index
    phrases: Index
    together: tuple[tuple[frozenset[str], str], ...]
    languages: Mapping[str, Foreign]
    english: English
    literals: frozenset[str]
    deeds: Mapping[str, Deed]
    charges: Mapping[str, tuple[Charge, ...]]
    corrections: Corrections
    learned: Learned

    def listed_phrases(self) -> Iterable[Phrase]:
        """Give every phrase and idiom once."""
        buckets = (*self.idioms.values(), *self.phrases.values())
        rows = (phrase for bucket in buckets for found in bucket.values() for phrase in found)
        return {phrase.text: phrase for phrase in rows}.values()


def load_lexicon(directory: Path) -> Lexicon:
    """Read and check every file of the directory; raises `Invalid` naming the file and the row."""
    read = rows.read_directory(directory)
    senses = _by_name(read.senses)
    _check_needed(senses)
    english = english_forms(read.english)
    words = {**dict.fromkeys(english, ()), **_words(read.words)}
    roots = _with_loans(_roots(read.roots), words, dict(read.loans))
    lexicon = Lexicon(
        senses=senses,
        words=words,
        spellings=_pairs(read.spellings, "spelling"),
        roots=roots,
        idioms=_index(read.idioms),
        phrases=_index(read.phrases),
        together=tuple((frozenset(needed), sense) for needed, sense in read.together),
        languages=_foreign(read.languages),
        english=English(english, _classes(read.small_words)),
        literals=_literals((*read.idioms, *read.phrases)) | _charged(read.charges),
        deeds={deed.name: deed for deed in read.deeds},
        charges=by_key(read.charges),
        corrections=Corrections.of(words, roots),
        learned=load_learned(directory / LEARNED),
    )
    _check_senses(lexicon)
    check_kinds(lexicon.learned)
    return lexicon


def check_kinds(learned: Learned) -> None:
    """Refuse weights that lack a label; raises `Invalid` naming those that were not learned."""
    missing = sorted({label.value for label in Label} - set(learned.kinds))
    if missing:
        raise Invalid(f"no text was learned that is labelled {', '.join(missing)}")


def _by_name(senses: Iterable[Sense]) -> dict[str, Sense]:
    found: dict[str, Sense] = {}
    for sense in senses:
        if sense.name in found or sense.name in MARKS:
            raise Invalid(f"sense {sense.name!r} is given twice or is a grammar tag")
        found[sense.name] = sense
    return found


def _check_needed(senses: Mapping[str, Sense]) -> None:
    missing = sorted(NEEDED - senses.keys())
    if missing:
        raise Invalid(f"the rules need these senses: {', '.join(missing)}")


def _words(read: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """Collect the words; a plain word may stand in several lists, a sense is given once."""
    found: dict[str, tuple[str, ...]] = {}
    for word, senses in read:
        if senses and found.get(word):
            raise Invalid(f"word {word!r} is given twice")
        found[word] = senses or found.get(word, ())
    return found


def _roots(read: Iterable[Root]) -> dict[str, Root]:
    found: dict[str, Root] = {}
    for root in read:
        if root.root in found:
            raise Invalid(f"root {root.root!r} is given twice")
        found[root.root] = root
    return found


def _with_loans(
    roots: dict[str, Root], words: Mapping[str, tuple[str, ...]], loans: Mapping[str, str]
) -> dict[str, Root]:
    """Let English words of certain senses take Swahili prefixes: `ananibeat`, `wamenifollow`."""
    for word, senses in words.items():
        lent = tuple(loans[sense] for sense in senses if sense in loans)
        if lent and len(word) > 2 and word not in roots:
            roots[word] = Root(word, f"{word} (English)", lent, loan=True)
    return roots


def _foreign(read: Iterable[tuple[str, Foreign]]) -> dict[str, Foreign]:
    found: dict[str, Foreign] = {}
    for word, foreign in read:
        if word in found:
            raise Invalid(f"other-language word {word!r} is given twice")
        found[word] = foreign
    return found


def _classes(read: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, name in read:
        found[word] = found.get(word, frozenset()) | {name}
    return found


def _pairs(read: Iterable[tuple[str, str]], kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, target in read:
        if word in found:
            raise Invalid(f"{kind} {word!r} is given twice")
        found[word] = target
    return found


def _index(phrases: Iterable[Phrase]) -> Index:
    index: dict[str, dict[str, list[Phrase]]] = {}
    seen: set[str] = set()
    for phrase in phrases:
        if phrase.text in seen:
            raise Invalid(f"phrase {phrase.text!r} is given twice")
        seen.add(phrase.text)
        for one, other in product(*phrase.rarest_keys()):
            index.setdefault(one, {}).setdefault(other, []).append(phrase)
    return {
        one: {other: tuple(found) for other, found in bucket.items()}
        for one, bucket in index.items()
    }


def _literals(phrases: Iterable[Phrase]) -> frozenset[str]:
    """Collect the words that phrases spell out: they are known, so no correction touches them."""
    return frozenset(
        key
        for phrase in phrases
        for element in phrase.elements
        for need, _ in element.choices
        for key in need
        if key.isalnum()
    )


def _charged(charges: Iterable[Charge]) -> frozenset[str]:
    return frozenset(key for charge in charges for key in charge.keys if key.isalnum())


def _check_senses(lexicon: Lexicon) -> None:
    for where, named in _named_senses(lexicon):
        if named not in lexicon.senses:
            raise Invalid(f"{where} has the unknown sense {named!r}")
    for word, target in lexicon.spellings.items():
        if target not in lexicon.words and analyse(target, lexicon.roots) is None:
            raise Invalid(f"spelling {word!r} stands for {target!r}, which is unknown")


def _named_senses(lexicon: Lexicon) -> Iterable[tuple[str, str]]:
    for word, senses in lexicon.words.items():
        yield from ((f"word {word!r}", sense) for sense in senses)
    for root in lexicon.roots.values():
        every = (*root.senses, *(root.applied or ()), *(root.reciprocal or ()))
        yield from ((f"root {root.root!r}", sense) for sense in every)
    yield from _senses_of_english(lexicon.english)
    for phrase in lexicon.listed_phrases():
        yield from ((f"phrase {phrase.text!r}", sense) for sense in _phrase_senses(phrase))
    yield from _senses_of_rules(lexicon)
    for needed, sense in lexicon.together:
        yield from (("a row of together", name) for name in (*needed, sense))
    for name, turning in lexicon.senses.items():
        if turning.negated:
            yield f"sense {name!r}", turning.negated


def _senses_of_rules(lexicon: Lexicon) -> Iterable[tuple[str, str]]:
    for deed in lexicon.deeds.values():
        said = {deed.name, deed.to_her, deed.to_hers, deed.to_others} - {"-"}
        yield from ((f"deed {deed.name!r}", sense) for sense in said)
    for charge in (charge for found in lexicon.charges.values() for charge in found):
        named = (key[1:] for key in charge.keys if key.startswith("#"))
        yield from ((f"charge {charge.kind!r}", sense) for sense in named if sense not in MARKS)


def _senses_of_english(english: English) -> Iterable[tuple[str, str]]:
    for spelled, forms in english.verbs.items():
        yield from ((f"verb {spelled!r}", sense) for form in forms for sense in form.senses)


def _phrase_senses(phrase: Phrase) -> Iterable[str]:
    yield from phrase.senses
    for element in phrase.elements:
        for need, out in element.choices:
            keys = (key[1:] for key in need | out if key.startswith("#"))
            yield from (key for key in keys if key not in MARKS)
