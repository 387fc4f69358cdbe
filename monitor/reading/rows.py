"""Read the YAML rows of the lexicon and check their form; their sense is checked later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from monitor.core import documents
from monitor.core.errors import Invalid
from monitor.reading.deeds import Deed
from monitor.reading.english_verbs import CLASSES, EnglishVerb
from monitor.reading.evidence import Charge
from monitor.reading.foreign import Foreign
from monitor.reading.phrases import Phrase, parse
from monitor.reading.reading import FLAGS, TOPICS, Label
from monitor.reading.senses import Sense
from monitor.reading.verbs import Root


@dataclass(slots=True)
class Rows:
    """Every row of every file, checked one by one."""

    senses: list[Sense] = field(default_factory=list)
    words: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    spellings: list[tuple[str, str]] = field(default_factory=list)
    roots: list[Root] = field(default_factory=list)
    idioms: list[Phrase] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    together: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    languages: list[tuple[str, Foreign]] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    loans: list[tuple[str, str]] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    english: list[EnglishVerb] = field(default_factory=list)
    small_words: list[tuple[str, str]] = field(default_factory=list)


def read_directory(directory: Path) -> Rows:
    """Read all files in the order of their names."""
    found = Rows()
    paths = sorted(directory.glob("*.yaml"))
    if not paths:
        raise Invalid(f"no lexicon files in {directory.name}")
    for path in paths:
        _read_file(path, found)
    return found


def _read_file(path: Path, into: Rows) -> None:
    try:
        content = documents.parse(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise Invalid(f"{path.name} is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise Invalid(f"{path.name} must hold sections: {', '.join(_SECTIONS)}")
    for section, section_rows in content.items():
        if section not in _SECTIONS or not isinstance(section_rows, list):
            raise Invalid(f"{path.name} has a section {section!r} that is unknown or no list")
        for number, row in enumerate(section_rows, start=1):
            try:
                _SECTIONS[section](row, into)
            except Invalid as error:
                raise Invalid(f"{path.name}, {section}, row {number}: {error}") from error


def _texts(row: object, least: int, most: int) -> list[str]:
    if not isinstance(row, list) or not least <= len(row) <= most:
        raise Invalid(f"a list of {least} to {most} texts is wanted, not {row!r}")
    if not all(isinstance(part, str) for part in row):
        raise Invalid(f"every part must be text; quote yes, no, on and numbers: {row!r}")
    if not row[1].strip():
        raise Invalid(f"{row[0]!r} has no meaning")
    return row


def _read_word(row: object, into: Rows) -> None:
    parts = _texts(row, 2, 3)
    senses = tuple(parts[2].split()) if len(parts) == 3 else ()
    into.words.extend((word, senses) for word in parts[0].split())


def _read_spelling(row: object, into: Rows) -> None:
    seen, meant = _texts(row, 2, 2)
    into.spellings.extend((word, meant) for word in seen.split())


def _read_language(row: object, into: Rows) -> None:
    parts = _texts(row, 3, 4)
    grave = len(parts) == 4
    if grave and parts[3] != "grave":
        raise Invalid(f"only 'grave' can stand in the fourth place: {row!r}")
    into.languages.extend((word, Foreign(parts[1], grave)) for word in parts[0].split())


def _read_english(row: object, into: Rows) -> None:
    parts = [*_texts(row, 3, 4), ""]
    irregular = parts[3].split()
    if len(irregular) not in {0, 2}:
        raise Invalid(f"past and participle are two words: {row!r}")
    past, participle = irregular or ("", "")
    into.english.append(EnglishVerb(parts[0], parts[1], tuple(parts[2].split()), past, participle))


def _read_small_words(row: object, into: Rows) -> None:
    words, _meaning, name = _texts(row, 3, 3)
    if name not in CLASSES:
        raise Invalid(f"unknown class {name!r}; one of: {', '.join(sorted(CLASSES))}")
    into.small_words.extend((word, name) for word in words.split())


def _phrase(row: object) -> Phrase:
    text, means, senses = _texts(row, 3, 3)
    return Phrase(text=text, means=means, senses=tuple(senses.split()), elements=parse(text))


def _read_phrase(row: object, into: Rows) -> None:
    into.phrases.append(_phrase(row))


def _read_idiom(row: object, into: Rows) -> None:
    into.idioms.append(_phrase(row))


def _read_deed(row: object, into: Rows) -> None:
    into.deeds.append(Deed(*_texts(row, 5, 5)))


def _read_loan(row: object, into: Rows) -> None:
    seen, _meaning, meant = _texts(row, 3, 3)
    into.loans.append((seen, meant))


def _read_charge(row: object, into: Rows) -> None:
    keys, means, kind, weight = _texts(row, 4, 4)
    if weight not in {"1", "2"}:
        raise Invalid(f"a charge weighs 1 or 2, not {weight!r}")
    into.charges.append(Charge(frozenset(keys.split()), means, kind, int(weight)))


def _read_together(row: object, into: Rows) -> None:
    needed, _meaning, sense = _texts(row, 3, 3)
    into.together.append((tuple(needed.split()), sense))


def _mapping(row: object, allowed: frozenset[str]) -> Mapping[str, object]:
    if not isinstance(row, dict) or not row.keys() <= allowed:
        raise Invalid(f"only these keys are allowed: {', '.join(sorted(allowed))}; row {row!r}")
    return row


def _text_of(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Invalid(f"{key!r} is missing in {dict(row)!r}")
    return value


def _names_of(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise Invalid(f"{key!r} must be text in {dict(row)!r}")
    return tuple(value.split())


_SENSE_KEYS = frozenset(
    ["sense", "means", "label", "severity", "topics", "flags", "negated", "weak"]
)
_ROOT_KEYS = frozenset(["root", "means", "senses", "applied", "reciprocal", "short", "loan"])


def _read_sense(row: object, into: Rows) -> None:
    read = _mapping(row, _SENSE_KEYS)
    severity = read.get("severity", 0)
    topics, flags = frozenset(_names_of(read, "topics")), frozenset(_names_of(read, "flags"))
    if not isinstance(severity, int) or not 0 <= severity <= 4:
        raise Invalid("severity goes from 0 to 4")
    if not topics <= TOPICS or not flags <= FLAGS:
        raise Invalid(f"unknown topic or flag: {sorted((topics - TOPICS) | (flags - FLAGS))}")
    into.senses.append(
        Sense(
            name=_text_of(read, "sense"),
            means=_text_of(read, "means"),
            label=_label(read.get("label")),
            severity=severity,
            topics=topics,
            flags=flags,
            negated=_text_of(read, "negated") if "negated" in read else None,
            weak=read.get("weak", False) is True,
        )
    )


def _label(value: object) -> Label | None:
    if value is None:
        return None
    try:
        return Label(str(value))
    except ValueError as error:
        raise Invalid(f"unknown label {value!r}") from error


def _read_root(row: object, into: Rows) -> None:
    read = _mapping(row, _ROOT_KEYS)
    into.roots.append(
        Root(
            root=_text_of(read, "root").replace("'", ""),
            means=_text_of(read, "means"),
            senses=_names_of(read, "senses"),
            applied=_names_of(read, "applied") if "applied" in read else None,
            reciprocal=_names_of(read, "reciprocal") if "reciprocal" in read else None,
            short=read.get("short", False) is True,
            loan=read.get("loan", False) is True,
        )
    )


_SECTIONS: Mapping[str, Callable[[object, Rows], None]] = {
    "senses": _read_sense,
    "words": _read_word,
    "spellings": _read_spelling,
    "roots": _read_root,
    "idioms": _read_idiom,
    "phrases": _read_phrase,
    "together": _read_together,
    "languages": _read_language,
    "deeds": _read_deed,
    "loans": _read_loan,
    "charges": _read_charge,
    "english": _read_english,
    "english_grammar": _read_small_words,
}
