"""Every sealed column has a retention class, and nothing personal lies beside them unsealed."""

import pytest
from sqlalchemy import Text

from monitor.all_models import metadata
from monitor.privacy.retention import RETENTION

COLUMNS = [(table.name, column) for table in metadata.sorted_tables for column in table.columns]
SEALED = {(table, column.name) for table, column in COLUMNS if column.name.endswith("_sealed")}
OPEN_TEXTS = {
    ("plans", "windows"): "days and hours only",
    ("staff", "password_hash"): "an argon2 hash",
    ("data_keys", "wrapped"): "sealed by the key-encryption key",
}
"""Long texts that are no content, each with the reason."""


def test_every_sealed_column_has_a_retention_class_and_no_other() -> None:
    assert set(RETENTION) == SEALED


def test_every_long_text_is_sealed_or_known_to_be_none_of_hers() -> None:
    long_texts = {
        (table, column.name) for table, column in COLUMNS if isinstance(column.type, Text)
    }
    assert long_texts - SEALED == set(OPEN_TEXTS)


@pytest.mark.parametrize("word", ["phone", "number", "text", "body", "note", "word", "name"])
def test_a_column_named_like_content_is_sealed_hashed_or_a_count(word: str) -> None:
    harmless = {
        ("shelters", "name"), ("staff", "username"), ("text_approvals", "wording_hash"),
        ("people", "wording"), ("outbound_messages", "wording_hash"),
    }  # fmt: skip
    endings = ("_sealed", "_lookup", "_hash", "_id")
    named = {
        (table, column.name)
        for table, column in COLUMNS
        if word in column.name.split("_") and not column.name.endswith(endings)
    }
    assert named <= harmless
