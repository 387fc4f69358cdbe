"""A programme whose database is marked, as `flask db upgrade` leaves it; and its terminal."""

from dataclasses import dataclass

from flask import Flask

from monitor.core import migrate
from monitor.usecases.programme import Programme


@dataclass(frozen=True)
class Shown:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


def mark_installed(programme: Programme) -> None:
    """Mark the test database with the kind its settings name."""
    migrate.mark_kind(programme.database.engine, programme.settings.kind.value)


def run_command(app: Flask, *arguments: str) -> Shown:
    """Run one `flask` command; an exception that is no clean exit fails the test."""
    result = app.test_cli_runner().invoke(args=list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Shown(result.exit_code, result.stdout, result.stderr)
