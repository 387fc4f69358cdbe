"""What is still to be asked: an answered question never again, a gated one only behind its gate."""

from collections.abc import Mapping

from monitor.surveys.definition import Answer, Question, Survey
from monitor.surveys.questions import type_of


def is_put(definition: Survey, question: Question, answers: Mapping[str, Answer]) -> bool:
    """Return whether a question is put at all: headings are not, nor what a gate shuts out."""
    if not type_of(question).ASKED or question.assumed is not None:
        return False
    return all(
        known_value(definition.question(gate.question), answers) in gate.values
        for gate in question.gates
    )


def known_value(question: Question, answers: Mapping[str, Answer]) -> object:
    """Return the value given, else the one this programme assumes, else None."""
    given = answers.get(question.id)
    return question.assumed if given is None or given.value is None else given.value


def next_question(
    definition: Survey, answers: Mapping[str, Answer], block: str | None
) -> Question | None:
    """Return the first question of the block, or of the survey, that is still to be put."""
    ids = None if block is None else definition.block(block)
    for question in definition.questions:
        if ids is not None and question.id not in ids:
            continue
        if question.id not in answers and is_put(definition, question, answers):
            return question
    return None


def has_weight_left(definition: Survey, answers: Mapping[str, Answer]) -> bool:
    """Tell whether a question is still to be put on which more hangs than its own answer.

    One whose answer may not wait, one that opens others, or one that such a question has opened.
    """
    opening = {gate.question for question in definition.questions for gate in question.gates}
    return any(
        bool(question.critical or question.gates) or question.id in opening
        for question in definition.questions
        if question.id not in answers and is_put(definition, question, answers)
    )


def next_block(definition: Survey, answers: Mapping[str, Answer]) -> str | None:
    """Return the first block with a question left; the last where none has, None without blocks."""
    left = remaining_blocks(definition, answers) or tuple(definition.blocks)[-1:]
    return left[0] if left else None


def remaining_blocks(definition: Survey, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the blocks that still hold a question nobody has put."""
    return tuple(
        name for name in definition.blocks if next_question(definition, answers, name) is not None
    )
