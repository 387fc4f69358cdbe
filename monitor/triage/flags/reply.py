"""Flag what she wrote: every text that is not positively well reaches a person.

Harms watched for: danger that nobody hears; a cry for help answered by a machine; a stop that she
did not send herself; a phone in other hands; words that no rule can read.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from monitor.reading.reading import Label, Reading
from monitor.triage.flag import Flag, flag
from monitor.triage.wishes import tasks_of

RAISES = (
    "distress",
    "hostile",
    "bare_help",
    "stop_high_risk",
    "stop",
    "recycled",
    "wrong_number",
    "callback",
    "problem",
    "new_number",
    "unclear",
    "other_request",
    "other",
)


@dataclass(frozen=True, kw_only=True)
class Writer:
    """What is known of whoever wrote."""

    high_risk: bool = False
    recent_distress: bool = False
    """A case of distress or duress was raised within the last seven days."""
    call_at: datetime | None = None
    """When she wishes to be called, where the text leaves no doubt."""


def reply_flags(reading: Reading, writer: Writer) -> tuple[Flag, ...]:
    """Return the flags of one text; none for a text that says she is well and asks nothing.

    >>> well = Reading(Label.OK, 0, (), (), ())
    >>> reply_flags(well, Writer())
    ()
    >>> both = Reading(Label.DISTRESS, 4, ("violence",), (), (), (Label.STOP,))
    >>> [found.rule for found in reply_flags(both, Writer())]
    ['distress', 'stop_high_risk']
    """
    rules = [_rule_of(label, reading, writer) for label in (reading.label, *reading.also)]
    main = next((rule for rule in rules if rule is not None), None)
    tasks = tasks_of(reading, read_anyway=main not in (None, "other"))
    if "other_request" in tasks:
        rules = [rule for rule in rules if rule != "other"]
    found = dict.fromkeys(rule for rule in (*rules, *tasks) if rule is not None)
    return tuple(
        _flag(rule, reading, writer, is_main=position == 0) for position, rule in enumerate(found)
    )


def _rule_of(label: Label, reading: Reading, writer: Writer) -> str | None:
    """Return the rule for one label of the text; an ok raises nothing."""
    if label is Label.OK:
        return None
    in_danger = writer.recent_distress or reading.label is Label.DISTRESS
    if label is Label.STOP and (writer.high_risk or in_danger):
        return "stop_high_risk"
    if label is Label.WRONG_NUMBER:
        return next((rule for rule in ("hostile", "recycled") if rule in reading.flags), label)
    if label is Label.CALLBACK and "bare_help" in reading.flags:
        return "bare_help"
    return label.value


def _flag(rule: str, reading: Reading, writer: Writer, *, is_main: bool) -> Flag:
    """Give the text's severity to its first flag; what it says besides has its own least one."""
    found = flag(
        rule,
        severity=reading.severity if is_main else 1,
        label=reading.label.value,
        topics=reading.topics,
        flags=reading.flags,
    )
    return replace(found, call_at=writer.call_at)
