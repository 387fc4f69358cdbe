"""The trail: chained, and any change to a line named by its place."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from monitor.audit import trail
from monitor.audit.models import AuditEvent
from monitor.audit.trail import AuditEventKind, ChainState
from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.privacy.keys import make_keyring


def write_lines(database: Database, clock: FixedClock, count: int = 5) -> None:
    for number in range(count):
        with database.transaction() as session:
            trail.record(
                session, AuditEventKind.CASE_SEEN, at=clock.now(), actor_id="staff",
                object_type="case", object_id=f"case-{number}", details={"fields": ["plan"]},
            )  # fmt: skip
        clock.advance(timedelta(days=1))


def seal_all(database: Database) -> int:
    with database.transaction() as session:
        return trail.seal_chain(session)


def state_of(database: Database) -> ChainState:
    with database.reading() as session:
        return trail.verify(session)


def test_an_empty_trail_is_whole(database: Database) -> None:
    assert seal_all(database) == 0
    assert state_of(database) == ChainState(links=0, waiting=0)


def test_lines_are_chained_in_the_order_of_writing(database: Database, clock: FixedClock) -> None:
    write_lines(database, clock)
    assert state_of(database) == ChainState(links=0, waiting=5)
    assert seal_all(database) == 5
    with database.reading() as session:
        rows = session.scalars(select(AuditEvent).order_by(AuditEvent.position)).all()
    assert [row.object_id for row in rows] == [f"case-{number}" for number in range(5)]
    assert len({row.link for row in rows}) == 5


def test_a_chain_grows_without_changing(database: Database, clock: FixedClock) -> None:
    write_lines(database, clock)
    seal_all(database)
    write_lines(database, clock, count=2)
    assert state_of(database) == ChainState(links=5, waiting=2)
    assert seal_all(database) == 2
    assert seal_all(database) == 0
    assert state_of(database) == ChainState(links=7, waiting=0)


def edit_actor(session: Session) -> None:
    session.execute(update(AuditEvent).where(AuditEvent.position == 3).values(actor_id="other"))


def edit_details(session: Session) -> None:
    session.execute(update(AuditEvent).where(AuditEvent.position == 3).values(details={}))


def edit_instant(session: Session) -> None:
    row = session.scalars(select(AuditEvent).where(AuditEvent.position == 3)).one()
    row.at += timedelta(seconds=1)


def take_out(session: Session) -> None:
    session.execute(delete(AuditEvent).where(AuditEvent.position == 3))


def take_out_and_close_up(session: Session) -> None:
    take_out(session)
    for position in (4, 5):
        session.execute(
            update(AuditEvent).where(AuditEvent.position == position).values(position=position - 1)
        )


def swap(session: Session) -> None:
    session.execute(text("UPDATE audit_events SET position = 9 WHERE position = 3"))
    session.execute(text("UPDATE audit_events SET position = 3 WHERE position = 4"))
    session.execute(text("UPDATE audit_events SET position = 4 WHERE position = 9"))


def forge(session: Session) -> None:
    row = session.scalars(select(AuditEvent).where(AuditEvent.position == 3)).one()
    row.event = "logged_in"
    before = session.scalars(select(AuditEvent.link).where(AuditEvent.position == 2)).one()
    line = trail.canonical(row, position=3)
    row.link = trail.link_after(before or "", line, key=make_keyring().audit)


@pytest.mark.parametrize(
    "tamper",
    [
        pytest.param(edit_actor, id="another actor"),
        pytest.param(edit_details, id="other details"),
        pytest.param(edit_instant, id="another instant"),
        pytest.param(take_out, id="a line taken out"),
        pytest.param(take_out_and_close_up, id="taken out and renumbered"),
        pytest.param(swap, id="two lines swapped"),
        pytest.param(forge, id="forged under another key"),
    ],
)
def test_the_first_broken_link_is_named(
    database: Database, clock: FixedClock, tamper: Callable[[Session], None]
) -> None:
    write_lines(database, clock)
    seal_all(database)
    with database.transaction() as session:
        tamper(session)
    assert state_of(database).broken_at == 3


def test_a_check_since_a_date_starts_there(database: Database, clock: FixedClock) -> None:
    start = clock.now()
    write_lines(database, clock)
    seal_all(database)
    with database.transaction() as session:
        session.execute(update(AuditEvent).where(AuditEvent.position == 2).values(actor_id="other"))
    with database.reading() as session:
        later = trail.verify(session, since=start + timedelta(days=3))
        earlier = trail.verify(session, since=start)
        after_all = trail.verify(session, since=start + timedelta(days=99))
    assert (later.links, later.broken_at) == (2, None)
    assert earlier.broken_at == 2
    assert (after_all.links, after_all.broken_at) == (0, None)


def test_a_deed_that_fails_leaves_no_line(database: Database, clock: FixedClock) -> None:
    class Failed(Exception):
        pass

    with pytest.raises(Failed), database.transaction() as session:
        trail.record(session, AuditEventKind.CASE_SEEN, at=clock.now(), actor_id=None)
        raise Failed
    assert state_of(database) == ChainState(links=0, waiting=0)


def test_a_chain_longer_than_a_page_is_checked_to_its_end(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        for _ in range(trail.BATCH + 3):
            trail.record(session, AuditEventKind.QUEUE_SEEN, at=clock.now(), actor_id=None)
    assert [seal_all(database), seal_all(database)] == [trail.BATCH, 3]
    assert state_of(database).links == trail.BATCH + 3
    with database.transaction() as session:
        session.execute(
            update(AuditEvent)
            .where(AuditEvent.position == trail.BATCH + 2)
            .values(actor_id="other")
        )
    assert state_of(database).broken_at == trail.BATCH + 2


def test_two_who_chain_at_once_leave_one_whole_chain(database: Database, clock: FixedClock) -> None:
    write_lines(database, clock)
    both_ready = Barrier(2)

    def chain(_: int) -> int:
        both_ready.wait(timeout=10)
        return seal_all(database)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(chain, range(2))) == [0, 5]
    assert state_of(database) == ChainState(links=5, waiting=0)
