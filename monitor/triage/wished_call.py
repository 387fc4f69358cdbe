"""When she wishes to be called, as an instant: only where the words leave no doubt.

A call at another hour than she asked for can reach her in front of the person she hides from. The
hour counts only where she asks to be called, it stands in a clause that forbids nothing, and the
day is today or tomorrow. Anything else is for whoever reads her words.
"""

import re
from datetime import UTC, datetime, timedelta

from monitor.core.clock import to_local
from monitor.reading.hours import named_hour
from monitor.reading.reading import Label, Reading

_CLAUSES = re.compile(r"[.,;!?\n]+|\b(?:lakini|ila|but|bali)\b")
_FORBIDS = re.compile(
    r"\b(?:[um]si(?!ku\b)\w+|hap\w*|sio|si|not|never|don'?t|dnt|no|kabla|before)\b"
)
_TOMORROW = re.compile(r"\b(?:kesho|kexho|tomorrow|tomorow|tommorow|tmrw|2moro)\b")
_ANOTHER_DAY = re.compile(
    r"\b(?:kesho\s*kutwa|mtondo\w*|juma\w+|alhamisi|ijumaa|wikendi|wiki|mwezi|tarehe|"
    r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|weekend|week|month|after\s+tomorrow)\b"
)
_CALL_ME = re.compile(r"\b(?:[um]?nipigi\w+|call\s+me|ring\s+me|phone\s+me)\b")
_TODAY = re.compile(r"\b(?:leo|sasa|today|tonight|now)\b")


def wished_call(words: str, reading: Reading, *, at: datetime) -> datetime | None:
    """Return the next instant at which she wishes to be called, or None where it is not certain.

    >>> call = Reading(Label.CALLBACK, 2, (), ("time",), ())
    >>> at = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)
    >>> wished_call("nipigie saa tatu usiku", call, at=at).isoformat()
    '2026-03-05T18:00:00+00:00'
    >>> wished_call("nipigie kesho saa nne asubuhi", call, at=at).isoformat()
    '2026-03-06T07:00:00+00:00'
    >>> wished_call("usinipigie saa tatu usiku", call, at=at) is None
    True
    """
    lowered = words.casefold().replace("\u2019", "'")
    if not _asks_for_a_call(lowered, reading) or _ANOTHER_DAY.search(lowered):
        return None
    clauses = [clause for clause in _CLAUSES.split(lowered) if not _FORBIDS.search(clause)]
    hour = next((found for clause in clauses if (found := named_hour(clause))), None)
    if hour is None:
        return None
    local = to_local(at)
    wished = datetime.combine(local.date(), hour, local.tzinfo)
    if _TOMORROW.search(lowered):
        wished += timedelta(days=1)
    elif wished <= local:
        if _TODAY.search(lowered):
            return None
        wished += timedelta(days=1)
    return wished.astimezone(UTC)


def _asks_for_a_call(lowered: str, reading: Reading) -> bool:
    """Tell whether a call is wished for; danger in the same text may have taken the label."""
    asked = Label.CALLBACK in (reading.label, *reading.also) or "contact_pref" in reading.flags
    return asked or _CALL_ME.search(lowered) is not None
