"""The README's table of settings says what the code reads, no more and no less."""

import re
from dataclasses import fields
from pathlib import Path

from monitor.core.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
NAMED_OTHERWISE = {"idle_lock": "IDLE_LOCK_MINUTES", "claim_lasts": "CLAIM_MINUTES"}


def test_the_table_names_every_variable_that_is_read() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', _text("config/settings.py")))
    assert read == _documented()


def test_every_field_of_the_settings_can_be_set() -> None:
    wanted = {NAMED_OTHERWISE.get(field.name, field.name.upper()) for field in fields(Settings)}
    assert wanted == _documented()


def _documented() -> set[str]:
    table = _text("README.md").split("## Configuration")[1].split("\n## ")[0]
    return set(re.findall(r"`BAADA_([A-Z_]+)`", table))


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
