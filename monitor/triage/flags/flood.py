"""Flag a flood of texts from strangers, folded into one line.

Harm watched for: the texts of those we know drown in it.
"""

from monitor.triage.flag import Flag, flag

RAISES = ("spam_flood",)


def spam_flood(texts_in_hour: int) -> Flag:
    """Return the flag for more texts in an hour than a person writes.

    >>> spam_flood(21).details["texts"]
    21
    """
    return flag("spam_flood", texts=texts_in_hour)
