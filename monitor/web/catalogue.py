"""Compiles the translations where that was not done yet, so that no page is half translated."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(directory: Path) -> int:
    """Compile every catalogue that is older than its texts; return how many were.

    Each one appears whole: another process that starts meanwhile never reads half of it.
    """
    return sum(_compile(path) for path in sorted(directory.glob("*/LC_MESSAGES/*.po")))


def _compile(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
        return False
    with path.open("rb") as texts:
        catalogue = read_po(texts)
    fresh = compiled.with_suffix(f".{os.getpid()}")
    with fresh.open("wb") as out:
        write_mo(out, catalogue)
    fresh.replace(compiled)
    return True
