"""Read replies from the terminal, and measure the reader against labelled texts."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from monitor.cli import jsonlines
from monitor.cli.labelled import prompt_of, read_samples, text_of
from monitor.cli.learning import learn_from
from monitor.cli.ready import ready_programme
from monitor.reading import report
from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import Reading
from monitor.triage import review
from monitor.usecases.review_readings import review_readings

replies = AppGroup("replies", help="Read free texts and measure how well they are read.")


@replies.command("classify")
def classify() -> None:
    """Read JSON Lines {"text", "prompt"?} from standard input and write one reading per line."""
    lexicon = _lexicon()

    def handle(line: Mapping[str, object]) -> Mapping[str, object]:
        return as_json(read(text_of(line), lexicon=lexicon, prompt=prompt_of(line)))

    jsonlines.run(handle)


@replies.command("report")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--misses", is_flag=True, help="Print only the ids of the texts that were misread.")
@click.option("--inform", is_flag=True, help="Exit 0 also where a target is missed.")
def print_report(file: Path, *, misses: bool, inform: bool) -> None:
    """Print rates with intervals for a file of labelled texts; exit 1 when a target is missed."""
    lexicon = _lexicon()
    judged = report.judge(
        read_samples(file), lambda text, prompt: read(text, lexicon=lexicon, prompt=prompt)
    )
    for line in report.misses(judged) if misses else report.table(judged):
        click.echo(line)
    if not inform and not all(target.reached for target in report.targets(judged)):
        raise SystemExit(1)


@replies.command("review")
@click.option("--month", type=click.DateTime(["%Y-%m"]), help="A month such as 2026-03; else all.")
def print_review(month: datetime | None) -> None:
    """Set what was read against what people said, with the words that most often misled."""
    programme = ready_programme()
    with programme.database.transaction() as session:
        texts = review_readings(session, programme, month=None if month is None else month.date())
    for line in review.table(texts):
        click.echo(line)


def as_json(reading: Reading) -> Mapping[str, object]:
    """Write a reading as the command promises it; `also` only where something else is acted on."""
    written: dict[str, object] = {
        "label": reading.label.value,
        "severity": reading.severity,
        "topics": list(reading.topics),
        "flags": list(reading.flags),
        "because": [{"rule": rule, "words": words} for rule, words in reading.because],
    }
    if reading.also:
        written["also"] = [label.value for label in reading.also]
    return written


def _lexicon() -> Lexicon:
    directory: Path = current_app.config["SETTINGS"].config_dir / "languages" / "lexicon"
    return load_lexicon(directory)


replies.add_command(learn_from)
