from datetime import timedelta

import pytest
from sqlalchemy import select

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.errors import Conflict, Forbidden, Invalid, NotFound
from monitor.core.facts import Fact
from monitor.privacy import vault
from monitor.privacy.seal import SealBroken
from monitor.triage import casework
from monitor.triage.models import Case, CaseAction, CaseEvent
from monitor.triage.moves import Condition, NextStep, Outcome, Reached
from monitor.triage.work import Plan
from tests.factories.triage import contact, make_person, make_team, raise_for, worker

HOUR = timedelta(hours=1)
NO_STEP = Plan(step=NextStep.NONE)


def opened(session, now, *, rule="problem", severity=2):
    team = make_team(session, now)
    person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
    return team, raise_for(session, person, rule, at=now, severity=severity)


def test_two_people_never_hold_one_case(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        casework.claim(session, raised.case_id, worker(team.first, now), until=now + HOUR)
        with pytest.raises(Conflict):
            casework.claim(session, raised.case_id, worker(team.second, now), until=now + HOUR)
        assert session.get_one(Case, raised.case_id).holder_id == team.first


def test_a_hold_runs_out_by_the_wall_clock_not_by_the_programmes(
    database: Database, clock: FixedClock
):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        casework.claim(session, raised.case_id, worker(team.first, now), until=now + HOUR)
        moved = worker(team.second, now + timedelta(days=1), wall=now)
        with pytest.raises(Conflict):
            casework.claim(session, raised.case_id, moved, until=now + HOUR)
        late = worker(team.second, now, wall=now + HOUR)
        casework.claim(session, raised.case_id, late, until=now + 2 * HOUR)
        assert session.get_one(Case, raised.case_id).holder_id == team.second


def test_a_supervisor_takes_a_case_over_and_it_is_kept_from_whom(
    database: Database, clock: FixedClock
):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        casework.claim(session, raised.case_id, worker(team.first, now), until=now + HOUR)
        boss = worker(team.supervisor, now, supervisor=True)
        casework.claim(session, raised.case_id, boss, until=now + HOUR)
        action = session.scalars(
            select(CaseAction).where(CaseAction.staff_id == team.supervisor)
        ).one()
        assert action.details == {"taken_from": team.first}


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda s, c, w: casework.release(s, c, w), id="release"),
        pytest.param(lambda s, c, w: casework.log_contact(s, c, w, contact(w.at)), id="contact"),
        pytest.param(
            lambda s, c, w: casework.wait(s, c, w, Plan(step=NextStep.CALL, at=w.at)), id="wait"
        ),
        pytest.param(
            lambda s, c, w: casework.close(s, c, w, outcome=Outcome.SAFE, plan=NO_STEP), id="close"
        ),
    ],
)
def test_nobody_acts_on_a_case_that_another_holds(database: Database, clock: FixedClock, act):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        casework.claim(session, raised.case_id, worker(team.first, now), until=now + HOUR)
        with pytest.raises(Conflict):
            act(session, raised.case_id, worker(team.second, now))


def test_a_released_case_is_free_at_once(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        casework.claim(session, raised.case_id, worker(team.first, now), until=now + HOUR)
        casework.release(session, raised.case_id, worker(team.first, now))
        casework.claim(session, raised.case_id, worker(team.second, now), until=now + HOUR)
        assert session.get_one(Case, raised.case_id).holder_id == team.second


def test_a_contact_stops_the_clock_of_what_had_arrived_only(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        later = raise_for(
            session, session.get_one(Case, raised.case_id).person_id, "problem", at=now + HOUR
        )
        called = contact(now + timedelta(minutes=30))
        casework.log_contact(session, raised.case_id, worker(team.first, now + 2 * HOUR), called)
        assert session.get_one(CaseEvent, raised.event_id).acted_at == called.happened_at
        assert session.get_one(CaseEvent, later.event_id).acted_at is None
        assert session.get_one(Case, raised.case_id).act_by is not None


def test_a_next_step_puts_the_case_aside_only_when_nothing_is_left_to_act_on(
    database: Database, clock: FixedClock
):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        person = session.get_one(Case, raised.case_id).person_id
        raise_for(session, person, "problem", at=now + HOUR)
        plan = Plan(step=NextStep.VISIT, at=now + timedelta(days=2))
        me = worker(team.first, now + 2 * HOUR)
        casework.log_contact(session, raised.case_id, me, contact(now, plan=plan))
        assert session.get_one(Case, raised.case_id).state == "open"
        casework.log_contact(session, raised.case_id, me, contact(me.at, plan=plan))
        case = session.get_one(Case, raised.case_id)
        assert (case.state, case.next_step, case.next_step_at) == ("waiting", "visit", plan.at)


def test_the_first_action_is_a_fact_with_how_long_she_waited(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now, rule="distress", severity=4)
        at = now + timedelta(minutes=12)
        casework.log_contact(session, raised.case_id, worker(team.first, at), contact(at))
        casework.log_contact(session, raised.case_id, worker(team.first, at), contact(at))
        fact = session.scalars(select(Fact).where(Fact.kind == "case_acted")).one()
        assert fact.data == {"reason": "distress", "severity": 4, "seconds": 720}
        assert fact.recorded_by == team.first


@pytest.mark.parametrize(
    ("severity", "after"),
    [pytest.param(1, 3, id="raised"), pytest.param(4, 4, id="never-lowered")],
)
def test_not_safe_makes_a_case_at_least_same_day(
    database: Database, clock: FixedClock, severity: int, after: int
):
    now = clock.now()
    plan = Plan(step=NextStep.SAFETY_PLAN, at=now + HOUR)
    with database.transaction() as session:
        team, raised = opened(session, now, severity=severity)
        log = contact(now, condition=Condition.NOT_SAFE, plan=plan)
        casework.log_contact(session, raised.case_id, worker(team.first, now), log)
        assert session.get_one(Case, raised.case_id).severity == after


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"condition": Condition.NOT_SAFE}, id="not-safe-without-a-next-step"),
        pytest.param({"reached": Reached.OTHER}, id="somebody-else-identified-as-her"),
        pytest.param({"plan": Plan(step=NextStep.CALL)}, id="next-step-without-a-date"),
    ],
)
def test_a_contact_that_makes_no_sense_is_refused(
    database: Database, clock: FixedClock, changes: dict
):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        with pytest.raises(Invalid):
            casework.log_contact(
                session, raised.case_id, worker(team.first, now), contact(now, **changes)
            )


@pytest.mark.parametrize(
    "log",
    [
        pytest.param(lambda now: contact(now + HOUR), id="contact-in-the-future"),
        pytest.param(
            lambda now: contact(now, plan=Plan(step=NextStep.CALL, at=now - HOUR)),
            id="next-step-in-the-past",
        ),
    ],
)
def test_times_that_cannot_be_are_refused(database: Database, clock: FixedClock, log):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        with pytest.raises(Invalid):
            casework.log_contact(session, raised.case_id, worker(team.first, now), log(now))


def test_only_closing_may_ask_for_approval(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        with pytest.raises(Forbidden):
            plan = Plan(step=NextStep.APPROVE_CLOSE, at=now)
            casework.wait(session, raised.case_id, worker(team.first, now), plan)


def test_a_note_is_sealed_under_her_key_and_bound_to_its_row(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        casework.add_note(session, raised.case_id, worker(team.first, now), "moved to her aunt")
        action = session.scalars(select(CaseAction).where(CaseAction.kind == "note")).one()
        assert action.note_sealed is not None
        assert "aunt" not in action.note_sealed
        assert _opened(session, action, action.id) == "moved to her aunt"
        with pytest.raises(SealBroken):
            _opened(session, action, raised.case_id)


@pytest.mark.parametrize(
    "note", [pytest.param("  \n", id="empty"), pytest.param("x" * 4001, id="too-long")]
)
def test_an_empty_or_endless_note_is_refused(database: Database, clock: FixedClock, note: str):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        with pytest.raises(Invalid):
            casework.add_note(session, raised.case_id, worker(team.first, now), note)


def test_a_case_with_words_nobody_read_cannot_close(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        me = worker(team.first, now)
        with pytest.raises(Conflict):
            casework.close(session, raised.case_id, me, outcome=Outcome.HELPED, plan=NO_STEP)
        assert casework.mark_read(session, raised.case_id, at=now) == 1
        assert casework.mark_read(session, raised.case_id, at=now) == 0
        closed = casework.close(session, raised.case_id, me, outcome=Outcome.HELPED, plan=NO_STEP)
        case = session.get_one(Case, raised.case_id)
        assert not closed.needs_approval
        assert (case.state, case.outcome, case.closed_at) == ("closed", "helped", now)


def test_a_reopened_case_asks_for_a_call_and_may_not_double_a_newer_one(
    database: Database, clock: FixedClock
):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now)
        me, person = worker(team.first, now), session.get_one(Case, raised.case_id).person_id
        casework.mark_read(session, raised.case_id, at=now)
        casework.close(session, raised.case_id, me, outcome=Outcome.SAFE, plan=NO_STEP)
        casework.reopen(session, raised.case_id, me)
        case = session.get_one(Case, raised.case_id)
        assert (case.state, case.outcome, case.next_step) == ("open", None, "call")
        casework.close(session, raised.case_id, me, outcome=Outcome.SAFE, plan=NO_STEP)
        raise_for(session, person, "problem", at=now)
        with pytest.raises(Conflict):
            casework.reopen(session, raised.case_id, me)


def test_a_closed_case_takes_no_more_moves(database: Database, clock: FixedClock):
    now = clock.now()
    with database.transaction() as session:
        team, raised = opened(session, now, rule="verify")
        me = worker(team.first, now)
        casework.close(session, raised.case_id, me, outcome=Outcome.SAFE, plan=NO_STEP)
        with pytest.raises(Conflict):
            casework.claim(session, raised.case_id, me, until=now + HOUR)
        with pytest.raises(Conflict):
            casework.escalate(session, raised.case_id, me)


def test_an_unknown_case_is_not_found(database: Database, clock: FixedClock):
    with database.transaction() as session, pytest.raises(NotFound):
        casework.release(session, "nothing", worker("nobody", clock.now()))


def _opened(session, action: CaseAction, row_id: str) -> str:
    place = {"table": "case_actions", "column": "note_sealed", "row_id": row_id}
    return vault.unseal(session, action.note_sealed, **place)
