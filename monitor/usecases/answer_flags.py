"""Which flags an answer to a survey raises: what cannot wait, and what nobody could read."""

from monitor.surveys.engine import Turn
from monitor.triage.flag import Flag, flag
from monitor.triage.flags.critical_answer import critical_answer


def answer_flags(survey: str, turn: Turn) -> tuple[Flag, ...]:
    """Return the flags of one turn, each to be raised before the next question is shown."""
    found = [
        critical_answer(survey, critical.question, critical.severity) for critical in turn.critical
    ]
    if turn.needs_person and turn.saved is not None:
        found.append(flag("unclear", survey=survey, question=turn.saved.question))
    return tuple(each for each in found if each is not None)
