"""What was typed on a USSD screen: read as a choice, and kept without anything that may be a PIN.

A PIN opens her menu to whoever reads it later, so no run of digits long enough to hold one is ever
stored, however it was typed: with blanks, twice, or with a digit too many.
"""

import re
from urllib.parse import unquote_plus

from monitor.sms.form import FORM_TYPE
from monitor.sms.gateway import all_digits

PIN_DIGITS = 4
CALL_ME = "0"

_RUN = re.compile(r"\d(?:[\s.,*#/\-\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*\d){2,}")
"""Three digits or more, with what people type between them."""

_KEPT_FIELDS = frozenset(
    {
        *("date", "sessionId", "serviceCode", "networkCode", "phoneNumber", "status", "cost"),
        *("durationInMillis", "hopsCount"),
    }
)
"""Fields of a USSD callback that hold nothing that was typed or shown."""


def choice_of(typed: str) -> str | None:
    """Return an entry as digits where it is nothing else; some people end each one with `#`.

    >>> choice_of(" 2 "), choice_of("2#"), choice_of("٢")
    ('2', '2', '2')
    >>> choice_of("2*") is None, choice_of("3*4") is None, choice_of("") is None
    (True, True, True)
    """
    return all_digits(typed.strip().removesuffix("#"))


def pin_in(typed: str) -> str | None:
    """Return the four digits that an entry is, or None.

    >>> pin_in("4821#"), pin_in("48 21"), pin_in("482")
    ('4821', None, None)
    """
    digits = choice_of(typed)
    return digits if digits is not None and len(digits) == PIN_DIGITS else None


def has_words(typed: str) -> bool:
    """Tell whether an entry says something: it is then read like any text of hers.

    >>> has_words("2 amenipiga"), has_words("2*"), has_words("")
    (True, False, False)
    """
    return any(char.isalpha() for char in typed)


def keepable(typed: str) -> str:
    """Return an entry as it may be stored: verbatim, but for any digits that may hold a PIN.

    >>> keepable(" 2 "), keepable("50%25"), keepable("3*4")
    (' 2 ', '50%25', '3*4')
    >>> keepable("4821"), keepable("48 21"), keepable("pin 4821 yangu")
    ('', '', 'pin # yangu')
    """
    kept = _RUN.sub("#", typed)
    return "" if kept != typed and not kept.strip("# \t\r\n") else kept


def without_typed(body: bytes, content_type: str) -> bytes:
    """Return a USSD callback's raw form with only the fields that hold nothing typed or shown.

    >>> without_typed(b"sessionId=A&text=4821&%69nput=4821&status=Success", FORM_TYPE)
    b'sessionId=A&status=Success'
    >>> without_typed(b'{"text": "4821"}', "application/json")
    b''
    """
    if content_type.split(";", 1)[0].strip().lower() != FORM_TYPE:
        return b""
    pieces = body.split(b"&")
    return b"&".join(piece for piece in pieces if _name_of(piece) in _KEPT_FIELDS)


def _name_of(piece: bytes) -> str:
    return unquote_plus(piece.partition(b"=")[0].decode("latin-1"))
