"""Flag an interview that broke off before a question that others hang on.

Harm watched for: the page is shut while the question that matters was still to come, and whoever
looks later takes the answers for the whole.
"""

from monitor.triage.flag import Flag, flag

RAISES = ("unfinished_interview",)


def unfinished_interview(survey: str) -> Flag:
    """Return the task to finish an interview, or to write down why not.

    >>> unfinished_interview("cssrs").severity
    2
    """
    return flag("unfinished_interview", survey=survey)
