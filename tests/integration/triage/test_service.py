from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.facts import Fact
from monitor.triage import casework, service
from monitor.triage.models import Case, CaseAction, CaseEvent
from monitor.triage.moves import NextStep
from monitor.triage.work import Plan
from tests.factories.triage import contact, make_person, make_team, raise_for, worker

HOUR = timedelta(hours=1)


def test_a_first_event_opens_a_case_with_both_clocks(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "problem", at=now, severity=2, now=now + HOUR)
    with database.reading() as session:
        case = session.get_one(Case, raised.case_id)
        event = session.get_one(CaseEvent, raised.event_id)
        assert (case.state, case.severity, case.shelter_id) == ("open", 2, team.shelter_id)
        assert (case.arrived_at, case.opened_at) == (now, now + HOUR)
        assert case.act_by == event.act_by == now + timedelta(hours=48)
        assert event.read_by == datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
        fact = session.scalars(select(Fact).where(Fact.kind == "case_opened")).one()
        assert (fact.happened_at, fact.recorded_at) == (now, now + HOUR)
        assert fact.data == {"reason": "problem", "severity": 2}


@pytest.mark.parametrize(
    ("first", "second", "joined", "severity"),
    [
        pytest.param(("problem", 2), ("problem", 3), True, 3, id="graver-raises"),
        pytest.param(("problem", 3), ("problem", 1), True, 3, id="milder-never-lowers"),
        pytest.param(("callback", 2), ("bare_help", 3), True, 3, id="same-reason-other-rule"),
        pytest.param(("stop", 1), ("stop_high_risk", 3), True, 3, id="doubtful-stop-joins-stop"),
        pytest.param(("distress", 3), ("distress", 4), True, 4, id="distress-again"),
        pytest.param(("problem", 2), ("callback", 2), False, 2, id="another-reason-apart"),
        pytest.param(("problem", 2), ("distress", 4), False, 4, id="danger-apart"),
    ],
)
def test_a_later_event_joins_the_open_case_of_its_reason(
    database: Database, clock: FixedClock, first: tuple, second: tuple, joined: bool, severity: int
):
    now = clock.now()
    with database.transaction() as session:
        person = make_person(session, "Amani", at=now)
        one = raise_for(session, person, first[0], at=now, severity=first[1])
        two = raise_for(session, person, second[0], at=now + HOUR, severity=second[1])
        assert two.joined is joined
        assert (one.case_id == two.case_id) is joined
        assert session.get_one(Case, two.case_id).severity == severity


def test_two_people_never_share_a_case(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        one = raise_for(session, make_person(session, "Amani", at=now), "problem", at=now)
        two = raise_for(session, make_person(session, "Bahati", at=now), "problem", at=now)
    assert one.case_id != two.case_id


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        pytest.param("a" * 64, "a" * 64, True, id="same-number-joins"),
        pytest.param("a" * 64, "b" * 64, False, id="other-number-apart"),
        pytest.param(None, None, True, id="withheld-numbers-join"),
        pytest.param("a" * 64, None, False, id="withheld-apart-from-known"),
    ],
)
def test_without_a_person_the_number_decides(
    database: Database, clock: FixedClock, first: str | None, second: str | None, joined: bool
):
    now = clock.now()
    with database.transaction() as session:
        one = raise_for(session, None, "distress", at=now, severity=4, from_lookup=first)
        two = raise_for(session, None, "distress", at=now, severity=4, from_lookup=second)
    assert (one.case_id == two.case_id) is joined
    assert one.page and two.page


def test_a_closed_case_is_not_joined(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        person = make_person(session, "Amani", at=now)
        one = raise_for(session, person, "verify", at=now)
        session.get_one(Case, one.case_id).state = "closed"
        two = raise_for(session, person, "verify", at=now)
    assert not two.joined


def test_a_waiting_case_is_open_again_and_its_holder_sees_it_unread(
    database: Database, clock: FixedClock
):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now)
        raised = raise_for(session, person, "problem", at=now, severity=2)
        casework.claim(session, raised.case_id, worker(team.first, now), until=now + HOUR)
        casework.mark_read(session, raised.case_id, at=now)
        plan = Plan(step=NextStep.CALL, at=now + timedelta(days=1))
        casework.wait(session, raised.case_id, worker(team.first, now), plan)
        later = now + timedelta(hours=3)
        again = raise_for(session, person, "problem", at=later, severity=3)
        case = session.get_one(Case, raised.case_id)
        event = session.get_one(CaseEvent, again.event_id)
        assert (case.state, case.holder_id) == ("open", team.first)
        assert event.read_at is None
        assert event.read_by is not None
        assert case.act_by == event.act_by


def test_the_case_is_due_when_its_earliest_open_event_is(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        person = make_person(session, "Amani", at=now)
        first = raise_for(session, person, "problem", at=now, severity=2)
        raise_for(session, person, "problem", at=now + HOUR, severity=1)
        assert session.get_one(Case, first.case_id).act_by == now + timedelta(hours=48)


def test_a_later_event_counts_from_its_own_arrival_once_the_first_was_acted_on(
    database: Database, clock: FixedClock
):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now)
        raised = raise_for(session, person, "problem", at=now, severity=2)
        casework.log_contact(session, raised.case_id, worker(team.first, now), contact(now))
        case = session.get_one(Case, raised.case_id)
        assert (case.acted_at, case.act_by) == (now, None)
        raise_for(session, person, "problem", at=now + HOUR, severity=2)
        assert (case.acted_at, case.act_by) == (now, now + timedelta(hours=49))


@pytest.mark.parametrize(
    ("minutes", "pages"),
    [
        pytest.param(None, True, id="holder-did-nothing"),
        pytest.param(9, False, id="holder-acted-just-now"),
        pytest.param(11, True, id="holder-acted-too-long-ago"),
    ],
)
def test_a_second_distress_pages_again_unless_its_holder_is_at_it(
    database: Database, clock: FixedClock, minutes: int | None, pages: bool
):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now)
        raised = raise_for(session, person, "distress", at=now, severity=4)
        casework.claim(session, raised.case_id, worker(team.first, now), until=now + HOUR)
        later = now + timedelta(minutes=30)
        if minutes is not None:
            at = later - timedelta(minutes=minutes)
            casework.add_note(session, raised.case_id, worker(team.first, at), "on the phone")
        again = raise_for(session, person, "distress", at=later, severity=4)
    assert again.page is pages
    assert again.holder_id == team.first


def test_what_another_did_does_not_spare_the_holder_a_page(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now)
        raised = raise_for(session, person, "distress", at=now, severity=4)
        casework.claim(session, raised.case_id, worker(team.first, now), until=now + HOUR)
        casework.add_note(session, raised.case_id, worker(team.second, now), "seen")
        assert raise_for(session, person, "distress", at=now, severity=4).page


def test_every_event_leaves_an_action_of_the_system(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        person = make_person(session, "Amani", at=now)
        raised = raise_for(session, person, "problem", at=now)
        raise_for(session, person, "problem", at=now)
        kinds = session.scalars(
            select(CaseAction.kind)
            .where(CaseAction.case_id == raised.case_id, CaseAction.staff_id.is_(None))
            .order_by(CaseAction.id)
        ).all()
    assert kinds == ["opened", "joined"]


@pytest.mark.parametrize(
    ("rule", "days", "recent"),
    [
        pytest.param("distress", 6, True, id="six-days-ago"),
        pytest.param("duress", 1, True, id="duress-counts"),
        pytest.param("distress", 8, False, id="eight-days-ago"),
        pytest.param("problem", 1, False, id="a-problem-is-not-distress"),
    ],
)
def test_recent_distress_makes_a_stop_doubtful(
    database: Database, clock: FixedClock, rule: str, days: int, recent: bool
):
    now = clock.now()
    with database.transaction() as session:
        person = make_person(session, "Amani", at=now)
        raise_for(session, person, rule, at=now - timedelta(days=days))
        assert service.was_in_distress(session, person, now=now) is recent


def test_a_standing_task_is_known_by_its_severity(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        person = make_person(session, "Amani", at=now)
        assert service.open_severity(session, person, "verify") == 0
        raise_for(session, person, "verify", at=now)
        assert service.open_severity(session, person, "verify") == 1
        raise_for(session, person, "verify", at=now, severity=2)
        assert service.open_severity(session, person, "verify") == 2
