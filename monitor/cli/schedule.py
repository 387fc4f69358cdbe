"""`flask schedule preview`: everything due after an exit, to be read before it is promised."""

import json
from collections.abc import Mapping
from datetime import datetime

import click
from flask.cli import AppGroup

from monitor.schedule.calendar import PROTOCOLS, STANDARD_24_MONTHS, DueItem, due_items

group = AppGroup("schedule", help="Look at follow-up schedules.")

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@group.command("preview", with_appcontext=False)
@click.option(
    "--exit",
    "exit_day",
    required=True,
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Local date of leaving, for instance 2026-03-02.",
)
@click.option(
    "--protocol",
    type=click.Choice(sorted(PROTOCOLS)),
    default=STANDARD_24_MONTHS.id,
    show_default=True,
    help="Which schedule.",
)
def preview(exit_day: datetime, protocol: str) -> None:
    """Write one JSON object for each thing due in 24 months, by date."""
    if not _FIRST_YEAR <= exit_day.year <= _LAST_YEAR:
        raise click.BadParameter(
            f"the year must lie between {_FIRST_YEAR} and {_LAST_YEAR}", param_hint="--exit"
        )
    for item in due_items(exit_day.date(), PROTOCOLS[protocol]):
        click.echo(json.dumps(previewed(item)))


def previewed(item: DueItem) -> Mapping[str, str]:
    """Return one thing due as it is printed; `survey` only where it is one.

    >>> from datetime import date
    >>> previewed(due_items(date(2026, 3, 2))[-1])
    {'due_on': '2028-03-02', 'what': 'survey', 'survey': 'who5', 'channel': 'ussd'}
    """
    shown = {"due_on": item.due_on.isoformat(), "what": item.what.value}
    if item.survey is not None:
        shown["survey"] = item.survey
    return {**shown, "channel": item.channel.value}
