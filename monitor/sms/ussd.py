"""USSD screens: what fits, how a long one is paged, and the two words every answer starts with.

Networks cut a screen somewhere between 140 and 182 characters, or page it with keys of their own.
So no body of ours is ever longer than 140 characters of the GSM-7 basic alphabet, on any network.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from monitor.core.errors import Invalid
from monitor.sms.text import Encoding, measure, plain

LONGEST_BODY = 140
"""Characters of a body, without `CON ` or `END `."""

LEAST_ROOM = 40
"""Characters of a page that must be left for words beside the keys."""

NEXT_KEY = "7"
BACK_KEY = "77"

PAGING: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"sw": ("7 Mbele", "77 Nyuma"), "en": ("7 More", "77 Back")}
)
"""Language to the words for next page and back; an unknown language shows the keys alone."""


def screen(
    body: str,
    options: Sequence[tuple[int, str]],
    footer: str,
    language: str,
    *,
    paging: Mapping[str, tuple[str, str]] = PAGING,
) -> tuple[str, ...]:
    """Return the pages of a screen: text, options, footer; broken between words, never cut.

    The footer, with the key for help, stands on every page. Characters that only look different
    are made plain; a text that some network could not show is refused whole, never cut.

    >>> screen("Una deni?", [(1, "Sina"), (2, "Dogo")], "0 Nipigie 8 Ruka", "sw")
    ('Una deni?\\n1 Sina\\n2 Dogo\\n0 Nipigie 8 Ruka',)
    >>> [len(page) <= 140 for page in screen("neno " * 50, [], "0 Nipigie", "sw")]
    [True, True, True]
    """
    lines = [*plain(body).split("\n"), *(f"{key} {plain(label)}" for key, label in options)]
    lines = [line for line in (" ".join(line.split()) for line in lines) if line]
    footer = " ".join(plain(footer).split())
    _refuse_strange("".join([*lines, footer]))
    whole = "\n".join([*lines, footer] if footer else lines)
    if len(whole) <= LONGEST_BODY:
        return (whole,)
    more, back = paging.get(language, (NEXT_KEY, BACK_KEY))
    foot = len(footer) + 1 if footer else 0
    room = LONGEST_BODY - foot - len(f"\n{more} {back}")
    if room < LEAST_ROOM:
        raise Invalid("USSD screen: its keys leave no room for words")
    pages = _fill(lines, room)
    return tuple(
        "\n".join(part for part in (page, footer, _turning(at, len(pages), more, back)) if part)
        for at, page in enumerate(pages)
    )


def _turning(at: int, count: int, more: str, back: str) -> str:
    return " ".join(
        word for word, shown in ((more, at < count - 1), (back, at > 0)) if shown and count > 1
    )


def _fill(lines: Sequence[str], room: int) -> list[str]:
    """Put lines on pages; an option stays in one piece wherever a page can hold it."""
    pages = [""]
    for line in lines:
        for piece in _pieces(line, room):
            joined = f"{pages[-1]}\n{piece}".strip("\n")
            if len(joined) <= room:
                pages[-1] = joined
            else:
                pages.append(piece)
    return pages


def _pieces(line: str, room: int) -> list[str]:
    """Break one line between words; only a word longer than a page is broken inside."""
    pieces = [""]
    for word in line.split(" "):
        for start in range(0, len(word), room):
            part = word[start : start + room]
            joined = f"{pieces[-1]} {part}".strip()
            if len(joined) <= room:
                pieces[-1] = joined
            else:
                pieces.append(part)
    return pieces


def problems(body: str) -> tuple[str, ...]:
    """Return what keeps a body from being shown everywhere, in words; empty when it is fine.

    >>> problems("Una deni?"), problems("ng’ombe")
    ((), ('not GSM-7 basic: U+2019',))
    """
    found = []
    if not body.strip() or body[0] == " ":
        found.append("blank or starts with a space")
    if len(body) > LONGEST_BODY:
        found.append(f"{len(body)} characters, {LONGEST_BODY} fit")
    return (*found, *strange_in(body))


def strange_in(text: str) -> tuple[str, ...]:
    """Return which characters of a text not every phone can show, in words.

    >>> strange_in("Sawa"), strange_in("5 \u20ac")
    ((), ('not GSM-7 basic: U+20AC',))
    """
    strange = sorted(char for char in set(text) if not _is_basic(char))
    if not strange:
        return ()
    return ("not GSM-7 basic: " + " ".join(f"U+{ord(char):04X}" for char in strange),)


def _refuse_strange(text: str) -> None:
    found = strange_in(text)
    if found:
        raise Invalid(f"USSD screen: {found[0]}")


def _is_basic(char: str) -> bool:
    """Return whether a character is one septet; the extension table is two, and badly shown."""
    found = measure(char)
    return found.encoding is Encoding.GSM7 and found.units == 1


def con(body: str) -> str:
    """Return an answer after which the session goes on.

    >>> con("1 Sawa")
    'CON 1 Sawa'
    """
    return f"CON {_fit(body)}"


def end(body: str) -> str:
    """Return an answer that ends the session.

    >>> end("Asante.")
    'END Asante.'
    """
    return f"END {_fit(body)}"


def _fit(body: str) -> str:
    found = problems(body)
    if found:
        raise Invalid(f"USSD screen: {'; '.join(found)}")
    return body
