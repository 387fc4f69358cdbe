"""Every command of the terminal, registered in one place."""

from click import Command
from flask import Flask

COMMANDS: tuple[Command, ...] = ()


def register_commands(app: Flask) -> None:
    """Make the commands known to `flask`."""
    for command in COMMANDS:
        app.cli.add_command(command)
