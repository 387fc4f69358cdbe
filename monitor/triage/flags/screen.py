"""Flag a positive screen: a reason to talk with her, never a label.

Harm watched for: she says in numbers that she is not well, and the numbers go into a report.
"""

from monitor.triage.flag import Flag, flag

RAISES = ("positive_screen",)

SAME_DAY = 3
BANDS_FOR_TODAY = frozenset(
    {("cssrs", "moderate"), ("cssrs", "incomplete"), ("cssrs", "high"), ("phq9", "severe")}
)
"""Instrument and band after which the talk does not wait for two days.

A yes about suicide with an answer left out may be graver than it looks.
"""
POSITIVE = "positive"


def positive_screen(survey: str, screen: str | None, band: str | None) -> Flag | None:
    """Return the task to talk where a screen is positive, else None.

    >>> positive_screen("phq2", "positive", None).severity
    2
    >>> positive_screen("cssrs", "positive", "moderate").severity
    3
    >>> positive_screen("cssrs", "positive", "incomplete").severity
    3
    >>> positive_screen("phq2", "note", None) is None
    True
    """
    if screen != POSITIVE:
        return None
    severity = SAME_DAY if (survey, band) in BANDS_FOR_TODAY else 1
    return flag("positive_screen", severity=severity, survey=survey)
