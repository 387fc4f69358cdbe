"""Sessions that a door commits, instants that stay aware, and SQLite set up for writers."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from monitor.core.clock import FixedClock
from monitor.core.db import Database, open_engine
from monitor.core.facts import Fact, record


class Failed(Exception):
    """Thrown by the tests."""


def write_fact(database: Database, at: datetime) -> None:
    with database.transaction() as session:
        record(session, "test", happened_at=at, recorded_at=at)


def count(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Fact)).all())


def test_a_transaction_is_kept_whole_or_not_at_all(database: Database, clock: FixedClock) -> None:
    write_fact(database, clock.now())
    with pytest.raises(Failed), database.transaction() as session:
        record(session, "test", happened_at=clock.now(), recorded_at=clock.now())
        session.flush()
        raise Failed
    assert count(database) == 1


def test_an_instant_comes_back_aware_and_equal_from_any_zone(
    database: Database, clock: FixedClock
) -> None:
    write_fact(database, clock.now().astimezone(timezone(timedelta(hours=3))))
    with database.reading() as session:
        stored = session.scalars(select(Fact)).one()
    assert stored.happened_at == clock.now()
    assert stored.happened_at.utcoffset() == timedelta(0)


def test_a_naive_instant_is_refused(database: Database, clock: FixedClock) -> None:
    with pytest.raises(StatementError, match="naive"):
        write_fact(database, clock.now().replace(tzinfo=None))
    assert count(database) == 0


def test_a_reader_does_not_hold_up_a_writer(database: Database, clock: FixedClock) -> None:
    with database.reading() as session:
        session.scalars(select(Fact)).all()
        write_fact(database, clock.now())
    assert count(database) == 1


def test_sqlite_is_set_up_to_lose_nothing(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    engine.dispose()
    assert pragmas == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1,
    }  # fmt: skip
