"""The words of the pages, in the language of the page; written in English where they are used.

`_` and `ngettext` translate at once. `marked` only marks a text of a table for the catalogue; who
shows it translates it then.
"""

from flask_babel import gettext as _gettext
from flask_babel import ngettext as _ngettext


def _(message: str, **values: object) -> str:
    """Return a text in the language of the page, with its places filled."""
    return str(_gettext(message, **values))


def ngettext(one: str, many: str, num: int) -> str:
    """Return the text for a number of things, in the language of the page."""
    return str(_ngettext(one, many, num))


def marked(message: str) -> str:
    """Mark a text for the catalogue and return it as it is."""
    return message
