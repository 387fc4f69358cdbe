"""Say who does what to whom in English, with the same marks that a Swahili verb carries in itself.

English spreads over several words what Swahili puts into one: "he has not been beating me" is
ha-ja-ni-pig-a. This file finds the subject, the denial and the object around each verb of
`english_verbs.yaml` and marks the verb with them (`s3`, `o1`, `neg`, `passive`), so that one set of
phrases serves both languages. It knows grammar only; which verb means harm is data.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.reading.english_verbs import English, VerbForm
from monitor.reading.phrases import Token

_BACK = 9
_AHEAD = 5
_PEOPLE = frozenset(
    {"#person_him", "#husband", "#wife", "#kin", "#boss", "#exploiter", "#police", "#someone",
     "#child"}
)  # fmt: skip
_HARM = frozenset(
    {"violence", "kill", "rape", "threaten", "hunt", "force", "lock", "confine", "take", "sell",
     "touch", "arrest", "chase", "find_her", "bother", "take_to", "come_for", "steal", "hate"}
)  # fmt: skip
_UNSAID = frozenset({"violence", "rape", "threaten"})
_FEARS = frozenset({"#afraid_word", "#danger_word", "#fear_noun"})
_ENGLISH_HARM = frozenset(
    f"#{name}_word"
    for name in (
        "hit", "kill", "threaten", "hunt", "force", "touch", "rape", "lock", "take", "sell",
        "arrest", "watch",
    )
)  # fmt: skip


@dataclass(slots=True)
class _Before:
    """What stands before a verb in its clause."""

    subject: str = ""
    person: bool = False
    denied: bool = False
    be: bool = False
    to: bool = False
    long_ago: bool = False
    joined: bool = False


def with_english(tokens: Sequence[Token], english: English) -> list[Token]:
    """Give the tokens with every English verb marked; other tokens pass through unchanged."""
    return [_marked(tokens, place, english) for place in range(len(tokens))]


def _marked(tokens: Sequence[Token], place: int, english: English) -> Token:
    token = tokens[place]
    if token.word == "we":
        return _we(tokens, place, english)
    if token.keys & _FEARS:
        return _fear(tokens, place, english)
    form = _form(tokens, place, english)
    if form is not None:
        return _with_marks(token, form, tokens, place, english)
    if "#unknown" in token.keys and "#o1" not in token.keys:
        return _unknown_between(tokens, place, english)
    return token


def _we(tokens: Sequence[Token], place: int, english: English) -> Token:
    """Tell the English we (we are) from the Swahili we (you)."""
    after = next(_after(tokens, place, 1), None)
    if after is None or not (english.is_a(after.word, "be") or english.is_a(after.word, "link")):
        return tokens[place]
    senses = tuple(name for name in tokens[place].senses if name != "you")
    keys = tokens[place].keys - {"#you"} | {"#self"}
    return replace(tokens[place], keys=keys, senses=(*senses, "self"))


def _form(tokens: Sequence[Token], place: int, english: English) -> VerbForm | None:
    """Find the verb; one with a particle (look for, chase away) is preferred where both fit."""
    near = {token.word for token in _after(tokens, place, 3)}
    for key in sorted(tokens[place].keys & english.verbs.keys()):
        fitting = [
            form for form in english.verbs[key] if not form.particle or form.particle in near
        ]
        if fitting:
            return max(fitting, key=lambda form: len(form.particle))
    return None


def _after(tokens: Sequence[Token], place: int, most: int) -> Iterator[Token]:
    for token in tokens[place + 1 : place + 1 + most]:
        if token.clause != tokens[place].clause:
            return
        yield token


def _with_marks(
    token: Token,
    form: VerbForm,
    tokens: Sequence[Token],
    place: int,
    english: English,
) -> Token:
    before = _before(tokens, place, english)
    before.long_ago &= not any(english.is_a(after.word, "goes_on") for after in tokens[place:])
    whom = _whom(tokens, place, english)
    following = next(_after(tokens, place, 1), None)
    by = following is not None and following.word in {"by", "na"}
    passive = form.participle and (before.be or by or (form.only_participle and not whom))
    marks = {"verb", *form.senses, *_tense(form, before)}
    if passive:
        marks |= {"passive", before.subject or "s1"}
    else:
        marks |= _active(form, before, whom)
    return _settled(token, form, marks, before)


def _active(form: VerbForm, before: _Before, whom: str) -> set[str]:
    subject = before.subject
    if not subject and not (form.base and not before.to):
        subject = "s3"
    if not whom and before.person and _UNSAID & set(form.senses):
        whom = "o1"
    return {mark for mark in (subject or "order", whom) if mark}


def _tense(form: VerbForm, before: _Before) -> set[str]:
    if before.to:
        return {"inf"}
    return {"past"} if form.past else {"present"}


def _settled(token: Token, form: VerbForm, marks: set[str], before: _Before) -> Token:
    keys = token.keys | {f"#{mark}" for mark in marks}
    senses = tuple(dict.fromkeys((*token.senses, *form.senses)))
    harm = bool(_HARM & set(form.senses))
    if before.denied:
        keys |= {"#neg"}
    if harm and (before.denied or before.long_ago) and (before.subject or before.be):
        keys = keys - _ENGLISH_HARM | {"#harm_denied" if before.denied else "#long_ago"}
        senses = tuple(name for name in senses if f"#{name}" not in _ENGLISH_HARM)
        if before.long_ago:
            keys -= {"#o1", "#passive", *(f"#{name}" for name in form.senses)}
            senses = tuple(name for name in senses if name not in form.senses)
    return replace(token, keys=frozenset(keys), senses=senses, known=True)


def _before(tokens: Sequence[Token], place: int, english: English) -> _Before:
    """Walk back from the verb to its subject, over auxiliaries and denials."""
    seen = _Before()
    for back in range(place - 1, max(-1, place - 1 - _BACK), -1):
        token = tokens[back]
        if token.clause != tokens[place].clause or "#contrast" in token.keys:
            break
        if _is_nobody(tokens, back, english):
            seen.denied, seen.subject = not seen.denied, "s3"
            break
        if _subject(token, seen, english) or not _passes(token, seen, english):
            break
    return seen


def _is_nobody(tokens: Sequence[Token], place: int, english: English) -> bool:
    word = tokens[place].word
    if english.is_a(word, "nobody"):
        return True
    return word == "one" and place > 0 and tokens[place - 1].word == "no"


def _subject(token: Token, seen: _Before, english: English) -> bool:
    keys = token.keys
    if "#self" in keys:
        seen.subject = "s1"
    elif "#you" in keys:
        seen.subject = "s2"
    elif keys & _PEOPLE:
        seen.subject, seen.person = "s3", True
    else:
        return False
    seen.be = seen.be or english.is_a(token.word, "be")
    return True


def _passes(token: Token, seen: _Before, english: English) -> bool:
    """Note an auxiliary or a denial; False when the walk ends at another word."""
    word = token.word
    if english.is_a(word, "ends") or "#negator" in token.keys:
        seen.denied = not seen.denied
    elif word == "to":
        seen.to = True
    elif english.is_a(word, "be"):
        seen.be = True
    elif english.is_a(word, "joined"):
        seen.joined = True
    elif word == "used" and seen.to:
        seen.long_ago = True
    elif not _links(token, seen, english):
        seen.subject = seen.subject or _thing(token)
        return False
    return True


def _links(token: Token, seen: _Before, english: English) -> bool:
    passing = english.is_a(token.word, "link") or bool(token.keys & {"#filler", "#when"})
    return passing or seen.joined


def _thing(token: Token) -> str:
    """Take a strange word for a person (a name beats me), a known thing for a thing."""
    if "#me" in token.keys:
        return ""
    return "sx" if token.known and "#given_name" not in token.keys else "s3"


def _whom(tokens: Sequence[Token], place: int, english: English) -> str:
    for token in _after(tokens, place, _AHEAD):
        found = _object(token, tokens, place, english)
        if found:
            return found
        if not _between(token, english):
            return "" if token.keys & {"#when", "#question_word", "#counted", "#contrast"} else "ox"
    return ""


def _between(token: Token, english: English) -> bool:
    filler = "#filler" in token.keys or english.is_a(token.word, "between")
    return filler or bool(token.keys & english.verbs.keys())


def _object(token: Token, tokens: Sequence[Token], place: int, english: English) -> str:
    if "#me" in token.keys:
        return "o1"
    if "#myself" in token.keys:
        return "refl"
    if "#you" in token.keys:
        return "o2"
    if "#my" in token.keys:
        return _mine(tokens, place)
    if english.is_a(token.word, "other") or token.keys & {"#child", "#kin", "#someone"}:
        return "o3"
    return ""


def _mine(tokens: Sequence[Token], place: int) -> str:
    keys = frozenset[str]().union(*(token.keys for token in _after(tokens, place, _AHEAD)))
    if keys & {"#child", "#kin", "#someone", "#husband"}:
        return "o3"
    return "o1" if keys & {"#body_part", "#private"} else "ox"


def _fear(tokens: Sequence[Token], place: int, english: English) -> Token:
    """Turn "not afraid any more" round; "not safe" and "not only afraid" stay as they are."""
    token = tokens[place]
    before = _before(tokens, place, english)
    after = next(_after(tokens, place, 1), None)
    if not before.denied or (after is not None and after.word == "only"):
        return token
    senses = tuple(name for name in token.senses if f"#{name}" not in _FEARS)
    return replace(token, keys=token.keys - _FEARS | {"#harm_denied"}, senses=senses)


def _unknown_between(tokens: Sequence[Token], place: int, english: English) -> Token:
    """Mark "he xxx me": something is done to her by a verb that nobody has written down."""
    after = next(_after(tokens, place, 1), None)
    before = _before(tokens, place, english)
    if after is None or not before.person or after.word not in {"me", "us"}:
        return tokens[place]
    return replace(tokens[place], keys=tokens[place].keys | {"#s3", "#o1"})
