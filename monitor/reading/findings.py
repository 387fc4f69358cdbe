"""Find the senses in a text: idioms first (they swallow their words), then phrases, then words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.reading.deeds import deeds_done
from monitor.reading.evidence import evidence
from monitor.reading.lexicon import Index, Lexicon
from monitor.reading.limits import limited
from monitor.reading.negation import is_denied, is_plea, with_denied_harm
from monitor.reading.phrases import Phrase, Token, Words, match
from monitor.reading.senses import Finding


def find(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[list[Finding], tuple[Token, ...]]:
    """Give every finding, and the tokens that idioms left standing."""
    words = Words.of(tokens)
    found: list[Finding] = []
    left = list(tokens)
    for place, end, phrase in _matches(words, lexicon.idioms):
        found.extend(_of_phrase(phrase, words, place, end, lexicon, "idiom"))
        left[place:end] = [_swallowed(token) for token in tokens[place:end]]
    words = replace(words, tokens=tuple(with_denied_harm(left)))
    for place, end, phrase in _matches(words, lexicon.phrases):
        found.extend(_of_phrase(phrase, words, place, end, lexicon, "phrase"))
    found.extend(deeds_done(words.tokens, lexicon.deeds, lexicon.senses))
    found.extend(_of_words(words.tokens, lexicon))
    found.extend(evidence(words.tokens, lexicon.charges, lexicon.senses))
    return limited(found, words.tokens, lexicon), words.tokens


def _swallowed(token: Token) -> Token:
    return replace(token, keys=frozenset(), senses=(), guessed=False, known=True)


def _matches(words: Words, index: Index) -> list[tuple[int, int, Phrase]]:
    """Give start, end and phrase of all that stand in the text, in the order of the text."""
    places: dict[str, list[int]] = {}
    for place, token in enumerate(words.tokens):
        for key in token.keys:
            places.setdefault(key, []).append(place)
    keys = frozenset(places)
    found: dict[tuple[int, str], tuple[int, int, Phrase]] = {}
    for phrase in _possible(keys, index):
        for place in (place for key in phrase.first & keys for place in places[key]):
            end = match(phrase, words, place)
            if end is not None:
                found[place, phrase.text] = (place, end, phrase)
    return [found[key] for key in sorted(found)]


def _possible(keys: frozenset[str], index: Index) -> Iterator[Phrase]:
    """Give the phrases that a text with these keys can hold; one may come twice."""
    for one in keys & index.keys():
        bucket = index[one]
        for other in keys & bucket.keys():
            for phrase in bucket[other]:
                if phrase.required <= keys and not any(map(keys.isdisjoint, phrase.either)):
                    yield phrase


def _of_phrase(
    phrase: Phrase, words: Words, place: int, end: int, lexicon: Lexicon, rule: str
) -> Iterator[Finding]:
    tokens = words.tokens[place:end]
    spoken = " ".join(token.word for token in tokens)
    guessed = any(token.guessed for token in tokens)
    for name in phrase.senses:
        sense = lexicon.senses[name]
        yield Finding(sense, f"{rule}: {phrase.means}", spoken, place, guessed)


def _of_words(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Finding]:
    for place, token in enumerate(tokens):
        for name in () if is_plea(token) else token.senses:
            sense = lexicon.senses[name]
            if not (sense.label or sense.topics or sense.flags):
                continue
            yield from _word(tokens, place, name, lexicon)


def _word(tokens: Sequence[Token], place: int, name: str, lexicon: Lexicon) -> Iterator[Finding]:
    sense, token = lexicon.senses[name], tokens[place]
    denier = is_denied(tokens, place, lexicon)
    if denier is None:
        yield Finding(sense, f"word: {sense.means}", token.word, place, token.guessed)
    elif sense.negated:
        turned = lexicon.senses[sense.negated]
        guessed = token.guessed or denier.guessed
        spoken = token.word if denier is token else f"{denier.word} {token.word}"
        yield Finding(turned, f"denied: {turned.means}", spoken, place, guessed)
    elif sense.label is None:
        yield Finding(sense, f"word: {sense.means}", token.word, place, token.guessed)
