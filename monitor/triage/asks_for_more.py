"""Tell whether words in the place of a survey's answer ask for more than a survey can give.

Harm watched for: a cry, a new number or another hand on her phone, taken as an answer that nobody
could read and then lost under the next question.
"""

from monitor.reading.reading import Label, Reading
from monitor.triage.wishes import WISHES

ONLY_AN_ANSWER = frozenset({Label.OK, Label.OTHER, Label.UNCLEAR})
GRAVE = 2
"""From this severity on nothing more is asked until somebody has looked."""


def asks_for_more(reading: Reading) -> bool:
    """Tell whether a person or a lock must follow from the words beside the answer.

    >>> asks_for_more(Reading(Label.UNCLEAR, 1, (), (), ()))
    False
    >>> asks_for_more(Reading(Label.UNCLEAR, 2, (), (), ()))
    True
    >>> asks_for_more(Reading(Label.OTHER, 1, (), ("moved",), ()))
    True
    """
    labels = {reading.label, *reading.also}
    wishes = [WISHES[flag] for flag in reading.flags]
    return (
        not labels <= ONLY_AN_ANSWER
        or reading.severity >= GRAVE
        or "bare_help" in reading.flags
        or any(wish.locks is not None or wish.task is not None for wish in wishes)
    )


def ends_the_asking(reading: Reading) -> bool:
    """Tell whether nothing more may be asked for now: it is grave, or changes how she is reached.

    >>> ends_the_asking(Reading(Label.OTHER, 1, (), ("question",), ()))
    False
    >>> ends_the_asking(Reading(Label.OTHER, 1, (), ("new_number",), ()))
    True
    """
    lasting = any(WISHES[flag].lasting for flag in reading.flags)
    grave = {Label.DISTRESS, Label.STOP, Label.WRONG_NUMBER} & {reading.label, *reading.also}
    return reading.severity >= GRAVE or lasting or bool(grave)
