"""Learn what texts resemble, and show how well that carries over to writers never met."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from monitor.cli.labelled import read_samples
from monitor.core.errors import Invalid
from monitor.reading import report
from monitor.reading.learning import Example, as_document, learn
from monitor.reading.lexicon import LEARNED, check_kinds, load_lexicon
from monitor.reading.likeness import Learned
from monitor.reading.normalise import cut
from monitor.reading.reader import read

_NO_REPLY = "prose"


@click.command("learn")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="Learn from all files but one, read that one; each.")
@with_appcontext
def learn_from(files: tuple[Path, ...], *, check: bool) -> None:
    """Learn from labelled texts (.jsonl) and from prose that is no reply (.txt).

    Writes the weights into the lexicon. With --check nothing is written: each labelled file is read
    with weights learned from the others, which shows how texts of a new writer would be read.
    """
    examples = {file: _examples(file) for file in files}
    if check:
        for file in (file for file in files if file.suffix == ".jsonl"):
            _show(file, learn([each for one, of in examples.items() if one != file for each in of]))
        return
    learned = learn([each for of in examples.values() for each in of])
    check_kinds(learned)
    _write(_directory() / LEARNED, learned)
    click.echo(
        f"{len(learned.weights)} features learned from {sum(map(len, examples.values()))} texts"
    )


def _examples(file: Path) -> list[Example]:
    if file.suffix == ".txt":
        lines = file.read_text(encoding="utf-8").splitlines()
        return [_example(line, _NO_REPLY) for line in lines if line.strip()]
    if file.suffix != ".jsonl":
        raise Invalid(f"{file.name} must end in .jsonl (labelled texts) or .txt (prose)")
    return [_example(sample.text, sample.label.value) for sample in read_samples(file)]


def _example(text: str, kind: str) -> Example:
    return Example(tuple(piece.word for piece in cut(text).pieces), kind)


def _show(file: Path, learned: Learned) -> None:
    lexicon = replace(load_lexicon(_directory()), learned=learned)
    judged = report.judge(
        read_samples(file), lambda text, prompt: read(text, lexicon=lexicon, prompt=prompt)
    )
    click.echo(f"{file.name}: {len(judged)} texts")
    for target in report.targets(judged):
        click.echo(
            f"  {'reached' if target.reached else 'MISSED':<9}{target.name}: {target.figure}"
        )


def _write(path: Path, learned: Learned) -> None:
    """Write one feature a line, so that a change can be read."""
    document: Mapping[str, object] = as_document(learned)
    rows = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in learned.weights.items())
    head = ",\n".join(f"{json.dumps(k)}: {json.dumps(document[k])}" for k in ("kinds", "bias"))
    path.write_text(f'{{{head},\n"weights": {{\n{rows}\n}}}}\n', encoding="utf-8")


def _directory() -> Path:
    directory: Path = current_app.config["SETTINGS"].config_dir / "languages" / "lexicon"
    return directory
