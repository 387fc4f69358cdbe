"""Runs the numbered migrations in `migrations/`, and marks a database with its kind.

The migrations are plain Alembic revisions; they are run from here, so that no second place knows
how to open the database.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, inspect, text
from sqlalchemy.engine import Connection

from monitor.core.db import UtcDateTime
from monitor.core.errors import Conflict

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
HEAD, BASE = "head", "base"


def upgrade(engine: Engine, *, to: str = HEAD) -> None:
    """Bring the database up to a revision."""
    script = _scripts()
    _run(engine, script, lambda revision, _: script._upgrade_revs(to, revision))


def downgrade(engine: Engine, *, to: str = BASE) -> None:
    """Take the database down to a revision."""
    script = _scripts()
    _run(engine, script, lambda revision, _: script._downgrade_revs(to, revision))


def is_current(engine: Engine) -> bool:
    """Tell whether every migration has run."""
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_heads()
    return set(present) == _heads()


def differences(engine: Engine, metadata: MetaData) -> list[Any]:
    """Return what models have that the database lacks, or the other way round."""
    with engine.connect() as connection:
        return list(compare_metadata(_comparing(connection), metadata))


def render_difference(engine: Engine, metadata: MetaData) -> str:
    """Return the Python of a migration that would bring the database up to the models."""
    with engine.connect() as connection:
        script = produce_migrations(_comparing(connection), metadata)
        if script.upgrade_ops is None:
            return ""
        return render_python_code(script.upgrade_ops, render_item=_render_item)


def mark_kind(engine: Engine, kind: str) -> None:
    """Mark a fresh database as live, demo or practice; refuse one marked as another kind."""
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE IF NOT EXISTS installation (kind VARCHAR(8) NOT NULL)")
        )
        present = connection.execute(text("SELECT kind FROM installation")).scalar()
        if present is None:
            connection.execute(text("INSERT INTO installation VALUES (:kind)"), {"kind": kind})
            return
    _refuse(str(present), kind)


def refuse_other_kind(engine: Engine, kind: str) -> None:
    """Refuse a database that is marked as another kind; one without a mark is still to be made."""
    present = kind_of(engine)
    if present is not None:
        _refuse(present, kind)


def kind_of(engine: Engine) -> str | None:
    """Return the mark of a database, or None where it has none."""
    if not inspect(engine).has_table("installation"):
        return None
    with engine.connect() as connection:
        kind = connection.execute(text("SELECT kind FROM installation")).scalar()
    return None if kind is None else str(kind)


@cache
def _heads() -> frozenset[str]:
    """Return the newest revisions on disk; reading every file costs more than most commands."""
    return frozenset(_scripts().get_heads())


def _refuse(present: str, kind: str) -> None:
    if present != kind:
        raise Conflict(f"this database belongs to a {present} installation, not to {kind}")


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("version_locations", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    return ScriptDirectory.from_config(config)


def _run(engine: Engine, script: ScriptDirectory, steps: Callable[..., Any]) -> None:
    environment = EnvironmentContext(Config(), script, fn=steps)
    with engine.connect() as connection, environment:
        environment.configure(
            connection=connection, render_as_batch=True, transaction_per_migration=True
        )
        with environment.begin_transaction():
            environment.run_migrations()
        connection.commit()


def _comparing(connection: Connection) -> MigrationContext:
    options = {"compare_type": True, "include_object": _ours, "render_item": _render_item}
    return MigrationContext.configure(connection, opts=options)


def _ours(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    return not (kind == "table" and name in {"installation", "alembic_version"})


def _render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    if kind == "type" and isinstance(item, UtcDateTime):
        return "UtcDateTime()"
    return False
