"""What every test may ask for: a database of either kind, a programme, the application."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from monitor.all_models import metadata
from monitor.app import build_programme, create_app, start_programme
from monitor.core import migrate
from monitor.core.clock import FixedClock
from monitor.core.db import Database, open_engine
from monitor.core.settings import Kind, Settings, UnapprovedTexts
from monitor.privacy.keys import Keyring, make_keyring
from monitor.usecases.programme import Programme
from tests.postgres import running_cluster

CONFIG = Path(__file__).resolve().parents[1] / "config"
MONDAY_MORNING = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    return make_keyring()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate.upgrade(engine)
    connection = engine.raw_connection()
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def migrated_postgresql() -> Iterator[str]:
    with ExitStack() as stack:
        url = stack.enter_context(running_cluster())
        engine = open_engine(url)
        migrate.upgrade(engine)
        engine.dispose()
        yield url


@pytest.fixture(params=["sqlite", POSTGRESQL])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        template = request.getfixturevalue("migrated_sqlite")
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'baada.db')}"
        return
    url = request.getfixturevalue("migrated_postgresql")
    yield url
    engine = open_engine(url)
    with engine.begin() as connection:
        names = ", ".join(table.name for table in metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    engine.dispose()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        kind=Kind.DEMO, database_url=database_url, config_dir=CONFIG, var_dir=tmp_path,
        key_file=tmp_path / "keys.json", gateway="recording", scheduler=False,
        unapproved_texts=UnapprovedTexts.DEMO, secure_cookies=False, sender="HABARI",
        short_code="22384", ussd_code="*384*2025#", at_username="sandbox", at_api_key="k",
        environment="sandbox",
    )  # fmt: skip


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MONDAY_MORNING)


@pytest.fixture
def programme(settings: Settings, keyring: Keyring, clock: FixedClock) -> Iterator[Programme]:
    built = build_programme(settings, keyring=keyring, clock=clock, wall=clock)
    start_programme(built)
    yield built
    built.database.close()


@pytest.fixture
def database(programme: Programme) -> Database:
    return programme.database


@pytest.fixture
def app(programme: Programme) -> Flask:
    return create_app(programme.settings, programme=programme)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
