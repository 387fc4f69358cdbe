from datetime import timedelta

import pytest
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.clock import FixedClock
from monitor.core.errors import Conflict, Invalid
from monitor.core.facts import Fact
from monitor.triage import casework
from monitor.triage.models import Case
from monitor.triage.moves import NextStep, Outcome
from monitor.triage.work import Plan
from monitor.usecases.close_case import close_case
from monitor.usecases.programme import Programme
from monitor.usecases.reopen_case import reopen_case
from tests.factories.triage import make_exit, make_person, make_team, raise_for

NO_STEP = Plan(step=NextStep.NONE)


@pytest.mark.parametrize(
    ("severity", "who", "state"),
    [
        pytest.param(3, "first", "closed", id="caseworker-same-day"),
        pytest.param(4, "first", "waiting", id="caseworker-now-needs-approval"),
        pytest.param(4, "supervisor", "closed", id="supervisor-now"),
    ],
)
def test_severity_four_closes_only_with_a_supervisor(
    programme: Programme, clock: FixedClock, severity: int, who: str, state: str
):
    with programme.database.transaction() as session:
        team, case_id = _read_case(session, clock, severity=severity)
        closed = _close(session, programme, case_id, getattr(team, who))
        case = session.get_one(Case, case_id)
        assert closed.needs_approval is (state == "waiting")
        assert (case.state, case.outcome) == (state, "helped")


def test_a_supervisor_approves_by_closing(programme: Programme, clock: FixedClock):
    with programme.database.transaction() as session:
        team, case_id = _read_case(session, clock, severity=4)
        _close(session, programme, case_id, team.first)
        case = session.get_one(Case, case_id)
        assert (case.next_step, case.closed_at) == ("approve_close", None)
        _close(session, programme, case_id, team.supervisor)
        assert case.state == "closed"
        events = session.scalars(
            select(AuditEvent.event).where(AuditEvent.object_id == case_id).order_by(AuditEvent.id)
        ).all()
    assert events == ["case_waiting", "case_closed"]


def test_approval_is_refused_over_words_that_came_in_between(
    programme: Programme, clock: FixedClock
):
    with programme.database.transaction() as session:
        team, case_id = _read_case(session, clock, severity=4)
        _close(session, programme, case_id, team.first)
        person = session.get_one(Case, case_id).person_id
        raise_for(session, person, "distress", at=clock.now(), severity=4)
        with pytest.raises(Conflict):
            _close(session, programme, case_id, team.supervisor)
        assert session.get_one(Case, case_id).state == "open"


def test_confirmed_exploitation_becomes_a_fact_once_it_is_approved(
    programme: Programme, clock: FixedClock
):
    with programme.database.transaction() as session:
        team, case_id = _read_case(session, clock, severity=4)
        exit_id = _exit_of(session, case_id, team, clock)
        _close(session, programme, case_id, team.first, outcome=Outcome.RE_EXPLOITED)
        assert _confirmed(session) == []
        _close(session, programme, case_id, team.supervisor, outcome=Outcome.RE_EXPLOITED)
        (fact,) = _confirmed(session)
        assert (fact.exit_id, fact.subject_id) == (exit_id, case_id)
        assert fact.recorded_by == team.supervisor


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(Plan(step=NextStep.CALL), id="without-a-date"),
        pytest.param(lambda now: Plan(step=NextStep.CALL, at=now - timedelta(1)), id="in-the-past"),
    ],
)
def test_a_next_step_needs_a_date_to_come(programme: Programme, clock: FixedClock, plan):
    with programme.database.transaction() as session:
        team, case_id = _read_case(session, clock, severity=2)
        given = plan(clock.now()) if callable(plan) else plan
        with pytest.raises(Invalid):
            _close(session, programme, case_id, team.first, plan=given)
        assert session.get_one(Case, case_id).state == "open"


def test_the_outcome_is_a_fact_and_reopening_another(programme: Programme, clock: FixedClock):
    with programme.database.transaction() as session:
        team, case_id = _read_case(session, clock, severity=2)
        _close(session, programme, case_id, team.first)
        reopen_case(session, programme, case_id=case_id, staff_id=team.first)
        kinds = session.execute(
            select(Fact.kind, Fact.data).where(Fact.subject_id == case_id).order_by(Fact.seq)
        ).all()
    assert [tuple(row) for row in kinds[-2:]] == [
        ("case_closed", {"reason": "distress", "outcome": "helped"}),
        ("case_opened", {"reason": "distress", "severity": 3, "reopened": True}),
    ]


def _read_case(session, clock: FixedClock, *, severity: int):
    now = clock.now()
    team = make_team(session, now)
    person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
    raised = raise_for(session, person, "distress", at=now, severity=severity)
    casework.mark_read(session, raised.case_id, at=now)
    return team, raised.case_id


def _close(session, programme, case_id, staff_id, *, outcome=Outcome.HELPED, plan=NO_STEP):
    return close_case(
        session, programme, case_id=case_id, staff_id=staff_id, outcome=outcome, plan=plan
    )


def _exit_of(session, case_id: str, team, clock: FixedClock) -> str:
    person = session.get_one(Case, case_id).person_id
    return make_exit(session, person, team.shelter_id, clock.now() - timedelta(days=40))


def _confirmed(session) -> list[Fact]:
    return list(session.scalars(select(Fact).where(Fact.kind == "re_exploitation_confirmed")))
