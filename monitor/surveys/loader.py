"""Surveys from YAML: what an operator wrote becomes a definition, or an error that names the place.

The current version of a survey is `<id>.yaml`; an older one that somebody may still be answering
stays beside it as `<id>.v<version>.yaml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from marshmallow import ValidationError

from monitor.core import documents
from monitor.core.errors import Invalid, NotFound
from monitor.surveys.definition import (
    Critical,
    Cutoff,
    Gate,
    Option,
    Question,
    Scoring,
    Survey,
)
from monitor.surveys.schema import SurveySchema
from monitor.surveys.soundness import faults


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every survey of an installation, by id and version."""

    surveys: tuple[Survey, ...]

    def get(self, survey_id: str, version: int | None = None) -> Survey:
        """Return a version of a survey; the newest unless one is asked for."""
        found = [
            survey
            for survey in self.surveys
            if survey.id == survey_id and version in (None, survey.version)
        ]
        if not found:
            raise NotFound(f"no survey {survey_id[:20]!r}" + (f" v{version}" if version else ""))
        return max(found, key=lambda survey: survey.version)

    @property
    def current(self) -> tuple[Survey, ...]:
        """Return the newest version of each survey, in the order of their ids."""
        ids = sorted({survey.id for survey in self.surveys})
        return tuple(self.get(survey_id) for survey_id in ids)


def load_catalogue(directory: Path) -> Catalogue:
    """Read every definition in a folder; the first one that is wrong stops it."""
    return Catalogue(tuple(load_survey(path) for path in sorted(directory.glob("*.yaml"))))


def load_surveys(directory: Path) -> Mapping[str, Survey]:
    """Return the newest version of every survey in a folder, by id."""
    return MappingProxyType({each.id: each for each in load_catalogue(directory).current})


def load_survey(path: Path) -> Survey:
    """Read one definition."""
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"{path.name}: cannot be read as UTF-8 text") from error
    survey = parse_survey(content, name=path.name)
    if path.stem not in (survey.id, f"{survey.id}.v{survey.version}"):
        raise Invalid(f"{path.name}: id: the file of {survey.id} is {survey.id}.yaml", field="id")
    return survey


def parse_survey(content: str, *, name: str) -> Survey:
    """Return the definition in a YAML text; `name` stands in front of every error."""
    try:
        _refuse_doubles(documents.compose(content))
        raw = documents.parse(content)
    except yaml.YAMLError as error:
        raise Invalid(f"{name}: {_yaml_place(error)}") from error
    try:
        loaded: dict[str, Any] = SurveySchema().load(raw if isinstance(raw, dict) else {})
    except ValidationError as error:
        raise Invalid(f"{name}: {_first_place(error.messages)}") from error
    survey = _survey(loaded, name=name)
    found = faults(survey)
    if found:
        raise Invalid(f"{name}: {found[0]}")
    return survey


def _refuse_doubles(node: yaml.Node | None) -> None:
    """Refuse the same key twice in one mapping, of which YAML would silently drop one."""
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _refuse_doubles(child)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            raise yaml.MarkedYAMLError(
                problem=f"{key.value!r} stands here twice", problem_mark=key.start_mark
            )
        seen.add(str(key.value))
        _refuse_doubles(value)


def _yaml_place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "not YAML"
    return str(what) if mark is None else f"line {mark.line + 1}, column {mark.column + 1}: {what}"


def _first_place(messages: object, place: str = "") -> str:
    """Return the first error of marshmallow's nested messages as `questions.0.text: ...`."""
    if isinstance(messages, Mapping):
        key, inner = next(iter(messages.items()))
        return _first_place(inner, f"{place}.{key}" if place else str(key))
    text = messages[0] if isinstance(messages, list) else messages
    return f"{place}: {text}"


def _survey(loaded: dict[str, Any], *, name: str) -> Survey:
    lists: Mapping[str, list[dict[str, Any]]] = loaded["option_lists"]
    return Survey(
        id=loaded["id"],
        version=loaded["version"],
        titles=MappingProxyType(loaded["title"]),
        channels=tuple(loaded["channels"]),
        channels_by_plan=tuple(loaded["channels_by_plan"]),
        content_level=loaded["content_level"],
        licence=loaded["licence"],
        source=loaded["source"],
        languages=tuple(loaded["languages"]),
        questions=tuple(_question(each, lists, name=name) for each in loaded["questions"]),
        blocks=MappingProxyType({key: tuple(ids) for key, ids in loaded["blocks"].items()}),
        scoring=_scoring(loaded["scoring"]),
        led_by_caseworker=loaded["led_by_caseworker"],
    )


def _question(
    loaded: dict[str, Any], lists: Mapping[str, list[dict[str, Any]]], *, name: str
) -> Question:
    shared = loaded["options_from"]
    if shared is not None and shared not in lists:
        raise Invalid(f"{name}: {loaded['id']}: no option list {shared!r}", field="options_from")
    options = [*(lists[shared] if shared else []), *loaded["options"]]
    return Question(
        id=loaded["id"],
        type=loaded["type"],
        texts=MappingProxyType(loaded["text"]),
        sms=MappingProxyType(loaded["sms"]),
        options=tuple(_option(each) for each in options),
        low=loaded["low"],
        high=loaded["high"],
        decimals=loaded["decimals"],
        low_texts=MappingProxyType(loaded["low_text"]),
        high_texts=MappingProxyType(loaded["high_text"]),
        gates=tuple(Gate(each["question"], tuple(each["values"])) for each in loaded["gates"]),
        critical=tuple(
            Critical(tuple(each["values"]), each["severity"]) for each in loaded["critical"]
        ),
        assumed=loaded["assumed"],
        sensitive=loaded["sensitive"],
    )


def _option(loaded: dict[str, Any]) -> Option:
    return Option(
        key=loaded["key"],
        value=loaded["value"],
        labels=MappingProxyType(loaded["label"]),
        words=tuple(loaded["words"]),
        weight=None if loaded["weight"] is None else str(loaded["weight"]),
        not_applicable=loaded["not_applicable"],
        call_me=loaded["call_me"],
    )


def _scoring(loaded: dict[str, Any]) -> Scoring:
    kept = {key: value for key, value in loaded.items() if not isinstance(value, list | dict)}
    return Scoring(
        **kept,
        items=tuple(loaded.get("items", ())),
        bands=tuple((each["at"], each["name"]) for each in loaded.get("bands", ())),
        cutoffs=tuple(Cutoff(**each) for each in loaded.get("cutoffs", ())),
        dimensions=MappingProxyType(
            {name: tuple(items) for name, items in loaded.get("dimensions", {}).items()}
        ),
    )
