from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlalchemy import func, select

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.errors import Conflict
from monitor.triage.models import Case, CaseEvent
from monitor.usecases.claim_case import claim_case
from monitor.usecases.escalate_pages import escalate_pages
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from tests.factories.triage import make_duty, make_person, make_team, raise_for

AT_ONCE = 4
Result = TypeVar("Result")


def test_events_that_arrive_at_once_open_one_case(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        person = make_person(session, "Amani", at=now)

    def arrive(_: int) -> bool:
        with database.transaction() as session:
            return raise_for(session, person, "distress", at=now, severity=4).joined

    assert sorted(_at_once(arrive)) == [False, True, True, True]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 1
        assert session.scalar(select(func.count()).select_from(CaseEvent)) == AT_ONCE


def test_of_those_who_claim_at_once_exactly_one_holds_the_case(
    programme: Programme, clock: FixedClock
):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        case_id = raise_for(session, person, "problem", at=now).case_id

    def claim(number: int) -> bool:
        staff_id = (team.first, team.second)[number % 2]
        try:
            with programme.database.transaction() as session:
                claim_case(session, programme, case_id=case_id, staff_id=staff_id)
        except Conflict:
            return False
        return True

    assert sorted(_at_once(claim)) == [False, False, True, True], "both tries of one of the two"


def test_two_workers_never_climb_one_rung_twice(programme: Programme, clock: FixedClock):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        make_duty(session, team, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "distress", at=now, severity=4)
        page_for(session, programme, raised, now=now)
    clock.set(raised.arrived_at.replace(minute=raised.arrived_at.minute + 10))

    def work(_: int) -> int:
        with programme.database.transaction() as session:
            return escalate_pages(session, programme)

    assert sorted(_at_once(work)) == [0, 0, 0, 1]


def _at_once(act: Callable[[int], Result]) -> list[Result]:
    ready = Barrier(AT_ONCE)

    def start(number: int) -> Result:
        ready.wait(timeout=30)
        return act(number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(start, range(AT_ONCE)))
