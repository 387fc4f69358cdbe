"""Flag silence: a check-in late, two in a row, three in a row.

Harm watched for: she cannot answer because somebody keeps her from it. Silence is never an OK.
"""

from monitor.schedule.ladder import Silence
from monitor.triage.flag import Detail, Flag, flag

RAISES = ("silence",)


def silence(found: Silence, *, high_risk: bool) -> Flag:
    """Return the flag for one step of the ladder; the details say which ways are now open.

    >>> from datetime import UTC, datetime
    >>> step = Silence(step=3, severity=3, raise_at=datetime(2026, 3, 9, tzinfo=UTC), visit=True)
    >>> raised = silence(step, high_risk=True)
    >>> raised.severity, raised.details["late_in_a_row"], raised.details["ways"]
    (3, 3, ('visit',))
    """
    details: dict[str, Detail] = {
        "late_in_a_row": found.step,
        "high_risk": high_risk,
        "ways": _ways(found),
    }
    return flag("silence", severity=found.severity, **details)


def _ways(found: Silence) -> tuple[str, ...]:
    names = ("second_channel", "trusted_contact", "supervisor", "visit")
    return tuple(name for name in names if getattr(found, name))
