"""Flag contact that is getting lost, and the tasks that keep it from getting lost.

Harms watched for: nobody notices that she is gone; her number was sold on and a stranger reads
our texts; a plan runs out and the programme falls silent.
"""

from monitor.triage.flag import Flag, flag

RAISES = (
    "out_of_contact",
    "frozen",
    "watch",
    "verify",
    "plan_renewal",
    "ask_by_voice",
    "planned_contact",
)

HIGH_RISK_SEVERITY = 3


def out_of_contact(*, high_risk: bool) -> Flag:
    """Return the flag for the end of the ladder: neither a reply nor a verified contact.

    >>> out_of_contact(high_risk=True).severity, out_of_contact(high_risk=False).severity
    (3, 2)
    """
    severity = HIGH_RISK_SEVERITY if high_risk else 1
    return flag("out_of_contact", severity=severity, high_risk=high_risk)


def frozen(reason: str) -> Flag:
    """Return the flag for a number we may not write to until she was heard on it.

    >>> frozen("unverified").severity
    2
    """
    return flag("frozen", reason=reason)


def watch() -> Flag:
    """Return the task to look after somebody at high risk before her check-in is late.

    >>> watch().severity
    1
    """
    return flag("watch")


def verify(severity: int) -> Flag:
    """Return the task to speak with her before her number counts as unverified.

    >>> verify(2).severity
    2
    """
    return flag("verify", severity=severity)


def plan_renewal(severity: int = 1) -> Flag:
    """Return the task to renew her plan before it runs out.

    >>> plan_renewal().reason
    'plan_renewal'
    """
    return flag("plan_renewal", severity=severity)


def ask_by_voice(survey: str) -> Flag:
    """Return the task to ask by voice what she could not be asked otherwise.

    >>> ask_by_voice("who5").details["survey"]
    'who5'
    """
    return flag("ask_by_voice", survey=survey)


def planned_contact(month: int) -> Flag:
    """Return the task to call or visit her as the protocol plans it; month 0 is the first week.

    >>> planned_contact(3).details["month"]
    3
    """
    return flag("planned_contact", month=month)
