from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.staff.permissions import Reach, Scope
from monitor.triage import casework
from monitor.triage.moves import NextStep
from monitor.triage.queue import Queue, Tab, find_row, list_of_person, list_queue
from monitor.triage.work import Plan
from tests.factories.triage import (
    Team,
    contact,
    make_duty,
    make_person,
    make_team,
    raise_for,
    worker,
)

HOUR = timedelta(hours=1)


def queue_of(session, team: Team, now, *, tab=Tab.TEAM, scope=Scope.TEAM, who=None, **page):
    reach = Reach(scope, who or team.first, team.shelter_id)
    return list_queue(session, reach, tab=tab, now=now, wall_now=now, **page)


def names(queue: Queue) -> list[str | None]:
    return [row.code_name for row in queue.rows]


def test_the_worst_comes_first_and_then_the_least_time_left(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        for code, rule, severity, hours in (
            ("Amani", "problem", 2, 5),
            ("Bahati", "problem", 2, 1),
            ("Chui", "distress", 4, 5),
            ("Duma", "verify", 1, 0),
            ("Embe", "problem", 3, 1),
        ):
            person = make_person(session, code, at=now, shelter_id=team.shelter_id)
            raise_for(session, person, rule, at=now + hours * HOUR, severity=severity)
        found = queue_of(session, team, now)
    assert names(found) == ["Chui", "Embe", "Bahati", "Amani", "Duma"]


def test_a_row_says_why_by_when_and_who_holds_it(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "problem", at=now, severity=2)
        raise_for(session, person, "problem", at=now + HOUR, severity=3)
        casework.claim(session, raised.case_id, worker(team.first, now), until=now + HOUR)
        (row,) = queue_of(session, team, now + timedelta(hours=12)).rows
    assert (row.reason, row.severity, row.state, row.unread) == ("problem", 3, "claimed", 2)
    assert [(part.rule, part.severity) for part in row.why] == [("problem", 3), ("problem", 2)]
    assert (row.holder, row.held) == ("first-a", False)
    assert row.left == timedelta(hours=-1), "same-day means 20:00 local, an hour ago"


def test_what_waits_for_a_later_day_is_watched_until_it_is_due(
    database: Database, clock: FixedClock
):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "problem", at=now, severity=2)
        log = contact(now, plan=Plan(step=NextStep.CALL, at=now + 24 * HOUR))
        casework.log_contact(session, raised.case_id, worker(team.first, now), log)
        assert names(queue_of(session, team, now, tab=Tab.WATCHING)) == ["Amani"]
        assert names(queue_of(session, team, now)) == []
        later = now + 25 * HOUR
        assert names(queue_of(session, team, later, tab=Tab.WATCHING)) == []
        (row,) = queue_of(session, team, later).rows
        assert (row.next_step, row.left) == ("call", -HOUR)


def test_what_nobody_acted_on_is_never_put_out_of_sight(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "distress", at=now, severity=4)
        later = Plan(step=NextStep.CALL, at=now + 24 * HOUR)
        casework.wait(session, raised.case_id, worker(team.first, now), later)
        (row,) = queue_of(session, team, now).rows
    assert (row.state, row.left) == ("waiting", timedelta(minutes=30))


def test_mine_is_what_i_hold_and_what_is_free_of_my_people(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        held = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        my_own = make_person(
            session, "Bahati", at=now, shelter_id=team.shelter_id, caseworker_id=team.first
        )
        taken = make_person(
            session, "Chui", at=now, shelter_id=team.shelter_id, caseworker_id=team.first
        )
        one = raise_for(session, held, "problem", at=now)
        raise_for(session, my_own, "problem", at=now)
        three = raise_for(session, taken, "problem", at=now)
        casework.claim(session, one.case_id, worker(team.first, now), until=now + HOUR)
        casework.claim(session, three.case_id, worker(team.second, now), until=now + HOUR)
        found = queue_of(session, team, now, tab=Tab.MINE)
    assert sorted(str(name) for name in names(found)) == ["Amani", "Bahati"]
    assert dict(found.counts) == {Tab.MINE: 2, Tab.TEAM: 3, Tab.WATCHING: 0}


@pytest.mark.parametrize(
    ("scope", "who", "seen"),
    [
        pytest.param(Scope.OWN, "first", ["Amani"], id="own"),
        pytest.param(Scope.TEAM, "first", ["Amani", "Bahati", None], id="team-and-unknown-numbers"),
        pytest.param(Scope.ALL, "head", ["Amani", "Bahati", "Chui", "Duma", None], id="all"),
        pytest.param(Scope.OWN, "second", [], id="own-of-another"),
    ],
)
def test_nobody_sees_beyond_her_reach(
    database: Database, clock: FixedClock, scope: Scope, who: str, seen: list
):
    now = clock.now()
    with database.transaction() as session:
        team = _two_teams(session, now)
        found = queue_of(session, team, now, scope=scope, who=getattr(team, who))
    assert sorted(names(found), key=str) == sorted(seen, key=str)


def test_on_duty_every_urgent_case_is_seen_and_no_other(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = _two_teams(session, now)
        make_duty(session, team, now)
        found = queue_of(session, team, now, scope=Scope.OWN, who=team.second)
        later = now + timedelta(hours=49)
        afterwards = queue_of(session, team, later, scope=Scope.OWN, who=team.second)
    assert names(found) == ["Chui"]
    assert names(afterwards) == []


def test_a_duress_word_looks_like_any_other_danger(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raise_for(session, person, "duress", at=now)
        (row,) = queue_of(session, team, now).rows
    assert row.reason == "distress"
    assert [(part.rule, dict(part.details)) for part in row.why] == [("distress", {})]
    assert "duress" not in repr(row)
    assert "Amani" not in repr(row)


def test_pages_of_the_list_follow_each_other(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        _many(session, team, now, 5)
        first = queue_of(session, team, now, limit=3)
        second = queue_of(session, team, now, limit=3, offset=3)
    assert len(first.rows) == 3
    assert len(set(names(first)) | set(names(second))) == 5
    assert first.counts[Tab.TEAM] == 5


def test_the_number_of_statements_does_not_grow_with_the_rows(
    database: Database, clock: FixedClock
):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        _many(session, team, now, 2)
    few = _statements(database, team, now)
    with database.transaction() as session:
        _many(session, team, now, 20)
    assert _statements(database, team, now) == few
    assert few <= 8


def test_her_page_lists_all_her_cases_and_find_row_respects_reach(
    database: Database, clock: FixedClock
):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        other = make_team(session, now, name="House B")
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        one = raise_for(session, person, "problem", at=now)
        raise_for(session, person, "verify", at=now)
        assert len(list_of_person(session, person, now=now, wall_now=now)) == 2
        mine = Reach(Scope.TEAM, team.first, team.shelter_id)
        theirs = Reach(Scope.TEAM, other.first, other.shelter_id)
        row = find_row(session, mine, one.case_id, now=now, wall_now=now)
        assert row is not None
        assert row.code_name == "Amani"
        assert find_row(session, theirs, one.case_id, now=now, wall_now=now) is None


def _two_teams(session, now) -> Team:
    team, other = make_team(session, now), make_team(session, now, name="House B")
    amani = make_person(
        session, "Amani", at=now, shelter_id=team.shelter_id, caseworker_id=team.first
    )
    bahati = make_person(session, "Bahati", at=now, shelter_id=team.shelter_id)
    chui = make_person(session, "Chui", at=now, shelter_id=other.shelter_id)
    duma = make_person(session, "Duma", at=now, shelter_id=other.shelter_id)
    for person, severity in ((amani, 2), (bahati, 2), (chui, 3), (duma, 2)):
        raise_for(session, person, "problem", at=now, severity=severity)
    raise_for(session, None, "problem", at=now, severity=2, from_lookup="a" * 64)
    return team


def _many(session, team: Team, now, count: int) -> None:
    for number in range(count):
        person = make_person(session, f"Code {count}-{number}", at=now, shelter_id=team.shelter_id)
        raise_for(session, person, "problem", at=now)
        raise_for(session, person, "problem", at=now)


def _statements(database: Database, team: Team, now) -> int:
    with database.reading() as session, _counting(database) as statements:
        queue_of(session, team, now)
    return len(statements)


@contextmanager
def _counting(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(connection, cursor, statement, parameters, context, executemany) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
