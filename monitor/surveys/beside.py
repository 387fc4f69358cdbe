"""What a reply to a question says besides the answer: that part is read like any text of hers.

`1 acha` answers and stops. But an option's own words are only an answer, whatever they mean
elsewhere: `inatosha` (it is enough) under a question about income asks nobody to stop.
"""

import re

from monitor.surveys.choosing import phrases
from monitor.surveys.definition import Question
from monitor.surveys.questions import type_of
from monitor.surveys.reply_text import canonical, normalise

_NUMBERED = re.compile(r"[0-9]{1,2}[.,:;)#*-]*\s+(?P<rest>.+)", re.DOTALL)


def words_beside(question: Question, text: str) -> str:
    """Return a reply without the number and the words of an option; empty where nothing is left.

    >>> asked = Question("q1", "yes_no", {"en": "Working now?"})
    >>> words_beside(asked, "1 acha"), words_beside(asked, "2. No"), words_beside(asked, "ndio")
    ('acha', '', '')
    >>> words_beside(asked, "amenipiga 2"), words_beside(asked, "3")
    ('amenipiga 2', '')
    """
    numbered = _NUMBERED.fullmatch(normalise(text))
    rest = text if numbered is None else numbered["rest"]
    said = canonical(rest)
    if not any(char.isalpha() for char in rest):
        return ""
    own = (phrase for option in type_of(question).choices(question) for phrase in phrases(option))
    return "" if said in own else rest
