from datetime import timedelta

import pytest
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.clock import FixedClock
from monitor.core.errors import Forbidden, NotFound
from monitor.core.facts import Fact
from monitor.people.models import Contact, Person, Restriction
from monitor.triage.models import Case, CaseAction, Page
from monitor.triage.moves import Condition, Method, NextStep, Reached
from monitor.triage.work import Plan
from monitor.usecases.log_contact import Logged, log_contact
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from tests.factories.triage import (
    contact,
    make_duty,
    make_exit,
    make_person,
    make_team,
    raise_for,
)


@pytest.mark.parametrize(
    ("changes", "verified"),
    [
        pytest.param({"method": Method.VOICE}, True, id="voice-with-a-check"),
        pytest.param({"method": Method.VISIT}, True, id="visit-with-a-check"),
        pytest.param({"identity_confirmed": False}, False, id="voice-without-a-check"),
        pytest.param({"method": Method.SMS}, False, id="never-by-sms"),
        pytest.param(
            {"reached": Reached.OTHER, "identity_confirmed": False}, False, id="somebody-else"
        ),
        pytest.param({"reached": Reached.NOBODY, "identity_confirmed": False}, False, id="nobody"),
    ],
)
def test_a_contact_is_verified_only_by_voice_or_visit_with_a_check(
    programme: Programme, clock: FixedClock, changes: dict, verified: bool
):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "problem", at=now, severity=2)
        logged = log_contact(
            session, programme, case_id=raised.case_id, staff_id=team.first,
            contact=contact(now, **changes),
        )  # fmt: skip
        row = session.scalars(select(Contact)).one()
        assert (logged.verified, row.verified) == (verified, verified)
        assert (row.case_id, row.recorded_by) == (raised.case_id, team.first)
        assert session.get_one(Case, raised.case_id).acted_at == now


def test_a_trusted_contact_is_an_action_but_no_contact_with_her(
    programme: Programme, clock: FixedClock
):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "silence", at=now, severity=3)
        log = contact(
            now, method=Method.TRUSTED_CONTACT, reached=Reached.OTHER, identity_confirmed=False
        )
        logged = log_contact(
            session, programme, case_id=raised.case_id, staff_id=team.first, contact=log
        )
        assert logged == Logged(verified=False, unfrozen=False)
        assert session.scalars(select(Contact)).first() is None
        assert session.get_one(Case, raised.case_id).acted_at == now


def test_a_verified_contact_lifts_a_freeze_and_brings_her_back(
    programme: Programme, clock: FixedClock
):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        exit_id = make_exit(session, person, team.shelter_id, now - timedelta(days=200))
        session.get_one(Person, person).contact_state = "out_of_contact"
        session.add(
            Restriction(
                id="r" * 36, kind="freeze", scope="person", person_id=person, reason="unverified",
                since=now - timedelta(days=1),
            )
        )  # fmt: skip
        raised = raise_for(session, person, "frozen", at=now)
        logged = log_contact(
            session, programme, case_id=raised.case_id, staff_id=team.first, contact=contact(now)
        )
        assert logged == Logged(verified=True, unfrozen=True)
        assert session.get_one(Person, person).contact_state == "in_contact"
        fact = session.scalars(select(Fact).where(Fact.kind == "back_in_contact")).one()
        assert (fact.exit_id, fact.recorded_by) == (exit_id, team.first)


def test_a_verified_contact_does_the_standing_tasks_and_nothing_that_came_from_her(
    programme: Programme, clock: FixedClock
):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "problem", at=now)
        for rule in ("verify", "watch", "callback", "plan_renewal"):
            raise_for(session, person, rule, at=now)
        log_contact(
            session, programme, case_id=raised.case_id, staff_id=team.first, contact=contact(now)
        )
        rows = session.execute(select(Case.reason, Case.state)).all()
        states = {row.reason: row.state for row in rows}
        closed = session.scalars(select(CaseAction).where(CaseAction.kind == "closed")).all()
    assert states == {
        "problem": "open", "callback": "open",
        "verify": "closed", "watch": "closed", "plan_renewal": "closed",
    }  # fmt: skip
    assert {action.staff_id for action in closed} == {team.first}


def test_not_safe_raises_the_case_and_keeps_the_note_sealed(
    programme: Programme, clock: FixedClock
):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "verify", at=now)
        plan = Plan(step=NextStep.VISIT, at=now + timedelta(hours=4))
        log_contact(
            session, programme, case_id=raised.case_id, staff_id=team.first,
            contact=contact(now, condition=Condition.NOT_SAFE, plan=plan), note="he came back",
        )  # fmt: skip
        case = session.get_one(Case, raised.case_id)
        assert (case.severity, case.state, case.next_step) == (3, "waiting", "visit")
        action = session.scalars(select(CaseAction).where(CaseAction.kind == "contact")).one()
        assert action.details["condition"] == "not_safe"
        assert "came" not in (action.note_sealed or "")


def test_logging_answers_the_pages_of_the_case(programme: Programme, clock: FixedClock):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        make_duty(session, team, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "distress", at=now, severity=4)
        page_for(session, programme, raised, now=now)
        log_contact(
            session, programme, case_id=raised.case_id, staff_id=team.second, contact=contact(now)
        )
        page = session.scalars(select(Page)).one()
    assert (page.acknowledged_by, page.next_at) == (team.second, None)


@pytest.mark.parametrize(
    ("who", "error"),
    [
        pytest.param("head", Forbidden, id="a-manager-does-no-casework"),
        pytest.param("stranger", NotFound, id="another-team-does-not-see-it"),
    ],
)
def test_who_may_not_act_changes_nothing(
    programme: Programme, clock: FixedClock, who: str, error: type[Exception]
):
    now = clock.now()
    with programme.database.transaction() as session:
        team, other = make_team(session, now), make_team(session, now, name="House B")
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "problem", at=now, severity=2)
        staff_id = other.first if who == "stranger" else team.head
        with pytest.raises(error):
            log_contact(
                session, programme, case_id=raised.case_id, staff_id=staff_id,
                contact=contact(now),
            )  # fmt: skip
        assert session.get_one(Case, raised.case_id).acted_at is None


def test_the_trail_names_the_case_and_no_more(programme: Programme, clock: FixedClock):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, "problem", at=now)
        log_contact(
            session, programme, case_id=raised.case_id, staff_id=team.first,
            contact=contact(now), note="secret",
        )  # fmt: skip
        line = session.scalars(
            select(AuditEvent).where(AuditEvent.event == "contact_recorded")
        ).one()
    assert (line.actor_id, line.object_id, line.details) == (team.first, raised.case_id, {})
