"""Two doors at once: whoever comes second is told, and nothing is half-written."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.errors import Conflict
from monitor.people import service as people
from monitor.people.models import Person
from tests.factories.people import an_enrolment
from tests.factories.staff import a_member, a_shelter


def test_two_who_enrol_the_same_code_name_at_once_leave_one_person(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        a_shelter(session)
        a_member(session, at=clock.now())
    both_ready = Barrier(2)

    def enrol_her() -> str:
        both_ready.wait(timeout=10)
        try:
            with database.transaction() as session:
                people.enrol(session, an_enrolment(), at=clock.now(), recorded_by=None)
        except Conflict as error:
            return str(error)
        return "enrolled"

    with ThreadPoolExecutor(2) as pool:
        came_of_it = sorted(pool.map(lambda _: enrol_her(), range(2)))
    assert came_of_it == ["code_name is taken already", "enrolled"]
    with database.reading() as session:
        assert len(session.scalars(select(Person)).all()) == 1
