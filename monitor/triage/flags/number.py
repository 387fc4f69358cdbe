"""Flag a number that no longer works, or that the provider will not write to any more.

Harm watched for: the number was given to a stranger, or somebody broke or took her phone.
"""

from monitor.triage.flag import Flag, flag

RAISES = ("undelivered", "suppressed")


def undelivered(severity: int) -> Flag:
    """Return the flag "number not working", as grave as the ladder says.

    >>> undelivered(3).severity
    3
    """
    return flag("undelivered", severity=severity)


def suppressed(way: str) -> Flag:
    """Return the flag for a number no sender may use until a caseworker has spoken with her.

    >>> suppressed("provider_opt_out").details["way"]
    'provider_opt_out'
    """
    return flag("suppressed", way=way)
