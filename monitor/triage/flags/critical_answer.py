"""Flag a survey answer that needs somebody at once, whatever the total says.

Harm watched for: she presses that somebody from before bothers her, or that she cannot leave,
and it disappears in an average.
"""

from monitor.triage.flag import Flag, flag

RAISES = ("critical_answer",)


def critical_answer(survey: str, question: str, severity: int | None) -> Flag | None:
    """Return the flag for an answer the survey's definition calls critical, else None.

    >>> critical_answer("core14", "c2", 4).page
    True
    >>> critical_answer("core14", "c2", None) is None
    True
    """
    if severity is None:
        return None
    return flag("critical_answer", severity=severity, survey=survey, question=question)
