"""Identifiers made by the application: UUIDv7, so that they sort by age."""

import uuid_utils


def new_id() -> str:
    """Return a fresh identifier of 36 characters."""
    return str(uuid_utils.uuid7())
