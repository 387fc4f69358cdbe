"""Decide whose story a text tells, and when: hers now, hers long ago, or other people's.

News of a murder is no page; a beating of years ago told beside "today I am well" is no page either.
Both rules only ever take danger back where nothing of hers and nothing of now speaks for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from monitor.reading.phrases import Token
from monitor.reading.reading import Label
from monitor.reading.senses import Finding, Sense

_HERSELF = frozenset({"#s1", "#o1", "#my", "#me", "#self", "#myself"})
_CALLS = frozenset({"#help", "#haste", "#afraid_word", "#save_word"})
_TO_ME = frozenset({"#o1", "#order"})
_HERS = frozenset({"#child", "#kin"})
OVER = Sense("long_past", "trouble of long ago")
_UNSURE = Sense("long_past_danger", "danger of long ago, not said to be over", Label.UNCLEAR, 2)
_ENDED = frozenset({"used", "stopped", "ended", "aliacha", "ameacha", "iliisha", "imeisha"})
_RECENT = frozenset({"jana", "leo", "juzi", "usiku", "asubuhi", "yesterday", "today", "tonight"})
_LONG_AGO = frozenset({"zamani", "kitambo", "mwaka", "miaka", "miezi", "years", "year"})
_THIS = frozenset({"huu", "hii", "hizi", "this", "these", "wiki", "dakika", "saa", "week", "weeks"})
_KNOWN_ONES = frozenset({"yule", "wale", "huyo", "hao"})
_HERE = frozenset({"here", "hapa", "humu"})
_AT_HAND = frozenset({"nje", "mlangoni", "dirishani", "sasa", "outside", "door", "tonight", "now"})
_PHONE = frozenset({"namba", "simu", "laini", "phone", "number", "line"})
_THIS_ONE = frozenset({"hii", "hiyo", "this", "yenye"})
_TO_US = frozenset({"#you", "#o2"})
_NO_YOU = frozenset({"#inf", "#rel"})
_LONG = 9
_LONG_UNNAMED = 12
_VERY_LONG = 16
_NAMES = 2


def speaks_of_herself(tokens: Sequence[Token], names: frozenset[str] = frozenset()) -> bool:
    """Say whether any word that was not guessed points to the writer; a name (Nile) does not."""
    said = (token for token in tokens if not token.guessed and token.word not in names)
    return any(token.keys & _HERSELF for token in said)


def is_of_others(tokens: Sequence[Token], names: frozenset[str]) -> bool:
    """Recognise news and talk of others: no first person, and long, named or official.

    "That one" (yule, wale) is somebody we both know, and "if he hits you" is asked for herself: who
    writes so tells her own story, and so does who tells of a weapon in few words, or of somebody
    outside. Without a name a text must be longer to be news.
    """
    if speaks_of_herself(tokens, names) or any(_calls_for_help(token) for token in tokens):
        return False
    if _is_at_hand(tokens) or _is_tonight(tokens) or _names_the_phone(tokens):
        return False
    public = any("#public" in token.keys for token in tokens)
    if len(tokens) < _VERY_LONG and not public and any("#weapon" in t.keys for t in tokens):
        return False
    if len(tokens) < _VERY_LONG and _is_told_to_us(tokens):
        return False
    if len(tokens) >= _VERY_LONG or public:
        return True
    if len(names & {token.word for token in tokens}) >= _NAMES:
        return True
    if len(tokens) < _VERY_LONG and any(token.word in _HERE for token in tokens):
        return False
    long = _LONG if names else _LONG_UNNAMED
    return len(tokens) >= long and not any(token.keys & _HERS for token in tokens)


def _names_the_phone(tokens: Sequence[Token]) -> bool:
    """Find whoever writes with her phone or of the one we write to, and `njooni`: come."""
    words = [token.word for token in tokens]
    return (
        any(
            (one in _PHONE and other in _THIS_ONE)
            or (one in _THIS_ONE and other in _PHONE)
            or (one, other) == ("you", "write")
            for one, other in pairwise(words)
        )
        or "njooni" in words
    )


def _calls_for_help(token: Token) -> bool:
    """Hear `nisaidie`; that somebody helps others (kuwasaidia) is no call."""
    helps = "#help_verb" in token.keys and bool(token.keys & _TO_ME)
    return helps or bool(token.keys & _CALLS)


def _is_at_hand(tokens: Sequence[Token]) -> bool:
    """Find what is now or at the door; a long story has its now and its outside of."""
    words = [token.word for token in tokens]
    if len(tokens) < _VERY_LONG:
        return bool(_AT_HAND & set(words))
    near = {word for word, after in pairwise([*words, ""]) if (word, after) != ("nje", "ya")}
    return bool(near & _AT_HAND - {"sasa", "now"})


def _is_tonight(tokens: Sequence[Token]) -> bool:
    words = {token.word for token in tokens}
    return "usiku" in words and bool(words & {"huu", "leo"})


def _is_told_to_us(tokens: Sequence[Token]) -> bool:
    known = any(token.word in _KNOWN_ONES for token in tokens[:3])
    return known or any(_speaks_to_us(token) for token in tokens)


def _speaks_to_us(token: Token) -> bool:
    """Hear you; the ku- of an infinitive (kutoka) is no you, nor the -wa- of `wanaowapa`."""
    no_you = bool(token.keys & _NO_YOU) or {"#order", "#o2"} <= token.keys
    return bool(token.keys & _TO_US) and not token.guessed and not no_you


def as_news(findings: Sequence[Finding], instead: Sense) -> list[Finding]:
    """Turn danger told of others into something that a person reads.

    Signs that warn only together are no news: a paper does not tell of a key that went to work.
    """
    return [
        Finding(instead, finding.rule, finding.words, finding.place)
        if finding.sense.label is Label.DISTRESS and not finding.rule.startswith("together")
        else finding
        for finding in findings
        if finding.sense.name != "warning_sign"
    ]


def without_long_past(findings: Sequence[Finding], tokens: Sequence[Token]) -> list[Finding]:
    """Drop troubles of long ago when she says that now she is well; one of now keeps them all."""
    parts = parts_of(tokens)
    good = [parts[f.place] for f in findings if _is_good(f) and f.place < len(parts)]
    if not good:
        return list(findings)
    troubles = [f for f in findings if f.sense.label in {Label.DISTRESS, Label.PROBLEM}]
    told = [f for f in troubles if not f.rule.startswith("evidence")]
    past = {part for part in set(parts) if part < max(good) and _is_past(part, parts, tokens)}
    if not told or not all(parts[f.place] in past for f in told) or _comes_back(tokens, told):
        return list(findings)
    kept = [f for f in findings if f not in troubles and not _is_doubtful(f, parts, past)]
    over = [replace(f, sense=_over(f, tokens)) for f in told]
    return [f for f in kept if f.sense.name != "warning_sign"] + over


def _over(finding: Finding, tokens: Sequence[Token]) -> Sense:
    """Pass over danger only where it ended: `aliacha`, or used to (alikuwa zamani), and now not."""
    keys = frozenset[str]().union(*(token.keys for token in tokens))
    ended = any(token.word in _ENDED for token in tokens) or {"#was", "#nowadays"} <= keys
    return OVER if ended or finding.sense.label is not Label.DISTRESS else _UNSURE


def _comes_back(tokens: Sequence[Token], told: Sequence[Finding]) -> bool:
    """Find somebody who does or will do something after what was told: `atarudi leo`."""
    later = tokens[max(finding.place for finding in told) + 1 :]
    return any({"#verb", "#s3"} <= t.keys and t.keys & {"#present", "#future"} for t in later)


def _is_good(finding: Finding) -> bool:
    sense = finding.sense
    return sense.label is Label.OK and not sense.weak and not finding.guessed


def _is_doubtful(finding: Finding, parts: Sequence[int], past: set[int]) -> bool:
    return finding.sense.label is Label.UNCLEAR and parts[finding.place] in past


def parts_of(tokens: Sequence[Token]) -> list[int]:
    """Cut at clause ends, at but, and at now: `zamani alinipiga | sasa niko sawa`."""
    part, clause = 0, tokens[0].clause if tokens else 0
    parts: list[int] = []
    for token in tokens:
        if token.clause != clause or token.keys & {"#contrast", "#nowadays"}:
            part, clause = part + 1, token.clause
        parts.append(part)
    return parts


def _is_past(part: int, parts: Sequence[int], tokens: Sequence[Token]) -> bool:
    """Require a time long ago beside a was or a past verb; never yesterday, never this year."""
    said = [token for token, of in zip(tokens, parts, strict=True) if of == part]
    words = {token.word for token in said}
    ago = bool(words & _LONG_AGO)
    if words & _RECENT and not (ago and words & {"mwaka", "jana", "juzi"}):
        return False
    if not ago or words & _THIS or any({"#perfect", "#o1"} <= token.keys for token in said):
        return False
    return any(token.keys & {"#was", "#past"} for token in said)


def weakened(findings: Sequence[Finding], tokens: Sequence[Token]) -> Iterator[Finding]:
    """Count a fine only where she speaks of herself or hers, or says little else.

    "The match was good" is no answer to how she is: alone it proves nothing.
    """
    parts = parts_of(tokens)
    for finding in findings:
        if _is_good(finding) and not _is_about_her(finding, tokens, parts):
            yield replace(finding, sense=replace(finding.sense, weak=True))
        else:
            yield finding


def _is_about_her(finding: Finding, tokens: Sequence[Token], parts: Sequence[int]) -> bool:
    if not finding.rule.startswith("word") or finding.place >= len(tokens):
        return True
    here = parts[finding.place]
    near = [token for token, part in zip(tokens, parts, strict=True) if part == here]
    said = [token for token in near if "#filler" not in token.keys]
    if any(token.keys & _HERSELF for token in said):
        return True
    if any("#public" in token.keys for token in said) or _is_of_a_thing(finding.place, tokens):
        return False
    return len(said) <= _FEW or any(token.keys & (_HERS | _LIFE) for token in said)


def _is_of_a_thing(place: int, tokens: Sequence[Token]) -> bool:
    """Find the fine of another thing or person: `picha nzuri`, `walicheza vizuri`."""
    before = tokens[place - 1] if place else None
    if before is None or before.clause != tokens[place].clause:
        return False
    if {"#verb", "#s3"} <= before.keys:
        return not any(token.keys & _HERS for token in tokens)
    plain = not any(key.startswith("#") for key in before.keys)
    return tokens[place].word in _ADJECTIVES and plain and before.word not in _JOINING


_LIFE = frozenset({"#life", "#about_work", "#about_health", "#greeting", "#room"})
_FEW = 4
_ADJECTIVES = frozenset({"nzuri", "njema", "safi", "mzuri", "kizuri", "tamu"})
_JOINING = frozenset(
    [
        "ni",
        "iko",
        "kitu",
        "hali",
        "afya",
        "siku",
        "tu",
        "na",
        "pia",
        "yote",
        "zote",
        "wote",
        "kila",
        "huku",
        "hapa",
        "kwa",
        "mambo",
        "sote",
        "bado",
        "vitu",
        "ndio",
        "uko",
        "mko",
    ]
)
