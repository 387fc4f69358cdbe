"""Fresh databases for tests: a copy of a migrated SQLite file, or an emptied PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from monitor.all_models import metadata
from monitor.core import migrate
from monitor.core.db import open_engine
from tests.postgres import running_cluster


def migrate_sqlite(path: Path) -> Path:
    """Make a migrated file that others are copied from; all of it in the one file."""
    engine = open_engine(f"sqlite:///{path}")
    migrate.upgrade(engine)
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
        engine.dispose()
    return path


@contextmanager
def migrated_postgresql() -> Iterator[str]:
    """Yield the URL of a migrated cluster."""
    with running_cluster() as url:
        engine = open_engine(url)
        migrate.upgrade(engine)
        engine.dispose()
        yield url


def copy_sqlite(template: Path, folder: Path) -> str:
    """Return the URL of a fresh copy."""
    return f"sqlite:///{shutil.copy(template, folder / 'baada.db')}"


def empty(url: str) -> None:
    """Empty every table."""
    engine = open_engine(url)
    names = ", ".join(table.name for table in metadata.sorted_tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    engine.dispose()
