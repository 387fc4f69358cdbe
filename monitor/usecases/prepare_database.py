"""Make a database ready: its tables, its mark, and the programme's own key."""

from datetime import datetime

from sqlalchemy import func, select

from monitor.audit.trail import AuditEventKind, record
from monitor.core import migrate
from monitor.core.db import Database
from monitor.core.errors import Conflict
from monitor.core.settings import Kind
from monitor.privacy import vault
from monitor.privacy.models import DataKey


def prepare_database(database: Database, kind: Kind, *, with_keys: bool, at: datetime) -> None:
    """Run what is missing; a database marked as another kind is refused before it is touched."""
    marked = migrate.kind_of(database.engine)
    if marked is not None and marked != kind:
        raise Conflict(f"this database belongs to a {marked} installation, not to {kind}")
    migrate.upgrade(database.engine)
    migrate.mark_kind(database.engine, kind.value)
    with database.transaction() as session:
        record(session, AuditEventKind.DATABASE_UPGRADED, at=at, actor_id=None)
    if with_keys:
        make_programme_key(database, at=at)


def make_programme_key(database: Database, *, at: datetime) -> None:
    """Make the key that seals what belongs to no person, where there is none yet."""
    with database.transaction() as session:
        present = session.scalar(select(DataKey).where(DataKey.owner_id == vault.PROGRAMME))
        if present is None:
            vault.make_key(session, vault.PROGRAMME, at=at)
            record(session, AuditEventKind.KEYS_MADE, at=at, actor_id=None)


def holds_keys(database: Database) -> bool:
    """Say whether something in the database is sealed under keys already."""
    if not migrate.is_current(database.engine):
        return False
    with database.reading() as session:
        return bool(session.scalar(select(func.count()).select_from(DataKey)))
