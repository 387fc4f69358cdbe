"""The public face of the code: what anybody sees who dials it, the same bytes for every caller.

Whoever finds the code in a call log must find a dull public service behind it. It asks for no PIN
and remembers nothing, so a wrong PIN cannot be told from any other wrong entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from monitor.core import documents
from monitor.core.errors import Invalid
from monitor.sms.ussd import problems
from monitor.sms.ussd_input import choice_of

FILE = "public_menu.yaml"
BACK_KEY = "9"
MOST_CHOICES = 6
"""7 and 8 are keys of her own menu, 9 goes back, 0 is nothing here."""


@dataclass(frozen=True)
class PublicMenu:
    """The words of the public face, in the one language of the installation."""

    title: str
    prompt: str
    back: str
    ending: str
    choices: tuple[tuple[str, str], ...]
    """Label and answer, numbered from 1."""


def first_screen(menu: PublicMenu) -> str:
    """Return what every caller sees first.

    >>> hours = (("A", "8-5"),)
    >>> first_screen(PublicMenu("Saa za ofisi", "Chagua namba.", "9 Mwanzo", "Asante.", hours))
    'Saa za ofisi\\n1 A'
    """
    lines = (f"{key} {label}" for key, (label, _) in enumerate(menu.choices, start=1))
    return "\n".join((menu.title, *lines))


def next_screen(menu: PublicMenu, typed: str) -> str:
    """Return the screen after an entry; whatever is no choice is answered in one and the same way.

    >>> menu = PublicMenu("Saa za ofisi", "Chagua namba.", "9 Mwanzo", "Asante.", (("A", "8-5"),))
    >>> next_screen(menu, "1"), next_screen(menu, "9")
    ('8-5\\n9 Mwanzo', 'Saa za ofisi\\n1 A')
    >>> next_screen(menu, "4821") == next_screen(menu, "hello") == next_screen(menu, "0")
    True
    """
    choice = choice_of(typed)
    if choice == BACK_KEY:
        return first_screen(menu)
    if choice is not None and choice in {str(key + 1) for key in range(len(menu.choices))}:
        return f"{menu.choices[int(choice) - 1][1]}\n{menu.back}"
    return f"{menu.prompt}\n{first_screen(menu)}"


@lru_cache(maxsize=4)
def load_public_menu(config_dir: Path) -> PublicMenu:
    """Read the public face of an installation; one that is not whole is refused."""
    document = documents.parse((config_dir / FILE).read_text(encoding="utf-8"))
    if not isinstance(document, dict):
        raise Invalid(f"{FILE}: title, prompt, back, ending and choices are needed")
    menu = PublicMenu(
        title=_text(document, "title"),
        prompt=_text(document, "prompt"),
        back=_text(document, "back"),
        ending=_text(document, "ending"),
        choices=_choices(document),
    )
    for body in _screens(menu):
        found = problems(body)
        if found:
            raise Invalid(f"{FILE}: a screen is {'; '.join(found)}")
    return menu


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Invalid(f"{FILE}: '{name}' must be a text")
    return value.strip()


def _choices(document: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    listed = document.get("choices")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_CHOICES:
        raise Invalid(f"{FILE}: 'choices' needs 1 to {MOST_CHOICES} entries")
    if not all(isinstance(choice, dict) for choice in listed):
        raise Invalid(f"{FILE}: a choice needs 'label' and 'answer'")
    return tuple((_text(choice, "label"), _text(choice, "answer")) for choice in listed)


def _screens(menu: PublicMenu) -> tuple[str, ...]:
    answers = (next_screen(menu, str(key + 1)) for key in range(len(menu.choices)))
    return (first_screen(menu), next_screen(menu, ""), menu.ending, *answers)
