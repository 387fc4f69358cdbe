"""`flask db upgrade`: bring the database of this installation up to date."""

import click
from flask.cli import AppGroup

from monitor.cli.installation import opened_database, settings_in_use
from monitor.core.clock import SystemClock
from monitor.usecases.prepare_database import prepare_database

group = AppGroup("db", help="Look after the database.")


@group.command("upgrade")
def upgrade() -> None:
    """Run every migration that is missing, and mark the database as live, demo or practice."""
    settings = settings_in_use()
    has_keys = settings.key_file.exists()
    with opened_database(settings) as database:
        prepare_database(database, settings.kind, with_keys=has_keys, at=SystemClock().now())
    click.echo(f"The database of this {settings.kind} installation is up to date.")
    if not has_keys:
        click.echo("Next: make its keys with 'flask keys make'.")
