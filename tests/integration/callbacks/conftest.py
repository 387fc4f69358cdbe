"""An installation reached through Africa's Talking, under the keys and addresses of the cases.

The lexicon and the surveys are read once for all tests; database, settings, gateways and
application are each test's own. Whatever is sent goes to a server on this machine.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import structlog

from monitor.app import build_programme, start_programme
from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.logs import configure_logs
from monitor.core.settings import Kind, Settings, UnapprovedTexts
from monitor.privacy.keys import Keyring, make_keyring
from monitor.sms.gateways import build_gateways
from monitor.usecases.programme import Bell, Programme
from tests.conftest import CONFIG, MONDAY_MORNING
from tests.integration.callbacks.installation import Installation
from tests.unit.sms.gateways.provider_stub import ProviderStub, running

SOMEBODY = re.compile(r"(?:254|0)[17]\d{8}|K-[A-Z]{2}\b")
KEYS = {
    "sms": ("K-IN",),
    "receipt": ("K-DL",),
    "opt-out": ("K-OP",),
    "subscription": ("K-SU",),
    "ussd": ("K-US",),
    "ussd-end": ("K-UE",),
}


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    return replace(make_keyring(), callbacks=KEYS)


@pytest.fixture
def environment() -> str:
    return "sandbox"


@pytest.fixture
def keyword() -> str:
    return ""


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[ProviderStub]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as stub:
        yield stub


@pytest.fixture
def settings(
    database_url: str, tmp_path: Path, provider: ProviderStub, environment: str, keyword: str
) -> Settings:
    return settings_for(environment, database_url, tmp_path, provider.url, keyword=keyword)


@pytest.fixture(scope="session")
def read_once(keyring: Keyring, tmp_path_factory: pytest.TempPathFactory) -> Programme:
    folder = tmp_path_factory.mktemp("once")
    return build_programme(
        settings_for("sandbox", "sqlite://", folder, "http://127.0.0.1:9/version1"),
        keyring=keyring,
        clock=FixedClock(MONDAY_MORNING),
    )


@pytest.fixture
def programme(
    settings: Settings, keyring: Keyring, clock: FixedClock, read_once: Programme
) -> Iterator[Programme]:
    built = replace(
        read_once, settings=settings, database=Database(settings.database_url, info={
            "keyring": keyring
        }), clock=clock, wall=clock, gateways=build_gateways(settings), bell=Bell(),
    )  # fmt: skip
    start_programme(built)
    yield built
    built.database.close()


@pytest.fixture(autouse=True)
def _nothing_leaks(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Log as a running installation does; no line may hold a number of anybody or a key."""
    root = logging.getLogger()
    level = root.level
    configure_logs("INFO")
    handler = root.handlers[0]
    yield
    root.removeHandler(handler)
    root.setLevel(level)
    structlog.reset_defaults()
    assert not SOMEBODY.search("".join(capsys.readouterr()))


@pytest.fixture
def installation(programme: Programme, provider: ProviderStub) -> Installation:
    return Installation(programme, provider)


def settings_for(
    environment: str, database_url: str, folder: Path, base_url: str, *, keyword: str = ""
) -> Settings:
    """Return the settings of a live installation, or of a demo that plays the sandbox."""
    live = environment == "production"
    return Settings(
        kind=Kind.LIVE if live else Kind.DEMO,
        unapproved_texts=UnapprovedTexts.REFUSE if live else UnapprovedTexts.DEMO,
        at_username="baada" if live else "sandbox",
        environment=environment, at_api_key="k", at_base_url=base_url, gateway="africastalking",
        database_url=database_url, config_dir=CONFIG, var_dir=folder, keyword=keyword,
        key_file=folder / "keys.json", scheduler=False, secure_cookies=False, sender="HABARI",
        short_code="22384", ussd_code="*384*2025#",
    )  # fmt: skip
