"""Weigh the findings: the worst part wins, and nothing is ok unless it was recognised as ok."""

from collections.abc import Iterable, Sequence

from monitor.reading.doubts import doubt, doubts
from monitor.reading.hearing import with_resemblance
from monitor.reading.lexicon import Lexicon
from monitor.reading.perspective import as_news, is_of_others, weakened, without_long_past
from monitor.reading.phrases import Token
from monitor.reading.reading import PRECEDENCE, Label, Reading
from monitor.reading.safeguards import danger_beside
from monitor.reading.senses import Finding
from monitor.reading.told import Told

_CONTACT = frozenset({"no_call", "no_sms", "contact_pref", "appointment"})
_FOR_HER = frozenset({"not_her", "writes_for"})
_GRAVE = frozenset({Label.DISTRESS, Label.PROBLEM, Label.CALLBACK})


def weigh(findings: Sequence[Finding], told: Told, lexicon: Lexicon) -> Reading:
    """Turn findings into one reading."""
    found = [*_never_reassured_by_a_guess(findings, lexicon)]
    found = _help_with_something(found, lexicon)
    found += _joined(found, told.tokens, lexicon)
    found += danger_beside(found, told.tokens, lexicon)
    found = without_long_past(list(weakened(found, told.tokens)), told.tokens)
    of_others = _is_news(found, told)
    if of_others:
        found = as_news(found, lexicon.senses["news_of_others"])
    found += doubts(found, told, lexicon)
    if not of_others:
        found = with_resemblance(found, told, lexicon)
    deciding = _deciding(found)
    label = deciding[0].sense.label or Label.UNCLEAR
    return Reading(
        label=label,
        severity=_severity(label, deciding, found),
        topics=_topics(deciding, found),
        flags=tuple(sorted(_flags(label, found))),
        because=tuple(dict.fromkeys((finding.rule, finding.words) for finding in deciding)),
        also=_also(label, found),
    )


def _is_news(found: Sequence[Finding], told: Told) -> bool:
    """Pass over news; never a neighbour's call for her, nor a danger that was put together."""
    if any(finding.sense.name in _FOR_HER for finding in found):
        return False
    if any(f.rule.startswith("together") and f.sense.label is Label.DISTRESS for f in found):
        return False
    return is_of_others(told.whole, told.names)


def _topics(deciding: Iterable[Finding], found: Iterable[Finding]) -> tuple[str, ...]:
    """Return what the text is about, what decided first: a caseworker's list shows one."""
    gravest_first = sorted(deciding, key=lambda finding: -finding.sense.severity)
    ordered = (*gravest_first, *found)
    return tuple(
        dict.fromkeys(topic for finding in ordered for topic in sorted(finding.sense.topics))
    )


def _never_reassured_by_a_guess(findings: Sequence[Finding], lexicon: Lexicon) -> Iterable[Finding]:
    certain = any(f.sense.label is Label.OK and not f.guessed for f in findings)
    for finding in findings:
        if not finding.guessed or finding.sense.label not in {Label.OK, Label.STOP, Label.OTHER}:
            yield finding
        elif finding.sense.label is Label.STOP or not certain:
            yield doubt("guessed_only", finding.words, lexicon)


def _help_with_something(found: list[Finding], lexicon: Lexicon) -> list[Finding]:
    """Asking for help with food or rent is a problem; asking for help alone is a call (S31)."""
    problem = any(f.sense.label is Label.PROBLEM for f in found)
    needed = problem or any(f.sense.name.startswith("about_") for f in found)
    if not needed:
        return found
    help_with = lexicon.senses["help_with"]
    return [
        Finding(help_with, f.rule, f.words, f.place, f.guessed) if f.sense.name == "help" else f
        for f in found
    ]


def _joined(found: Iterable[Finding], tokens: Sequence[Token], lexicon: Lexicon) -> list[Finding]:
    said = {name: token.word for token in tokens for name in token.senses}
    said = {name: word for name, word in said.items() if lexicon.senses[name].label is None}
    said |= {finding.sense.name: finding.words for finding in found}
    names = set(said)
    joined: list[Finding] = []
    for needed, name in lexicon.together:
        if needed <= names:
            words = ", ".join(dict.fromkeys(said[part] for part in sorted(needed)))
            sense = lexicon.senses[name]
            joined.append(Finding(sense, f"together: {sense.means}", words, 0))
            said.setdefault(name, words)
            names.add(name)
    return joined


def _deciding(found: Sequence[Finding]) -> list[Finding]:
    for label in PRECEDENCE:
        deciding = [f for f in found if f.sense.label is label and not f.sense.weak]
        if deciding:
            return deciding
    return list(found)


def _severity(label: Label, deciding: Iterable[Finding], found: Iterable[Finding]) -> int:
    severity = max(finding.sense.severity for finding in deciding)
    names = {finding.sense.name for finding in found}
    if label is Label.CALLBACK:
        problems = (f.sense.severity for f in found if f.sense.label is Label.PROBLEM)
        return max(severity, *problems, 0)
    if label is Label.PROBLEM and "coping" in names and severity <= 2:
        return 1
    if label is Label.OK and "coping" in names:
        return 1
    return severity


def _flags(label: Label, found: Sequence[Finding]) -> set[str]:
    flags = {flag for finding in found for flag in finding.sense.flags}
    if label is not Label.CALLBACK and not flags & _CONTACT:
        flags.discard("time")
    if "bare_help" in flags and label is not Label.CALLBACK:
        flags.discard("bare_help")
    if label in {Label.DISTRESS, Label.STOP}:
        flags.discard("contact_pref")
    if label is Label.STOP and not any(f.sense.name == "stop_line" for f in found):
        flags.discard("no_sms")
    if _is_mixed(found):
        flags.add("mixed")
    return flags


def _is_mixed(found: Sequence[Finding]) -> bool:
    labels = {finding.sense.label for finding in found if not finding.sense.weak}
    names = {finding.sense.name for finding in found}
    if "trouble_and_fine" in names or {Label.STOP, Label.DISTRESS} <= labels:
        return True
    good = Label.OK in labels or "coping" in names
    return good and bool(labels & _GRAVE)


def _also(label: Label, found: Iterable[Finding]) -> tuple[Label, ...]:
    labels = {finding.sense.label for finding in found}
    if label is Label.DISTRESS and Label.STOP in labels:
        return (Label.STOP,)
    return ()
