from datetime import timedelta

import pytest
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.clock import FixedClock
from monitor.core.errors import Conflict, NotFound
from monitor.triage.models import Case, Page
from monitor.usecases.claim_case import claim_case
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from monitor.usecases.release_case import release_case
from tests.factories.triage import make_duty, make_person, make_team, raise_for


def test_a_claim_lasts_as_long_as_the_settings_say(programme: Programme, clock: FixedClock):
    with programme.database.transaction() as session:
        team, case_id = _case(session, clock)
        until = claim_case(session, programme, case_id=case_id, staff_id=team.first)
        case = session.get_one(Case, case_id)
        assert until == clock.now() + programme.settings.claim_lasts == case.claimed_until
        assert (case.state, case.holder_id) == ("claimed", team.first)


def test_a_second_claimant_is_refused_without_a_name_until_the_claim_ends(
    programme: Programme, clock: FixedClock
):
    with programme.database.transaction() as session:
        team, case_id = _case(session, clock)
        claim_case(session, programme, case_id=case_id, staff_id=team.first)
        with pytest.raises(Conflict) as refused:
            claim_case(session, programme, case_id=case_id, staff_id=team.second)
        assert "first" not in str(refused.value)
        clock.advance(programme.settings.claim_lasts)
        claim_case(session, programme, case_id=case_id, staff_id=team.second)
        assert session.get_one(Case, case_id).holder_id == team.second


def test_a_supervisor_may_take_over_and_release(programme: Programme, clock: FixedClock):
    with programme.database.transaction() as session:
        team, case_id = _case(session, clock)
        claim_case(session, programme, case_id=case_id, staff_id=team.first)
        claim_case(session, programme, case_id=case_id, staff_id=team.supervisor)
        assert session.get_one(Case, case_id).holder_id == team.supervisor
        release_case(session, programme, case_id=case_id, staff_id=team.supervisor)
        assert session.get_one(Case, case_id).holder_id is None
        events = session.scalars(select(AuditEvent.event).order_by(AuditEvent.id)).all()
    assert events == ["case_claimed", "case_claimed", "case_released"]


def test_claiming_answers_the_page(programme: Programme, clock: FixedClock):
    now = clock.now()
    with programme.database.transaction() as session:
        team, case_id = _case(session, clock)
        make_duty(session, team, now)
        person = session.get_one(Case, case_id).person_id
        raised = raise_for(session, person, "distress", at=now, severity=4)
        page_for(session, programme, raised, now=now)
        claim_case(session, programme, case_id=raised.case_id, staff_id=team.second)
        page = session.scalars(select(Page)).one()
    assert (page.acknowledged_by, page.next_at) == (team.second, None)


@pytest.mark.parametrize(
    ("severity", "on_duty", "allowed"),
    [
        pytest.param(3, True, True, id="urgent-and-on-duty"),
        pytest.param(2, True, False, id="not-urgent"),
        pytest.param(3, False, False, id="not-on-duty"),
    ],
)
def test_whoever_is_on_duty_reaches_the_urgent_cases_of_every_team(
    programme: Programme, clock: FixedClock, severity: int, on_duty: bool, allowed: bool
):
    now = clock.now()
    with programme.database.transaction() as session:
        _, case_id = _case(session, clock, severity=severity)
        other = make_team(session, now, name="House B")
        make_duty(session, other, now if on_duty else now + timedelta(days=1))
        if allowed:
            claim_case(session, programme, case_id=case_id, staff_id=other.first)
            assert session.get_one(Case, case_id).holder_id == other.first
        else:
            with pytest.raises(NotFound):
                claim_case(session, programme, case_id=case_id, staff_id=other.first)


def _case(session, clock: FixedClock, *, severity: int = 2):
    now = clock.now()
    team = make_team(session, now)
    person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
    return team, raise_for(session, person, "problem", at=now, severity=severity).case_id
