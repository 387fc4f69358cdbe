"""Flag a duress word or a duress PIN: she answers as told, and asks for help unseen.

Harm watched for: somebody stands beside her and reads everything. Both meanings are as grave as
can be: a word for "not safe to talk" says that somebody hears (safety rules 23 and 24). What she
sees is the same as after an OK, and nothing shows outside the case.
"""

from monitor.triage.flag import HIGHEST, Flag, flag

RAISES = ("duress",)


def duress(meaning: str) -> Flag:
    """Return the flag for a word that means `danger` or `not_safe`, or for a duress PIN.

    >>> found = duress("not_safe")
    >>> found.severity, found.silent, found.page
    (4, True, True)
    """
    return flag("duress", severity=HIGHEST, meaning=meaning)
