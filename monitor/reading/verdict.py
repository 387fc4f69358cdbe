"""Weigh the findings: the worst part wins, and nothing is ok unless it was recognised as ok."""

from collections.abc import Iterable, Sequence

from monitor.reading.deeds import unknown_deeds
from monitor.reading.lexicon import Lexicon
from monitor.reading.phrases import Token
from monitor.reading.reading import PRECEDENCE, Label, Reading
from monitor.reading.senses import Finding

_LONG_TEXT = 30
_CONTACT = frozenset({"no_call", "no_sms", "contact_pref", "appointment"})
_HARMLESS = frozenset(
    f"#{sense}"
    for sense in ("neg", "phone_call", "help_verb", "give", "send", "praise", "blessing", "pay")
)
_PERSONAL = frozenset({"#me", "#my", "#o1", "#person_him", "#self", "#s3", "#unknown"})
_GRAVE = frozenset({Label.DISTRESS, Label.PROBLEM, Label.CALLBACK})


def weigh(
    findings: Sequence[Finding],
    tokens: Sequence[Token],
    questions: frozenset[int],
    lexicon: Lexicon,
) -> Reading:
    """Turn findings into one reading."""
    found = [*_never_reassured_by_a_guess(findings, lexicon)]
    found = _help_with_something(found, lexicon)
    found += _joined(found, tokens, lexicon)
    found += _doubts(found, tokens, questions, lexicon)
    deciding = _deciding(found)
    label = deciding[0].sense.label or Label.UNCLEAR
    return Reading(
        label=label,
        severity=_severity(label, deciding, found),
        topics=tuple(sorted({topic for finding in found for topic in finding.sense.topics})),
        flags=tuple(sorted(_flags(label, found))),
        because=tuple(dict.fromkeys((finding.rule, finding.words) for finding in deciding)),
        also=_also(label, found),
    )


def _never_reassured_by_a_guess(findings: Sequence[Finding], lexicon: Lexicon) -> Iterable[Finding]:
    certain = any(f.sense.label is Label.OK and not f.guessed for f in findings)
    for finding in findings:
        if not finding.guessed or finding.sense.label not in {Label.OK, Label.STOP, Label.OTHER}:
            yield finding
        elif finding.sense.label is Label.STOP or not certain:
            yield _doubt("guessed_only", finding.words, lexicon)


def _doubt(name: str, words: str, lexicon: Lexicon) -> Finding:
    sense = lexicon.senses[name]
    return Finding(sense, f"doubt: {sense.means}", words, 0)


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
    present = {
        name: Finding(lexicon.senses[name], "word", token.word, place, token.guessed)
        for place, token in enumerate(tokens)
        for name in token.senses
        if lexicon.senses[name].label is None
    }
    present |= {finding.sense.name: finding for finding in found}
    joined: list[Finding] = []
    for needed, name in lexicon.together:
        if needed <= present.keys():
            words = ", ".join(dict.fromkeys(present[part].words for part in sorted(needed)))
            sense = lexicon.senses[name]
            joined.append(Finding(sense, f"together: {sense.means}", words, 0))
            present.setdefault(name, joined[-1])
    return joined


def _doubts(
    found: Sequence[Finding],
    tokens: Sequence[Token],
    questions: frozenset[int],
    lexicon: Lexicon,
) -> list[Finding]:
    """Say what keeps a text from being read as ok."""
    said = " ".join(token.word for token in tokens[:12])
    doubts = [_doubt("harmed_somehow", token.word, lexicon) for token in unknown_deeds(tokens)]
    strong = [f for f in found if f.sense.label is Label.OK and not f.sense.weak]
    labelled = [f for f in found if f.sense.label not in {None, Label.OK}]
    if not strong and not labelled:
        asked = "plain_question" if _only_asks(tokens, questions) else "unfinished"
        doubts.append(_doubt(asked, said, lexicon))
    if strong and all(tokens[f.place].clause in questions for f in strong):
        doubts.append(_doubt("question_left", said, lexicon))
    if strong and _half_said(found, tokens):
        doubts.append(_doubt("half_said", said, lexicon))
    if strong and _too_strange(tokens):
        doubts.append(_doubt("unknown_part", said, lexicon))
    return doubts


def _only_asks(tokens: Sequence[Token], questions: frozenset[int]) -> bool:
    """Recognise a plain question; one about herself or another person may hide more."""
    keys = frozenset[str]().union(*(token.keys for token in tokens))
    return bool(questions) and "#question_word" in keys and not keys & _PERSONAL


def _half_said(found: Sequence[Finding], tokens: Sequence[Token]) -> bool:
    """Find a "but" after which nothing good was recognised, or a thing done to her unexplained."""
    explained = {f.place for f in found if f.sense.label is not None}
    if any(
        {"#s3", "#o1"} <= token.keys and not token.keys & _HARMLESS and place not in explained
        for place, token in enumerate(tokens)
    ):
        return True
    contrast = [place for place, token in enumerate(tokens) if "#contrast" in token.keys]
    good = [f.place for f in found if f.sense.label is Label.OK]
    return bool(contrast) and contrast[-1] > max(good) and contrast[-1] < len(tokens) - 1


def _too_strange(tokens: Sequence[Token]) -> bool:
    strange = [place for place, token in enumerate(tokens) if not token.known]
    contrast = [place for place, token in enumerate(tokens) if "#contrast" in token.keys]
    if contrast and any(place > contrast[0] for place in strange):
        return True
    if len(tokens) > _LONG_TEXT and not any("#self" in token.keys for token in tokens):
        return True
    return len(strange) > max(1, len(tokens) // 5)


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
