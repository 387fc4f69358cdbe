"""Read a form body from its raw bytes: once, from the body alone, never guessing.

Web frameworks let the query string win, keep the first or the last of two values, and leave
Latin-1 bytes undecoded; each of these has changed what somebody answered.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from monitor.sms.gateway import Quarantine

LONGEST_BODY_BYTES = 64 * 1024
FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Expected:
    """The fields a form may hold; only these names are ever repeated in a reason."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


def read_form(body: bytes, content_type: str, expected: Expected) -> Mapping[str, str] | Quarantine:
    """Return the expected fields of a form body, or why it cannot be used.

    >>> read_form(b"text=s%E9curit%E9+1", FORM_TYPE, Expected(("text",)))
    {'text': 'sécurité 1'}
    >>> read_form(b"text=1&text=2", FORM_TYPE, Expected(("text",)))
    Quarantine(reason='duplicate_field:text')
    """
    if len(body) > LONGEST_BODY_BYTES:
        return Quarantine("too_long")
    if content_type.split(";", 1)[0].strip().lower() != FORM_TYPE:
        return Quarantine("not_form_encoded")
    pairs = [_pair(piece) for piece in body.split(b"&") if piece]
    known = (*expected.required, *expected.optional)
    reason = _duplicate(pairs, known) or _missing(pairs, expected.required)
    if reason is not None:
        return Quarantine(reason)
    return {name: value for name, value in pairs if name in known}


def decode(raw: bytes) -> str:
    """Decode one form value once: UTF-8, else Latin-1; NUL is dropped, databases refuse it.

    >>> decode(b"50%2525"), decode(b"1%00")
    ('50%25', '1')
    """
    octets = unquote_to_bytes(raw.replace(b"+", b" "))
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        text = octets.decode("latin-1")
    return text.replace("\0", "")


def _pair(piece: bytes) -> tuple[str, str]:
    name, _, value = piece.partition(b"=")
    return decode(name), decode(value)


def _duplicate(pairs: list[tuple[str, str]], known: tuple[str, ...]) -> str | None:
    twice = {name for name, times in Counter(name for name, _ in pairs).items() if times > 1}
    if not twice:
        return None
    named = next((name for name in known if name in twice), "other")
    return f"duplicate_field:{named}"


def _missing(pairs: list[tuple[str, str]], required: tuple[str, ...]) -> str | None:
    present = {name for name, _ in pairs}
    return next((f"missing:{name}" for name in required if name not in present), None)
