"""The migrations: up, down, and equal to the models, on both databases."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from monitor.all_models import metadata
from monitor.core import migrate
from monitor.core.db import open_engine

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def test_migrations_are_numbered_without_a_gap_and_named_for_their_change() -> None:
    names = sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
    assert names
    assert [name[:4] for name in names] == [f"{n:04d}" for n in range(1, len(names) + 1)]
    assert all(re.fullmatch(r"\d{4}(_[a-z0-9]+)+", name) for name in names)


def test_migrations_make_exactly_what_the_models_say(migrated: Engine) -> None:
    assert migrate.is_current(migrated)
    assert migrate.differences(migrated, metadata) == []
    assert migrate.render_difference(migrated, metadata).count("op.") == 0


def test_every_migration_can_be_taken_back(fresh: Engine) -> None:
    migrate.upgrade(fresh)
    migrate.downgrade(fresh)
    assert set(inspect(fresh).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(fresh)
    assert migrate.differences(fresh, metadata) == []


def test_each_step_down_and_up_again_leads_to_the_same_tables(fresh: Engine) -> None:
    migrate.upgrade(fresh)
    for number in range(len(list(MIGRATIONS.glob("[0-9]*.py"))) - 1, 0, -1):
        migrate.downgrade(fresh, to=f"{number:04d}")
        migrate.upgrade(fresh)
        assert migrate.differences(fresh, metadata) == []
        migrate.downgrade(fresh, to=f"{number:04d}")


def test_a_database_without_tables_is_not_current(fresh: Engine) -> None:
    assert not migrate.is_current(fresh)
    assert migrate.differences(fresh, metadata) != []


@pytest.fixture
def migrated(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def fresh(database_url: str, tmp_path: Path) -> Iterator[Engine]:
    if database_url.startswith("sqlite"):
        engine = open_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
        yield engine
        engine.dispose()
        return
    server = create_engine(database_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE fresh"))
    engine = open_engine(database_url.replace("/postgres?", "/fresh?"))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE fresh"))
    server.dispose()
