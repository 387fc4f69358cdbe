"""Say what a text resembles where the grammar did not understand it, or took it too lightly.

Danger is heard over every other reading, the sooner the less was understood. What nobody
recognised may still be heard as a stop, a stranger, a wish for contact or a trouble; all of these
reach a person. A fine is never heard, only doubted. The thresholds were chosen on texts of writers
whom the weights had not seen (decision 19).
"""

from collections.abc import Iterator, Mapping, Sequence

from monitor.reading.lexicon import Lexicon
from monitor.reading.perspective import OVER, parts_of
from monitor.reading.reading import PRECEDENCE, Label
from monitor.reading.senses import Finding
from monitor.reading.told import Told

_DANGER: Mapping[Label, float] = {
    Label.UNCLEAR: 0.5,
    Label.OTHER: 0.5,
    Label.OK: 0.6,
    Label.PROBLEM: 0.8,
    Label.CALLBACK: 0.8,
    Label.WRONG_NUMBER: 0.8,
    Label.STOP: 0.8,
}
_DOUBT = 0.3
_HEARD = {
    "stop": ("sounds_like_stop", 0.8),
    "wrong_number": ("sounds_like_stranger", 0.5),
    "callback": ("sounds_like_call", 0.5),
    "problem": ("sounds_like_problem", 0.5),
}
_STOPPING = frozenset({"#stop", "#stop_word"})
_ENDED = frozenset({"no_harm", "past_harm", OVER.name})


def resembling(found: Sequence[Finding], told: Told, lexicon: Lexicon) -> list[Finding]:
    """Give what to add to the findings of a text about herself; nothing for another language."""
    words = _words(found, told)
    if not words or any("other_lang" in finding.sense.flags for finding in found):
        return []
    shares = lexicon.learned.likeness(words)
    return [
        Finding(
            lexicon.senses[name],
            f"likeness: {lexicon.senses[name].means}",
            ", ".join(lexicon.learned.telling(words, kind)),
            0,
        )
        for name, kind in _names(found, told, shares)
    ]


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
        yield "sounds_like_danger", "distress"
    elif read_as is Label.OK and danger >= _DOUBT:
        yield "unlike_fine", "distress"
    kind = max(shares, key=lambda name: shares[name])
    sense, least = _HEARD.get(kind, ("", 1.0))
    may_be_heard = kind != "stop" or not _is_known_stop(found, told)
    if read_as is Label.UNCLEAR and sense and shares[kind] >= least and may_be_heard:
        yield sense, kind


def _read_as(found: Sequence[Finding]) -> Label:
    labels = {finding.sense.label for finding in found if not finding.sense.weak}
    return next((label for label in PRECEDENCE if label in labels), Label.UNCLEAR)


def _is_known_stop(found: Sequence[Finding], told: Told) -> bool:
    """Say whether the grammar met a word of stopping and did not take it for an opt-out."""
    guarded = any(finding.rule.startswith("guard") for finding in found)
    return guarded or any(token.keys & _STOPPING for token in told.whole)
