"""`flask phones normalise`: numbers in one form, for whoever prepares an import."""

import re
from collections.abc import Mapping

from flask.cli import AppGroup

from monitor.cli.jsonlines import run, text_of
from monitor.core.errors import Invalid
from monitor.core.phone import normalise

group = AppGroup("phones", help="Look at phone numbers.")


@group.command("normalise", with_appcontext=False)
def normalise_numbers() -> None:
    """Read JSON Lines {"text", "country"?}; write {"e164"}, null where it is no number."""
    run(normalised)


def normalised(asked: Mapping[str, object]) -> Mapping[str, object]:
    """Return one number as E.164, read as if dialled in the country given (Kenya).

    >>> normalised({"text": "0712 345678"})
    {'e164': '+254712345678'}
    >>> normalised({"text": "0772 123456", "country": "UG"})
    {'e164': '+256772123456'}
    """
    country = text_of(asked, "country") if "country" in asked else "KE"
    if not re.fullmatch(r"[A-Za-z]{2}", country):
        raise Invalid("'country' must be a code of two letters, such as KE", field="country")
    return {"e164": normalise(text_of(asked), country.upper())}
