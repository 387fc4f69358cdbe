"""A flag: one rule fired for one event. The service turns it into a case or joins it to one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from monitor.triage.rules import rule_named

Detail = str | int | bool | Sequence[str]
"""Codes and numbers for the line of why; never her words."""

LOWEST, HIGHEST = 1, 4


@dataclass(frozen=True, kw_only=True)
class Flag:
    """What a rule asks for. Everything but severity and details comes from the table of rules."""

    rule: str
    reason: str
    severity: int
    details: Mapping[str, Detail]
    to_read: bool
    page: bool
    silent: bool = False
    call_at: datetime | None = None
    """When she wishes to be called; it may bring the case forward, never put it off."""


def flag(rule: str, *, severity: int = LOWEST, **details: Detail) -> Flag:
    """Return a flag of a rule, as grave as asked but never less than the table says.

    >>> flag("bare_help", severity=2).severity
    3
    >>> flag("distress", severity=3).page, flag("problem", severity=3).page
    (True, False)
    """
    line = rule_named(rule)
    grave = min(max(severity, line.severity), HIGHEST)
    return Flag(
        rule=rule,
        reason=line.reason,
        severity=grave,
        details=MappingProxyType(details),
        to_read=line.to_read,
        page=line.pages(grave),
        silent=line.silent,
    )
