"""Say what a text resembles where the grammar did not understand it, or took it too lightly.

Danger is heard over every other reading, the sooner the less was understood. What nobody
recognised may still be heard as a stop, a stranger, a wish for contact, a trouble or news; all of
these reach a person. A fine is never heard: it must be recognised. Two of our own doubts are taken
back in texts far from danger: one strange word beside a fine, and warning signs that were all there
was. The thresholds were chosen on texts of writers whom the weights had not seen (decision 19).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from monitor.reading.lexicon import Lexicon
from monitor.reading.limits import names_a_limit
from monitor.reading.perspective import OVER, parts_of
from monitor.reading.reading import PRECEDENCE, Label
from monitor.reading.senses import Finding
from monitor.reading.told import Told

_DANGER: Mapping[Label, float] = {
    Label.UNCLEAR: 0.5,
    Label.OTHER: 0.5,
    Label.OK: 0.9,
    Label.PROBLEM: 0.9,
    Label.CALLBACK: 0.8,
    Label.WRONG_NUMBER: 0.8,
    Label.STOP: 0.4,
}
_DOUBT = 0.3
_FAR = 0.1
_VERY_FAR = 0.03
_LIKELY = 0.5
_UNLIKELY = 0.05
_OF_FOREIGN = 0.5
_SPOKEN = "sounds_like_danger"
_ACTED_ON = frozenset({Label.STOP, Label.WRONG_NUMBER})
_NEWS, _NOTHING = "sounds_like_news", "unfinished"
_HEARD = {
    "stop": ("sounds_like_stop", 0.8),
    "wrong_number": ("sounds_like_stranger", 0.6),
    "callback": ("sounds_like_call", 0.5),
    "problem": ("sounds_like_problem", 0.5),
    "other": (_NEWS, 0.5),
}
_CERTAIN = {Label.UNCLEAR: 0.0, Label.OTHER: 0.8, Label.OK: 0.95}
_FEW, _OF_FEW = 4, 0.9
_STOPPING = frozenset({"#stop", "#stop_word"})
_GO_ON = re.compile(
    r"(?:m|u|tu)?si(?:ni|tu)?w?(?:ache|acheni|kome|komeshe|fute|futie|ondoe|toe|sitishe|simamishe"
    r"|katize|kate)"
)
"""Stop not, remove me not: `msiache`, `usifute`, `msiniondoe`."""
_DONE_TO_HER = frozenset({"#o3", "#perfect"})
"""Told of another: `nimemnunua`, I have bought her."""
_ASKS = frozenset({"question", "new_number"})
_ENDED = frozenset({"no_harm", "past_harm", OVER.name})


def with_resemblance(found: Sequence[Finding], told: Told, lexicon: Lexicon) -> list[Finding]:
    """Add what a text about herself resembles; beside another language only plain danger."""
    words = _words(found, told)
    if len(words) < 2:
        return list(found)
    shares = lexicon.learned.likeness(words)
    if len(words) < _FEW and max(shares.values()) < _OF_FEW:
        return list(found)
    if any("other_lang" in finding.sense.flags for finding in found):
        names = [(_SPOKEN, "distress")] if shares["distress"] >= _OF_FOREIGN else []
        return [*found, *_heard(names, words, lexicon)]
    if shares["distress"] < _FAR and not any(f.sense.label in _ACTED_ON for f in found):
        found = _without_loose_signs(found, lexicon)
    if shares["distress"] < _VERY_FAR and shares["ok"] >= _LIKELY and _all_met(told, lexicon):
        found = [finding for finding in found if finding.sense.name != "unknown_part"]
    heard = list(_heard(_names(found, told, shares), words, lexicon))
    if any(finding.sense.name == _NEWS for finding in heard):
        found = [finding for finding in found if finding.sense.name != _NOTHING]
    return [*found, *heard]


def _all_met(told: Told, lexicon: Lexicon) -> bool:
    """Say whether every word was met while learning: one that never was weighs nothing."""
    return all(
        token.known or token.word in lexicon.learned.weights or token.word in told.names
        for token in told.tokens
    )


def _without_loose_signs(found: Sequence[Finding], lexicon: Lexicon) -> list[Finding]:
    """Take back what is said by warning signs alone: a person reads it today, nobody is paged."""
    instead = lexicon.senses["signs_unlike_danger"]
    return [
        replace(finding, sense=instead) if finding.sense.name == "warning_signs" else finding
        for finding in found
    ]


def _heard(
    names: Iterable[tuple[str, str]], words: Sequence[str], lexicon: Lexicon
) -> Iterator[Finding]:
    for name, kind in names:
        sense = lexicon.senses[name]
        said = ", ".join(lexicon.learned.telling(words, kind))
        yield Finding(sense, f"likeness: {sense.means}", said, 0)


def _words(found: Sequence[Finding], told: Told) -> list[str]:
    """Leave out the parts in which harm is denied or over: weights of words know no "not"."""
    parts = parts_of(told.tokens)
    over = {parts[f.place] for f in found if f.sense.name in _ENDED and f.place < len(parts)}
    return [token.word for token, part in zip(told.tokens, parts, strict=True) if part not in over]


def _names(
    found: Sequence[Finding], told: Told, shares: Mapping[str, float]
) -> Iterator[tuple[str, str]]:
    """Name each sense that is heard, with the kind of text it speaks of."""
    read_as = _read_as(found)
    danger = shares["distress"]
    if read_as is Label.DISTRESS:
        return
    if danger >= _DANGER[read_as]:
        yield _SPOKEN, "distress"
    elif read_as is Label.OTHER and shares["other"] <= _UNLIKELY and not _asks(found):
        yield "unlike_news", max(shares, key=lambda name: shares[name])
    elif read_as is Label.OK and (danger >= _DOUBT or shares["ok"] <= _UNLIKELY):
        yield "unlike_fine", max(shares, key=lambda name: shares[name])
    kind = max(shares, key=lambda name: shares[name])
    sense, least = _HEARD.get(kind, ("", 1.0))
    if kind == "other" and danger >= _UNLIKELY:
        return
    enough = shares[kind] >= max(least, _CERTAIN.get(read_as, 1.0))
    if enough and _may_be_heard(kind, found, told):
        yield sense, kind


def _read_as(found: Sequence[Finding]) -> Label:
    labels = {finding.sense.label for finding in found if not finding.sense.weak}
    return next((label for label in PRECEDENCE if label in labels), Label.UNCLEAR)


def _asks(found: Sequence[Finding]) -> bool:
    return any(finding.sense.flags for finding in found if finding.sense.label is Label.OTHER)


def _may_be_heard(kind: str, found: Sequence[Finding], told: Told) -> bool:
    """Refuse a call she does not want, a stop taken otherwise, and news beside a doubt."""
    if kind == "callback":
        return not any("no_call" in finding.sense.flags for finding in found)
    if kind == "stop":
        taken_otherwise = any(
            finding.rule.startswith(("guard", "limit")) or finding.sense.flags & _ASKS
            for finding in found
        )
        met = any(
            token.keys & _STOPPING or token.keys >= _DONE_TO_HER or _GO_ON.fullmatch(token.word)
            for token in told.whole
        )
        return not (taken_otherwise or met or names_a_limit(told.whole))
    if kind == "other":
        return all(f.sense.name == _NOTHING for f in found if f.sense.label is Label.UNCLEAR)
    return kind in _HEARD
