"""Answers taken as values, from a form or a store, and the ones among them that cannot wait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from monitor.core.errors import Invalid, NotFound
from monitor.surveys.definition import Answer, NotUnderstood, Question, State, Survey, Value
from monitor.surveys.questions import type_of


@dataclass(frozen=True, slots=True)
class CriticalAnswer:
    """An answer that needs somebody at once."""

    question: str
    severity: int


def accept(definition: Survey, values: Mapping[str, object]) -> Mapping[str, Answer]:
    """Take stored values, or a filled form; null, absent and "skipped" are skips.

    An unknown question, a value out of range or of the wrong type is refused, never repaired.
    """
    taken: dict[str, Answer] = {}
    for question_id, raw in values.items():
        question = _question(definition, question_id)
        if raw is None or raw in (State.SKIPPED, State.UNCLEAR):
            taken[question_id] = Answer(State(raw) if isinstance(raw, str) else State.SKIPPED)
            continue
        read = _not_applicable(question, raw) or type_of(question).accept(question, raw)
        if isinstance(read, NotUnderstood):
            raise Invalid(f"{question_id} does not take this value", field=question_id)
        taken[question_id] = read
    return MappingProxyType(taken)


def _not_applicable(question: Question, raw: object) -> Answer | None:
    option = question.not_applicable
    if option is None or raw != State.NOT_APPLICABLE:
        return None
    return Answer(State.NOT_APPLICABLE, value=option.value, key=option.key)


def _question(definition: Survey, question_id: str) -> Question:
    try:
        return definition.question(question_id)
    except NotFound as error:
        raise Invalid(str(error), field="answers") from error


def restore(definition: Survey, rows: Iterable[tuple[str, str]]) -> Mapping[str, Answer]:
    """Return the answers behind stored rows, each a question id and its value as text."""
    restored: dict[str, Answer] = {}
    for question_id, text in rows:
        question = definition.question(question_id)
        options = type_of(question).choices(question)
        known = next((option.value for option in options if str(option.value) == text), text)
        restored[question_id] = accept(definition, {question_id: _number_or(known, question)})[
            question_id
        ]
    return MappingProxyType(restored)


def _number_or(value: Value, question: Question) -> Value:
    is_number = question.type == "number" and value not in (State.SKIPPED, State.UNCLEAR)
    return float(value) if is_number and value != State.NOT_APPLICABLE else value


def critical_answers(
    definition: Survey, answers: Mapping[str, Answer]
) -> tuple[CriticalAnswer, ...]:
    """Return the answers that need somebody at once, in the order of the questions."""
    found = []
    for question in definition.questions:
        given = answers.get(question.id)
        severity = None if given is None else question.severity_of(given)
        if severity is not None:
            found.append(CriticalAnswer(question.id, severity))
    return tuple(found)
