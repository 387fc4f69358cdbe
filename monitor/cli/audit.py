"""`flask audit verify`: prove that no line of the trail was changed or taken out."""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from monitor.audit import trail
from monitor.cli.ready import ready_programme

group = AppGroup("audit", help="Check the trail.")


@group.command("verify")
@click.option(
    "--since",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Check only from this date on (UTC).",
)
@click.pass_context
def verify(context: click.Context, since: datetime | None) -> None:
    """Chain the lines that wait, check every link, and name the first broken one."""
    programme = ready_programme()
    sealed = 1
    while sealed:
        with programme.database.transaction() as session:
            sealed = trail.seal_chain(session)
    with programme.database.reading() as session:
        state = trail.verify(session, since=since.replace(tzinfo=UTC) if since else None)
    if state.broken_at is None:
        click.echo(f"{state.links} links, none broken.")
        return
    click.echo(f"The chain is broken at link {state.broken_at}.", err=True)
    context.exit(1)
