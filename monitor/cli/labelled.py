"""Read labelled texts from JSON Lines, and say which field is wrong."""

import json
from collections.abc import Mapping
from pathlib import Path

from monitor.core.errors import Invalid
from monitor.reading.reading import Label
from monitor.reading.report import Sample


def read_samples(file: Path) -> list[Sample]:
    """Read every line of a file; raises `Invalid` naming file, line and field."""
    samples = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            samples.append(_sample(json.loads(line)))
        except (ValueError, Invalid) as error:
            raise Invalid(f"{file.name}, line {number}: {error}") from error
    return samples


def text_of(line: Mapping[str, object]) -> str:
    """Give the text of a line; raises `Invalid` when there is none."""
    text = line.get("text")
    if not isinstance(text, str):
        raise Invalid("text is missing or is no text", field="text")
    return text


def prompt_of(line: Mapping[str, object]) -> str | None:
    """Give what was asked, or None; raises `Invalid` when it is no text."""
    prompt = line.get("prompt")
    if prompt is not None and not isinstance(prompt, str):
        raise Invalid("prompt must be the id of an instrument", field="prompt")
    return prompt


def _sample(row: Mapping[str, object]) -> Sample:
    """Turn a line of a labelled file into a sample; raises `Invalid` naming the field."""
    flags = row.get("flags") or []
    if not isinstance(flags, list):
        raise Invalid("flags must be a list", field="flags")
    return Sample(
        text=text_of(row),
        prompt=prompt_of(row),
        label=Label(str(row.get("label"))),
        language=str(row.get("lang", "unknown")),
        flags=frozenset(str(flag) for flag in flags),
        sample_id=str(row.get("id", "")),
    )
