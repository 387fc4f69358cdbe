"""Say everything known of one word: its senses, its grammar, or the word it was meant to be."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from monitor.reading.correction import is_near
from monitor.reading.lexicon import Lexicon
from monitor.reading.normalise import Cut, Piece, heard, single_letters, variants
from monitor.reading.phrases import Token
from monitor.reading.verbs import Verb, analyse

_LONGEST_WORD = 40
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"),
            ("es", ""), ("s", ""), ("d", ""), ("in", ""))  # fmt: skip
_SHORTEST_HEARD = 4
_CACHED = 20_000
_OPENINGS = frozenset(
    [
        "ame",
        "ana",
        "ali",
        "wame",
        "wana",
        "wali",
        "wata",
        "nime",
        "nili",
        "nita",
        "nina",
        "ameni",
        "anani",
        "alini",
        "wameni",
        "wanani",
    ]
)


class WordReader:
    """Looks words up, with a memory of those met before; holds no text, only single words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._look_up = lru_cache(maxsize=_CACHED)(self._read_word)

    def tokens(self, cut: Cut) -> list[Token]:
        """Turn the pieces of a text into tokens."""
        return [
            self._look_up(piece.word).in_clause(piece.clause) for piece in self._joined(cut.pieces)
        ]

    def _joined(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """Put verbs together that were typed in pieces: `ame ni piga`."""
        place = 0
        while place < len(pieces):
            size = self._verb_size(pieces, place)
            word = "".join(piece.word for piece in pieces[place : place + size])
            yield Piece(word, pieces[place].clause)
            place += size

    def _verb_size(self, pieces: Sequence[Piece], place: int) -> int:
        if pieces[place].word not in _OPENINGS:
            return 1
        for size in (3, 2):
            parts = pieces[place : place + size]
            one_clause = len({piece.clause for piece in parts}) == 1
            if len(parts) == size and one_clause and self._are_pieces(parts):
                return size
        return 1

    def _are_pieces(self, parts: Sequence[Piece]) -> bool:
        """Join what makes a verb; after a word of its own (nina) only what is nothing alone."""
        if parts[0].word in self._lexicon.words and self._attested(parts[-1].word) is not None:
            return False
        return self._is_verb(parts)

    def _is_verb(self, parts: Sequence[Piece]) -> bool:
        verb = analyse("".join(part.word for part in parts), self._lexicon.roots)
        return verb is not None and verb.root is not None

    def _read_word(self, word: str) -> Token:
        if word.isdecimal():
            return _token(word, (word,), ("number",))
        if len(word) > _LONGEST_WORD:
            return _token(word, (), (), known=False)
        found = self._attested(word)
        if found is not None:
            return found
        return self._heard(word) or self._guessed(word) or self._stranger(word)

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
        once = single_letters(word)
        return _token(word, (word, once), ()) if once in self._lexicon.literals else None

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

    def _heard(self, word: str) -> Token | None:
        """Take a word for what it sounds like (narara, nalala); like any guess it only warns."""
        if len(word) < _SHORTEST_HEARD or not word.isalpha():
            return None
        meant = next(filter(None, map(self._exact, heard(word))), None)
        if meant is None or self._hides_a_deed(word, meant):
            return None
        return _token(
            word,
            (word, *_forms(meant)),
            meant.senses,
            extra=_tags(meant),
            guessed=True,
            known=False,
        )

    def _guessed(self, word: str) -> Token | None:
        nearest = self._lexicon.corrections.guess(word.replace("x", "s"))
        found = [token for token in map(self._exact, nearest) if token is not None]
        if not found:
            return None
        gravest = max(found, key=self._weight)
        if self._hides_a_deed(word, gravest):
            return None
        forms = (word, *_forms(gravest))
        return _token(word, forms, gravest.senses, extra=_tags(gravest), guessed=True, known=False)

    def _hides_a_deed(self, word: str, guess: Token) -> bool:
        """Refuse to explain a strange thing done to her by a harmless word not very near."""
        if set(guess.senses) & self._lexicon.deeds.keys():
            return False
        verb = analyse(word, self._lexicon.roots)
        return verb is not None and verb.root is None and not is_near(word, guess.word)

    def _weight(self, token: Token) -> tuple[bool, int, int]:
        done_to_her = {"#s3", "#o1"} <= token.keys or {"#s1", "#passive"} <= token.keys
        severities = (self._lexicon.senses[name].severity for name in token.senses)
        charges = self._lexicon.charges
        heavy = (charge.weight for key in token.keys & charges.keys() for charge in charges[key])
        warning = max(heavy, default=0)
        return done_to_her, max(warning, *severities, 0), len(token.senses)

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
