"""Read one text: from what she typed to a label, a severity, and the words that decided.

A reading is advice to a person (S44). It closes nothing but a positively recognised ok, and any
text that cannot be read safely is handed to a person.
"""

from dataclasses import replace
from functools import lru_cache

from monitor.reading.english import with_english
from monitor.reading.findings import find
from monitor.reading.foreign import without_foreign
from monitor.reading.lexicon import Lexicon
from monitor.reading.normalise import cut, names_in
from monitor.reading.notices import without_strangers_words
from monitor.reading.reading import Label, Reading
from monitor.reading.safeguards import guarded
from monitor.reading.surface import on_surface
from monitor.reading.told import Told
from monitor.reading.verdict import weigh
from monitor.reading.wishes import NO_WISHES, wishes_in
from monitor.reading.words import WordReader

_LONGEST = 4_000


class Reader:
    """A lexicon with its word memory; make one and keep it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = WordReader(lexicon)

    def read(self, text: str, *, prompt: str | None) -> Reading:
        """Read a text of any length and content; it never raises.

        Of what is longer than any text message both ends are read, and it is never ok.
        """
        if len(text) > _LONGEST:
            half = _LONGEST // 2
            return _never_light(self.read(f"{text[:half]}\n{text[-half + 1 :]}", prompt=prompt))
        pieces = cut(text)
        words = without_foreign(self._words.tokens(pieces), self._lexicon.languages)
        tokens = with_english(words, self._lexicon.english)
        findings, left = find(tokens, self._lexicon)
        findings.extend(on_surface(text, left, self._lexicon, prompt))
        findings = guarded(text, without_strangers_words(findings), self._lexicon)
        told = Told(tuple(left), tuple(tokens), pieces.questions, names_in(text))
        reading = weigh(findings, told, self._lexicon)
        wishes = wishes_in(text, frozenset(reading.flags))
        return replace(reading, wishes=wishes) if wishes != NO_WISHES else reading


def _never_light(reading: Reading) -> Reading:
    if reading.label not in {Label.OK, Label.OTHER}:
        return reading
    because = (("surface: too long to be read whole", ""),)
    return replace(reading, label=Label.UNCLEAR, severity=2, because=because)


def read(text: str, *, lexicon: Lexicon, prompt: str | None) -> Reading:
    """Read a text with the lexicon; `prompt` is the instrument she was asked, or None."""
    return _reader_of(lexicon).read(text, prompt=prompt)


@lru_cache(maxsize=4)
def _reader_of(lexicon: Lexicon) -> Reader:
    return Reader(lexicon)
