"""Keep of what texts say together only what makes things graver than each said alone.

Harm watched for: a danger that stands in no single text. Read together, texts may open a case or
make one graver; they never take back, lower or close what one of them alone has done.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.triage.flag import Flag

TO_BE_READ = frozenset({"unclear", "other"})
"""Reasons that only bring a person to read; where any case stands, somebody reads anyway."""

CALL_AT = "call_at"
"""The detail that holds the time at which she wishes to be called."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reason has already led to for the same texts."""

    severity: int
    timed: bool = False
    """It knows when she wishes to be called."""


def graver(found: Iterable[Flag], standing: Mapping[str, Standing]) -> tuple[Flag, ...]:
    """Return the flags that add something to what stands.

    >>> from monitor.triage.flag import flag
    >>> [each.rule for each in graver([flag("distress"), flag("unclear")], {})]
    ['distress']
    >>> graver([flag("problem", severity=2)], {"problem": Standing(2)})
    ()
    >>> len(graver([flag("problem", severity=3)], {"problem": Standing(2)}))
    1
    """
    worst: dict[str, Flag] = {}
    for each in found:
        known = worst.get(each.reason)
        if known is None or each.severity > known.severity:
            worst[each.reason] = each
    added = [each for each in worst.values() if _adds(each, standing.get(each.reason))]
    heard = bool(standing) or any(each.reason not in TO_BE_READ for each in added)
    return tuple(each for each in added if not (heard and each.reason in TO_BE_READ))


def _adds(found: Flag, stands: Standing | None) -> bool:
    if stands is None or found.severity > stands.severity:
        return True
    return found.call_at is not None and not stands.timed
