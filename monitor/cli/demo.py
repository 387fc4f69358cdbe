"""`flask demo`: a synthetic programme to look at; and the two commands that it is made of."""

import os
import shlex
import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from monitor.cli.installation import settings_in_use
from monitor.core.clock import SystemClock
from monitor.demo.show import Show
from monitor.demo.simulator import simulator_settings
from monitor.privacy.keys import read_keyring
from monitor.simulator.server import serve


@click.command("demo")
@click.option("--play-past", is_flag=True, hidden=True, help="Play all eighteen months.")
@with_appcontext
def demo(*, play_past: bool) -> None:
    """Play a synthetic programme and serve it, with the simulator in the provider's place."""
    settings = settings_in_use()
    show = Show(settings, wall=SystemClock(), inherited=os.environ, say=click.echo)
    if play_past:
        show.play_past()
    else:
        show.run()


@click.command("simulator")
@with_appcontext
def simulator() -> None:
    """Serve the simulator of this installation at BAADA_SIMULATOR_URL."""
    settings = settings_in_use()
    keys = read_keyring(settings.key_file).callbacks
    chosen = simulator_settings(settings, keys)
    serve(chosen.settings, settings.host, chosen.port)


@click.command("batch")
@with_appcontext
def batch() -> None:
    """Run commands from standard input, one a line, in one process; stop at the first that fails.

    Starting Python costs more than most commands do.
    """
    commands = current_app.cli
    for line in sys.stdin:
        if line.strip():
            with commands.make_context("flask", shlex.split(line)) as context:
                commands.invoke(context)
