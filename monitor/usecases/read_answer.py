"""Read what stands in the answer to a question like any other text: it may stop, warn and ask."""

from dataclasses import replace

from monitor.reading.lexicon import Lexicon
from monitor.reading.reader import read
from monitor.reading.reading import PRECEDENCE, Label, Reading
from monitor.surveys.beside import words_beside
from monitor.surveys.definition import Question

NO_QUESTION = Question("none", "message", {})
ACTED_ON = (Label.DISTRESS, Label.STOP)


def read_answer(question: Question, text: str, *, lexicon: Lexicon) -> Reading | None:
    """Return what the words of an answer say, or None where they are only an option's own words.

    The whole text is read as well as what stands beside the number, so that neither `1 acha` nor a
    number in the middle of a sentence can hide what she says; the worst part wins.
    """
    beside = words_beside(question, text)
    if not beside:
        return None
    whole = read(text, lexicon=lexicon, prompt=None)
    rest = read(beside, lexicon=lexicon, prompt=None)
    graver, other = sorted((whole, rest), key=_gravity)
    labels = {graver.label, *graver.also}
    also = [label for label in (other.label, *other.also) if label in ACTED_ON]
    missing = tuple(label for label in also if label not in labels)
    flags = tuple(dict.fromkeys((*graver.flags, *other.flags)))
    return replace(graver, also=(*graver.also, *missing), flags=flags)


def read_entry(text: str, *, lexicon: Lexicon) -> Reading:
    """Return what is typed where no question stands: a number before it hides nothing either."""
    found = read_answer(NO_QUESTION, text, lexicon=lexicon)
    return read(text, lexicon=lexicon, prompt=None) if found is None else found


def stops(reading: Reading | None) -> bool:
    """Tell whether the words ask us to stop."""
    return reading is not None and Label.STOP in (reading.label, *reading.also)


def _gravity(reading: Reading) -> tuple[int, int]:
    return PRECEDENCE.index(reading.label), -reading.severity
