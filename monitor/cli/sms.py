"""`flask sms measure`: what texts cost, for whoever writes or approves them."""

from collections.abc import Mapping
from functools import partial

import click
from flask.cli import AppGroup, ScriptInfo

from monitor.cli.jsonlines import run, text_of
from monitor.core.settings import Settings
from monitor.sms.text import measure

group = AppGroup("sms", help="Look at SMS texts.")


@group.command("measure", with_appcontext=False)
@click.option("--first", is_flag=True, help="Add what the provider appends to a first message.")
@click.pass_context
def measure_texts(context: click.Context, *, first: bool) -> None:
    """Read JSON Lines {"text"}; write encoding, parts, units and units left in the last part."""
    run(partial(measured, appended=_opt_out_text(context) if first else ""))


def measured(asked: Mapping[str, object], *, appended: str = "") -> Mapping[str, object]:
    """Return the measure of one text, with what the provider appends to it.

    >>> measured({"text": "€"})
    {'encoding': 'gsm7', 'parts': 1, 'units': 2, 'left_in_part': 158}
    >>> measured({"text": "€"}, appended=" STOP")["left_in_part"]
    153
    """
    found = measure(text_of(asked) + appended)
    return {
        "encoding": str(found.encoding),
        "parts": found.parts,
        "units": found.units,
        "left_in_part": found.left_in_part,
    }


def _opt_out_text(context: click.Context) -> str:
    settings: Settings = context.ensure_object(ScriptInfo).load_app().config["SETTINGS"]
    return settings.opt_out_text
