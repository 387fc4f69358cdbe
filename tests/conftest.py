"""What every test may ask for: a database of either kind, a programme, the application."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient

from monitor.app import build_programme, create_app, start_programme
from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.settings import Kind, Settings, UnapprovedTexts
from monitor.privacy.keys import Keyring, make_keyring
from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.surveys.definition import Survey
from monitor.surveys.loader import load_surveys
from monitor.usecases.programme import Programme
from tests import databases

hypothesis.settings.register_profile("baada", deadline=None, derandomize=True)
hypothesis.settings.load_profile("baada")
CONFIG = Path(__file__).resolve().parents[1] / "config"
MONDAY_MORNING = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    return make_keyring()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.migrate_sqlite(tmp_path_factory.mktemp("sqlite") / "template.db")


@pytest.fixture(scope="session")
def migrated_postgresql() -> Iterator[str]:
    with databases.migrated_postgresql() as url:
        yield url


@pytest.fixture(params=["sqlite", POSTGRESQL])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield databases.copy_sqlite(request.getfixturevalue("migrated_sqlite"), tmp_path)
        return
    url = request.getfixturevalue("migrated_postgresql")
    yield url
    databases.empty(url)


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


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon(CONFIG / "languages" / "lexicon")


@pytest.fixture(scope="session")
def surveys() -> Mapping[str, Survey]:
    return load_surveys(CONFIG / "surveys")


@pytest.fixture
def programme(
    settings: Settings, keyring: Keyring, clock: FixedClock,
    lexicon: Lexicon, surveys: Mapping[str, Survey],
) -> Iterator[Programme]:  # fmt: skip
    built = build_programme(
        settings, keyring=keyring, clock=clock, wall=clock, lexicon=lexicon, surveys=surveys
    )
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
