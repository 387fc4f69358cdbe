"""`flask keys`: the secrets of a new installation, in a file only its owner can read."""

import click
from flask.cli import AppGroup

from monitor.cli.installation import opened_database, settings_in_use
from monitor.core import migrate
from monitor.core.clock import SystemClock
from monitor.core.errors import Conflict, Invalid
from monitor.privacy.keys import make_keyring, read_keyring, write_keyring
from monitor.usecases.prepare_database import holds_keys, make_programme_key

group = AppGroup("keys", help="Look after the keys.")


@group.command("make")
def make() -> None:
    """Make the key file; never over an old one, nor beside a database sealed under lost keys."""
    settings = settings_in_use()
    if settings.key_file.exists():
        raise Invalid("a key file is there already; move it away first")
    with opened_database(settings) as database:
        if holds_keys(database):
            raise Conflict("the database was sealed under other keys; restore their file instead")
    write_keyring(make_keyring(), settings.key_file)
    with opened_database(settings) as database:
        ready = migrate.is_current(database.engine)
        if ready:
            make_programme_key(database, at=SystemClock().now())
    click.echo("The key file is made. Keep a copy in a safe: without it nothing can be read.")
    if not ready:
        click.echo("Next: 'flask db upgrade'.")


@group.command("callbacks")
def callbacks() -> None:
    """Print the addresses to register at the provider; their keys are secrets."""
    settings = settings_in_use()
    keyring = read_keyring(settings.key_file)
    base = settings.public_url.rstrip("/") or f"http://{settings.host}:{settings.port}"
    for kind, keys in keyring.callbacks.items():
        click.echo(f"{base}/callbacks/{settings.gateway}/{kind}?key={keys[0]}")
