"""Reads a posted form field by field, and keeps what was typed beside what is wrong with it."""

import re
from collections.abc import Collection
from datetime import date, datetime, time

from werkzeug.datastructures import MultiDict

from monitor.core.clock import NAIROBI
from monitor.web.speech import _

MOST_CHARACTERS = 500
NEVER_SHOWN = frozenset({"pin", "duress_pin"})
"""Her codes: never in a page, where a screen, a cache or a passer-by could keep them."""
_CLOCK = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})")
"""A time of day as phones let people type it: 18:30, 18.30 or 1830; always 24 hours."""


class Form:
    """One posted form: typed values, and an error for each field that cannot be used.

    >>> form = Form(MultiDict({"method": "voice", "note": "two\\nlines"}))
    >>> form.choice("method", ("voice", "visit")), form.text("note", lines=True)
    ('voice', 'two\\nlines')
    >>> form.is_good
    True
    """

    def __init__(self, values: MultiDict[str, str] | None = None) -> None:
        self.values: MultiDict[str, str] = MultiDict() if values is None else values
        self.errors: dict[str, str] = {}

    @property
    def is_good(self) -> bool:
        """Tell whether every field read so far can be used."""
        return not self.errors

    def value(self, name: str, default: str = "") -> str:
        """Return what was typed, to show it again; never one of her codes.

        >>> Form(MultiDict({"pin": "4821"})).value("pin")
        ''
        """
        return "" if name in NEVER_SHOWN else self.values.get(name, default)

    def must_be_typed_again(self, name: str) -> bool:
        """Tell whether something was typed that is not shown again, and would else get lost.

        >>> Form(MultiDict({"pin": "4821", "duress_pin": ""})).must_be_typed_again("duress_pin")
        False
        """
        return name in NEVER_SHOWN and bool(self.values.get(name))

    def has(self, name: str, value: str) -> bool:
        """Tell whether a box was ticked."""
        return value in self.values.getlist(name)

    def has_any(self, names: Collection[str]) -> bool:
        """Tell whether anything was typed in one of several fields."""
        return any(self.values.get(name) for name in names)

    def error(self, name: str) -> str | None:
        """Return what is wrong with a field, or None."""
        return self.errors.get(name)

    def refuse(self, name: str, rule: str) -> None:
        """Say what is wrong with a field; the first thing said stays."""
        self.errors.setdefault(name, rule)

    def text(
        self, name: str, *, most: int = MOST_CHARACTERS, needed: bool = False, lines: bool = False
    ) -> str:
        """Return a text without outer spaces; empty where it cannot be used."""
        text = self.values.get(name, "").replace("\r\n", "\n").strip()
        if needed and not text:
            self.refuse(name, _("This is needed."))
        if len(text) > most:
            self.refuse(name, _("At most %(num)d characters.", num=most))
            return ""
        if not all(char.isprintable() or (lines and char in "\n\t") for char in text):
            self.refuse(name, _("This holds characters that cannot be kept."))
            return ""
        return text

    def choice(self, name: str, allowed: Collection[str], *, needed: bool = True) -> str | None:
        """Return the one thing chosen; None where nothing was, or something not offered."""
        chosen = self.values.get(name, "")
        if chosen in allowed and len(self.values.getlist(name)) == 1:
            return chosen
        if chosen or needed:
            self.refuse(name, _("Choose one."))
        return None

    def choices(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Return everything ticked, in the order offered."""
        chosen = self.values.getlist(name)
        if not set(chosen) <= set(allowed):
            self.refuse(name, _("Choose from the list."))
        return tuple(code for code in allowed if code in chosen)

    def ticked(self, name: str) -> bool:
        """Tell whether a single box was ticked."""
        return self.values.get(name, "") == "yes"

    def day(self, name: str, *, needed: bool = False) -> date | None:
        """Return a date, or None."""
        text = self.text(name, most=10, needed=needed)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.refuse(name, _("Give a date such as 2026-03-02."))
            return None

    def time_of_day(self, name: str) -> time | None:
        """Return a time of day, or None."""
        text = self.text(name, most=5)
        if not text:
            return None
        found = _CLOCK.fullmatch(text)
        try:
            if found is None:
                raise ValueError
            return time(int(found[1]), int(found[2]))
        except ValueError:
            self.refuse(name, _("Give a time such as 18:30."))
            return None

    def instant(self, day_name: str, time_name: str, *, otherwise: time) -> datetime | None:
        """Return the Kenyan moment of a date field and a time field, or None without a date."""
        on, at = self.day(day_name), self.time_of_day(time_name)
        return None if on is None else datetime.combine(on, at or otherwise, NAIROBI)
