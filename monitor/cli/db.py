"""`flask db …`: bring the database of this installation up to date, and see what models changed."""

import click
from flask.cli import AppGroup

from monitor.all_models import metadata
from monitor.cli.installation import opened_database, settings_in_use
from monitor.core import migrate
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


@group.command("difference")
def difference() -> None:
    """Print the body of a migration that would bring the database up to the models."""
    with opened_database(settings_in_use()) as database:
        click.echo(migrate.render_difference(database.engine, metadata))
