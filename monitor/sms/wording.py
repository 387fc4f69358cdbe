"""What keeps a wording from being sent: too long for its parts, or words that give her away.

A text of two parts costs double and arrives torn on some phones, so a wording takes one part unless
its language file says otherwise. What the provider appends to the first message is budgeted for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from monitor.core import documents
from monitor.core.errors import Invalid
from monitor.sms.text import forbidden_words, measure, plain

LONGEST_VALUES: Mapping[str, str] = MappingProxyType({"code": "*384*123456#", "severity": "TODAY"})
"""What places are filled with when a wording is measured; see `tests/architecture`."""


@dataclass(frozen=True)
class WordingRules:
    """What holds for every text that can stand on a phone of an installation."""

    forbidden: Sequence[str]
    """The words of every language at once, since a text may mix them (S18)."""
    appended: str = ""
    """What the provider adds to the first message somebody gets."""


def wording_faults(
    wording: str, rules: WordingRules, *, parts: int = 1, may_be_first: bool = True
) -> tuple[str, ...]:
    """Return everything that is wrong with a wording, in words; empty where it may go out.

    >>> rules = WordingRules(("shelter",), appended=" STOP to 22384")
    >>> wording_faults("Habari, nasubiri jibu lako.", rules)
    ()
    >>> wording_faults("The shelter called. " + "a" * 130, rules)
    ('2 parts of gsm7, 1 allowed (with what the provider appends)', "holds 'shelter'")
    """
    text = plain(filled(wording))
    appended = rules.appended if may_be_first else ""
    found = measure(text + appended)
    faults = []
    if found.parts > parts:
        behind = " (with what the provider appends)" if appended else ""
        faults.append(f"{found.parts} parts of {found.encoding}, {parts} allowed{behind}")
    faults += [f"holds {word!r}" for word in forbidden_words(text, rules.forbidden)]
    return tuple(faults)


def filled(wording: str) -> str:
    """Return a wording with the longest values in its places.

    >>> filled("Piga {code}.")
    'Piga *384*123456#.'
    """
    try:
        return wording.format(**LONGEST_VALUES)
    except (KeyError, IndexError, ValueError):
        return wording


def load_forbidden(path: Path) -> tuple[str, ...]:
    """Read the words that no text on a phone may hold, of every language at once."""
    lists = documents.parse(path.read_text(encoding="utf-8"))
    if not isinstance(lists, dict) or not all(isinstance(words, list) for words in lists.values()):
        raise Invalid(f"{path.name}: one list of words for each language is needed")
    return tuple(str(word) for words in lists.values() for word in words)
