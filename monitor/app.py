"""Joins the parts: settings, keys, database, gateways, doors."""

from collections.abc import Mapping

from flask import Flask
from sqlalchemy import select

from monitor.callbacks.routes import callbacks
from monitor.cli.commands import register_commands
from monitor.core.clock import Clock, DemoClock, SystemClock
from monitor.core.db import Database
from monitor.core.errors import Invalid
from monitor.core.facts import last_recorded_at
from monitor.core.language import load_languages
from monitor.core.logs import configure_events, configure_logs
from monitor.core.migrate import refuse_other_kind
from monitor.core.settings import Settings, UnapprovedTexts
from monitor.demo import clock_door
from monitor.privacy import vault
from monitor.privacy.keys import Keyring, read_keyring
from monitor.privacy.models import DataKey
from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.sms.gateway import Gateway
from monitor.sms.gateways import build_gateways
from monitor.surveys.definition import Survey
from monitor.surveys.loader import load_surveys
from monitor.usecases.programme import Programme
from monitor.web.install import install as install_web


def create_app(settings: Settings, *, programme: Programme | None = None) -> Flask:
    """Return the application of one installation.

    Without a key file or a database only the commands that make them can run.
    """
    configure_events()
    app = Flask("monitor", static_folder=None, template_folder=None)
    app.config["SETTINGS"] = settings
    register_commands(app)
    if programme is None:
        programme = _programme_of(settings)
    if programme is not None:
        app.extensions["programme"] = programme
        _open_doors(app, programme)
    return app


def _programme_of(settings: Settings) -> Programme | None:
    """Return the programme of an installation that has keys; log as the settings say."""
    configure_logs(settings.log_level)
    if not settings.key_file.exists():
        return None
    programme = build_programme(settings, keyring=read_keyring(settings.key_file))
    refuse_other_kind(programme.database.engine, settings.kind)
    return programme


def build_programme(
    settings: Settings,
    *,
    keyring: Keyring,
    clock: Clock | None = None,
    wall: Clock | None = None,
    lexicon: Lexicon | None = None,
    surveys: Mapping[str, Survey] | None = None,
) -> Programme:
    """Return everything the stories need, checked to belong together.

    Lexicon and surveys are read from the settings' folder unless they were read before.
    """
    gateways = build_gateways(settings)
    _refuse_unapproved_on_a_real_gateway(settings, gateways)
    wall = wall or SystemClock()
    database = Database(settings.database_url, info={"keyring": keyring})
    return Programme(
        settings=settings,
        keyring=keyring,
        database=database,
        clock=clock or _clock_of(settings, database, wall),
        wall=wall,
        languages=load_languages(settings.config_dir / "languages"),
        lexicon=lexicon or load_lexicon(settings.config_dir / "languages" / "lexicon"),
        surveys=surveys or load_surveys(settings.config_dir / "surveys"),
        gateways=gateways,
    )


def start_programme(programme: Programme) -> None:
    """Make what a fresh database needs before its first transaction: the programme's own key."""
    with programme.database.transaction() as session:
        present = session.scalar(select(DataKey).where(DataKey.owner_id == vault.PROGRAMME))
        if present is None:
            vault.make_key(session, vault.PROGRAMME, at=programme.wall.now())


def _open_doors(app: Flask, programme: Programme) -> None:
    app.register_blueprint(callbacks)
    install_web(app, programme)
    if isinstance(programme.clock, DemoClock) and programme.settings.demo:
        clock_door.install(app)


def _clock_of(settings: Settings, database: Database, wall: Clock) -> Clock:
    """Return the programme's clock: a demo's goes on from the last thing that was recorded."""
    if not settings.demo:
        return wall
    start = settings.demo_start or wall.now()
    return DemoClock(wall, start=max(start, last_recorded_at(database) or start), rate=0.0)


def _refuse_unapproved_on_a_real_gateway(
    settings: Settings, gateways: Mapping[str, Gateway]
) -> None:
    gateway = gateways.get(settings.gateway)
    if gateway is None:
        raise Invalid(f"there is no gateway '{settings.gateway}'; see docs/gateways.md")
    if gateway.is_test:
        return
    if settings.unapproved_texts is not UnapprovedTexts.REFUSE:
        raise Invalid("unapproved texts may only be sent through a test gateway")
    if settings.demo:
        raise Invalid(f"a {settings.kind} installation may not use a real gateway")
