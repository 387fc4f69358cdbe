"""Facts: appended, corrected by newer ones, and known as on any date."""

from datetime import timedelta

from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.clock import FixedClock
from monitor.core.db import Database

DAY = timedelta(days=1)


def kinds(session: Session, **more: object) -> list[str]:
    return [fact.kind for fact in facts.list_facts(session, person_id="p", **more)]


def test_facts_come_in_the_order_in_which_they_happened(
    database: Database, clock: FixedClock
) -> None:
    now = clock.now()
    with database.transaction() as session:
        for kind, happened_at in (("later", now), ("earlier", now - DAY)):
            facts.record(session, kind, happened_at=happened_at, recorded_at=now, person_id="p")
        facts.record(session, "hers", happened_at=now, recorded_at=now, person_id="q")
        assert kinds(session) == ["earlier", "later"]


def test_what_was_known_on_a_date_can_be_asked_later(database: Database, clock: FixedClock) -> None:
    now = clock.now()
    with database.transaction() as session:
        facts.record(session, "first", happened_at=now, recorded_at=now, person_id="p")
        facts.record(session, "late", happened_at=now, recorded_at=now + 5 * DAY, person_id="p")
        assert kinds(session, known_on=now + 4 * DAY) == ["first"]
        assert kinds(session, known_on=now + 5 * DAY) == ["first", "late"]


def test_a_correction_replaces_the_fact_it_names_from_when_it_was_made(
    database: Database, clock: FixedClock
) -> None:
    now = clock.now()
    with database.transaction() as session:
        facts.record(session, "wrong", happened_at=now, recorded_at=now, person_id="p")
        session.flush()
        wrong = facts.list_facts(session, person_id="p")[0]
        facts.record(
            session, "right", happened_at=now, recorded_at=now + DAY, person_id="p",
            corrects=wrong.seq,
        )  # fmt: skip
        assert kinds(session) == ["right"]
        assert kinds(session, known_on=now) == ["wrong"]
