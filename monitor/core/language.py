"""The wordings people and staff receive outside the web, in every language we speak.

One file per language, `config/languages/<code>.yaml`. Every wording ships unapproved; an approval
is bound to the hash of the exact wording, so a changed one loses it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from monitor.core import documents
from monitor.core.errors import Invalid


@dataclass(frozen=True)
class Language:
    """One language: its code, its own name, its wordings."""

    code: str
    name: str
    texts: Mapping[str, str] = field(repr=False)
    parts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Wordings that may take more than one SMS part, with how many."""


@dataclass(frozen=True)
class Languages:
    """All languages of an installation."""

    by_code: Mapping[str, Language]

    def text(self, template: str, language: str, **values: str) -> str:
        """Return a wording with its places filled; never that of another language (L4)."""
        wording = self.wording(template, language)
        if wording is None:
            raise Invalid(f"there is no wording '{template}' in '{language}'")
        return wording.format(**values)

    def wording(self, template: str, language: str) -> str | None:
        """Return the wording as written, or None where it is not translated."""
        known = self.by_code.get(language)
        return None if known is None else known.texts.get(template)


def wording_hash(wording: str) -> str:
    """Return the hash an approval is bound to.

    >>> wording_hash("Asante.") == wording_hash("Asante")
    False
    """
    return sha256(wording.encode()).hexdigest()


def load_languages(directory: Path) -> Languages:
    """Read every language file; one that is not whole is refused with its name."""
    languages = {path.stem: _load(path) for path in sorted(directory.glob("*.yaml"))}
    if not languages:
        raise Invalid(f"no language file in {directory.name}")
    return Languages(MappingProxyType(languages))


def _load(path: Path) -> Language:
    document = documents.parse(path.read_text(encoding="utf-8"))
    if not isinstance(document, dict) or not isinstance(document.get("texts"), dict):
        raise Invalid(f"languages/{path.name}: 'name' and 'texts' are needed")
    texts = document["texts"]
    for template, wording in texts.items():
        if not isinstance(template, str) or not isinstance(wording, str) or not wording.strip():
            raise Invalid(f"languages/{path.name}: '{template}' must be a text")
    parts = document.get("parts", {})
    if not isinstance(parts, dict) or not all(_is_count(parts[name]) for name in parts):
        raise Invalid(f"languages/{path.name}: 'parts' names wordings and numbers from 1")
    name = str(document.get("name", path.stem))
    return Language(path.stem, name, MappingProxyType(texts), MappingProxyType(parts))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1
