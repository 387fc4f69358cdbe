"""`flask people import`: enrol people from a CSV file."""

from pathlib import Path

import click
from flask.cli import AppGroup

from monitor.cli.ready import ready_programme
from monitor.core.errors import Invalid
from monitor.people.enrolment_file import MOST_BYTES
from monitor.usecases.import_people import import_people

group = AppGroup("people", help="Enrol people.")


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def import_file(context: click.Context, file: Path) -> None:
    """Enrol everybody in FILE; a bad row is named by line and column, good rows go in."""
    programme = ready_programme()
    content = _read(file)
    enrolled = refused = 0
    for row in import_people(programme, content):
        if row.person_id is not None:
            enrolled += 1
            continue
        refused += 1
        for problem in row.problems:
            click.echo(str(problem), err=True)
    click.echo(f"{enrolled} enrolled, {refused} refused.")
    if refused:
        context.exit(1)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError:
        raise Invalid("the file cannot be read: is it there, and is it a file?") from None
