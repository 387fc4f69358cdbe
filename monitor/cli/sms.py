"""`flask sms measure`: what texts cost, for whoever writes or approves them."""

from collections.abc import Mapping

from flask.cli import AppGroup

from monitor.cli.jsonlines import run, text_of
from monitor.sms.text import measure

group = AppGroup("sms", help="Look at SMS texts.")


@group.command("measure", with_appcontext=False)
def measure_texts() -> None:
    """Read JSON Lines {"text"}; write encoding, parts, units and units left in the last part."""
    run(measured)


def measured(asked: Mapping[str, object]) -> Mapping[str, object]:
    """Return the measure of one text.

    >>> measured({"text": "€"})
    {'encoding': 'gsm7', 'parts': 1, 'units': 2, 'left_in_part': 158}
    """
    found = measure(text_of(asked))
    return {
        "encoding": str(found.encoding),
        "parts": found.parts,
        "units": found.units,
        "left_in_part": found.left_in_part,
    }
