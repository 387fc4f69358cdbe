"""Say everything known of one word: its senses, its grammar, or the word it was meant to be."""

from collections.abc import Iterator
from functools import lru_cache

from monitor.reading.lexicon import Lexicon
from monitor.reading.normalise import Cut, variants
from monitor.reading.phrases import Token
from monitor.reading.verbs import Verb, analyse

_LONGEST_WORD = 40
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"),
            ("es", ""), ("s", ""), ("d", ""), ("in", ""))  # fmt: skip
_CACHED = 20_000


class WordReader:
    """Looks words up, with a memory of those met before; holds no text, only single words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._look_up = lru_cache(maxsize=_CACHED)(self._read_word)

    def tokens(self, cut: Cut) -> list[Token]:
        """Turn the pieces of a text into tokens."""
        return [self._look_up(piece.word).in_clause(piece.clause) for piece in cut.pieces]

    def _read_word(self, word: str) -> Token:
        if word.isdecimal():
            return _token(word, (word,), ("number",))
        if len(word) > _LONGEST_WORD:
            return _token(word, (), (), known=False)
        found = self._attested(word)
        if found is not None:
            return found
        return self._guessed(word) or self._stranger(word)

    def _attested(self, word: str) -> Token | None:
        found = self._exact(word)
        if found is not None:
            return found
        if word in self._lexicon.literals:
            return _token(word, (word,), ())
        for spelled in variants(word):
            found = self._exact(spelled)
            if found is not None:
                return _token(word, (*_forms(found), spelled), found.senses, extra=_tags(found))
        return None

    def _exact(self, word: str) -> Token | None:
        word = self._lexicon.spellings.get(word, word)
        if word in self._lexicon.words:
            return _token(word, (word,), self._lexicon.words[word])
        verb = analyse(word, self._lexicon.roots)
        if verb is not None and verb.root is not None:
            return _verb_token(word, verb)
        return self._english(word)

    def _english(self, word: str) -> Token | None:
        for lemma in _lemmas(word):
            if len(lemma) >= 3 and lemma in self._lexicon.words:
                return _token(word, (word, lemma), self._lexicon.words[lemma])
        return None

    def _guessed(self, word: str) -> Token | None:
        nearest = self._lexicon.corrections.guess(word)
        found = self._exact(nearest) if nearest else None
        if nearest is None or found is None:
            return None
        forms = (word, *_forms(found), nearest)
        senses = found.senses
        return _token(word, forms, senses, extra=_tags(found), guessed=True, known=False)

    def _stranger(self, word: str) -> Token:
        verb = analyse(word, self._lexicon.roots)
        if verb is not None:
            return _token(word, (word,), (), extra=_marks(verb) | {"#unknown"}, known=False)
        return _token(word, (word,), (), extra=frozenset({"#unknown"}), known=False)


def _lemmas(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        if not word.endswith(ending):
            continue
        stem = word.removesuffix(ending) + instead
        yield stem
        if len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]


def _verb_token(word: str, verb: Verb) -> Token:
    return _token(word, (word,), verb.senses, extra=_marks(verb))


def _marks(verb: Verb) -> frozenset[str]:
    return frozenset("#" + mark for mark in verb.marks) | {"#verb"}


def _forms(token: Token) -> tuple[str, ...]:
    return tuple(key for key in token.keys if not key.startswith("#"))


def _tags(token: Token) -> frozenset[str]:
    return frozenset(key for key in token.keys if key.startswith("#"))


def _token(
    word: str,
    forms: tuple[str, ...],
    senses: tuple[str, ...],
    *,
    extra: frozenset[str] = frozenset(),
    guessed: bool = False,
    known: bool = True,
) -> Token:
    keys = frozenset(forms) | {"#" + sense for sense in senses} | extra
    return Token(word=word, clause=0, keys=keys, senses=senses, guessed=guessed, known=known)
