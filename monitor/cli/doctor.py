"""`flask doctor`: whether this installation can keep its promise, and what to do where not."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from monitor.cli.installation import settings_in_use
from monitor.core.errors import BaadaError
from monitor.usecases.check_health import Check, Health, check_health
from monitor.usecases.programme import Programme


@click.command("doctor")
@click.pass_context
@with_appcontext
def doctor(context: click.Context) -> None:
    """Check configuration, keys, gateway, clock, queue, rota, backlog and approvals."""
    checks = _checks()
    for check in checks:
        click.echo(f"{check.health:<8} {check.part:<14} {check.says}")
    if any(check.health is Health.FAILED for check in checks):
        context.exit(1)


def _checks() -> tuple[Check, ...]:
    programme = current_app.extensions.get("programme")
    if not isinstance(programme, Programme):
        missing = not settings_in_use().key_file.exists()
        says = "there is no key file; run 'flask keys make'" if missing else "it did not start"
        return (Check("keys", Health.FAILED, says),)
    try:
        return check_health(programme)
    except OperationalError:
        says = "it does not answer; is it running, and is BAADA_DATABASE_URL right?"
        return (Check("database", Health.FAILED, says),)
    except BaadaError as error:
        return (Check("installation", Health.FAILED, str(error)),)
