"""Scoring vectors: answers whose scores are known, computed anew before anybody is asked.

A wrong cut-off or weight looks like a right one; only known answers tell them apart. The vectors
are data beside the surveys, so that a clinician can add one without reading the code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from marshmallow import Schema, ValidationError, fields, validate

from monitor.core import documents
from monitor.core.errors import BaadaError, Invalid
from monitor.surveys.answers import accept, critical_answers
from monitor.surveys.definition import Survey
from monitor.surveys.questions import type_of
from monitor.surveys.scoring import About, display, score


@dataclass(frozen=True, slots=True)
class Vector:
    """One set of answers with what must come out."""

    name: str
    survey: str
    answers: Mapping[str, object] | tuple[object, ...]
    """By question, or in the order of the questions."""
    about: About
    scores: Mapping[str, str]
    """Name of a score to how it is shown; the others may be anything."""
    critical: Mapping[str, int]
    """Every answer that must be looked at at once, with its severity."""


class _AboutSchema(Schema):
    gender = fields.String(load_default=None, validate=validate.OneOf(["f", "m", "x"]))
    age = fields.Integer(load_default=None, strict=True)


class _VectorSchema(Schema):
    name = fields.String(required=True)
    survey = fields.String(required=True)
    answers = fields.Raw(required=True)
    about = fields.Nested(_AboutSchema, load_default=dict)
    scores = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)
    critical = fields.Dict(keys=fields.String(), values=fields.Integer(), load_default=dict)


def load_vectors(path: Path) -> tuple[Vector, ...]:
    """Read the vectors of an installation."""
    try:
        raw = documents.parse(path.read_text(encoding="utf-8"))
        loaded: list[dict[str, Any]] = _VectorSchema(many=True).load(
            raw if isinstance(raw, list) else [{}]
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise Invalid(
            f"{path.name}: no list of vectors, each as in the comment above it"
        ) from error
    return tuple(_vector(each) for each in loaded)


def _vector(loaded: dict[str, Any]) -> Vector:
    answers = loaded["answers"]
    return Vector(
        name=loaded["name"],
        survey=loaded["survey"],
        answers=tuple(answers) if isinstance(answers, list) else dict(answers),
        about=About(loaded["about"].get("gender"), loaded["about"].get("age")),
        scores={name: str(value) for name, value in loaded["scores"].items()},
        critical=loaded["critical"],
    )


def difference(survey: Survey, vector: Vector) -> str:
    """Return what comes out otherwise than the vector says; empty where it passes."""
    try:
        answers = accept(survey, _by_question(survey, vector.answers))
        found = score(survey, answers, vector.about)
    except BaadaError as error:
        return str(error)
    wrong = [
        f"{name} is {shown}, not {wanted}"
        for name, wanted in vector.scores.items()
        if (shown := display(found.get(name, "missing"))) != wanted
    ]
    critical = {each.question: each.severity for each in critical_answers(survey, answers)}
    if critical != vector.critical:
        wrong.append(f"critical is {critical or 'nothing'}, not {vector.critical or 'nothing'}")
    return "; ".join(wrong)


def _by_question(
    survey: Survey, answers: Mapping[str, object] | tuple[object, ...]
) -> Mapping[str, object]:
    if isinstance(answers, Mapping):
        return answers
    asked = [question.id for question in survey.questions if type_of(question).ASKED]
    if len(asked) != len(answers):
        raise Invalid(f"{survey.id} has {len(asked)} questions, not {len(answers)}")
    return dict(zip(asked, answers, strict=True))
