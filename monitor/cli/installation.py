"""Opens the database of an installation that may have no keys or no tables yet."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app

from monitor.core.db import Database
from monitor.core.settings import Settings
from monitor.privacy.keys import read_keyring


def settings_in_use() -> Settings:
    """Return the settings this application was made with."""
    settings = current_app.config["SETTINGS"]
    if not isinstance(settings, Settings):
        raise TypeError("the application was made without settings")
    return settings


@contextmanager
def opened_database(settings: Settings) -> Iterator[Database]:
    """Yield the database, with the keys where there are some, and close it after."""
    settings.var_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    info = {}
    if settings.key_file.exists():
        info["keyring"] = read_keyring(settings.key_file)
    database = Database(settings.database_url, info=info)
    try:
        yield database
    finally:
        database.close()
