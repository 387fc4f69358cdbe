"""Answers every broken promise of a command with one line and exit status 1, never a traceback."""

import functools
from collections.abc import Callable
from typing import Any

import click
from sqlalchemy.exc import OperationalError

from monitor.core.errors import BaadaError


def guarded(command: click.Command) -> click.Command:
    """Return the command with all its callbacks, those of its subcommands too, guarded."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            guarded(inner)
    if command.callback is not None:
        command.callback = _guard(command.callback)
    return command


def _guard(callback: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(callback)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return callback(*args, **kwargs)
        except BaadaError as error:
            raise click.ClickException(str(error)) from None
        except OperationalError:
            raise click.ClickException(
                "the database cannot be used: is it running, is BAADA_DATABASE_URL right, "
                "has 'flask db upgrade' run?"
            ) from None

    return call
