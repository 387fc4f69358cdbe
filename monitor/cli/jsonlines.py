"""JSON Lines in, JSON Lines out: one object a line, in order, a bad line named and passed over."""

import json
import sys
from collections.abc import Callable, Mapping

from monitor.core.errors import Invalid

Handle = Callable[[Mapping[str, object]], Mapping[str, object]]


def run(handle: Handle) -> None:
    """Answer each line of standard input; exit with 1 at the end where any line was bad."""
    failed = False
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        answer, good = answer_line(line, handle)
        failed = failed or not good
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    if failed:
        sys.exit(1)


def answer_line(line: bytes, handle: Handle) -> tuple[Mapping[str, object], bool]:
    """Return the answer to one line, and whether the line was good.

    >>> answer_line(b'{"n": 1}', lambda asked: {"twice": [asked["n"]] * 2})
    ({'twice': [1, 1]}, True)
    >>> answer_line(b'[1]', dict)
    ({'error': 'a line must be one JSON object'}, False)
    """
    try:
        asked = json.loads(line.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return {"error": "a line must be JSON in UTF-8"}, False
    if not isinstance(asked, dict):
        return {"error": "a line must be one JSON object"}, False
    try:
        return handle(asked), True
    except Invalid as error:
        return {"error": str(error)}, False


def text_of(asked: Mapping[str, object], field: str = "text") -> str:
    """Return a field that must be a string.

    >>> text_of({"text": "sawa"})
    'sawa'
    """
    value = asked.get(field)
    if not isinstance(value, str):
        raise Invalid(f"'{field}' must be a string", field=field)
    return value
