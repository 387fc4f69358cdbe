import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.privacy import vault
from monitor.sms.models import OutboundMessage
from monitor.staff.models import Staff
from monitor.triage import alarms
from monitor.triage.models import Page
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from tests.factories.triage import Team, make_duty, make_person, make_team, raise_for


@pytest.mark.parametrize(
    ("rule", "severity", "word"),
    [
        pytest.param("distress", 4, "NOW", id="distress-now"),
        pytest.param("distress", 3, "TODAY", id="distress-same-day"),
        pytest.param("duress", 4, "NOW", id="duress"),
        pytest.param("critical_answer", 4, "NOW", id="critical-answer"),
    ],
)
def test_the_person_on_duty_is_paged_without_any_content(
    programme: Programme, clock: FixedClock, rule: str, severity: int, word: str
):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        make_duty(session, team, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        raised = raise_for(session, person, rule, at=now, severity=severity)
        assert page_for(session, programme, raised, now=now) == 1
        (message,) = session.scalars(select(OutboundMessage)).all()
        assert (message.recipient, message.purpose) == ("staff", "page")
        assert (message.staff_id, message.priority) == (team.first, 0)
        assert message.person_id is None
        assert _body(session, message) == f"New case. Please log in. ({word})"


@pytest.mark.parametrize(
    ("rule", "severity"),
    [
        pytest.param("problem", 3, id="problem-same-day"),
        pytest.param("bare_help", 3, id="bare-help"),
        pytest.param("critical_answer", 3, id="critical-answer-same-day"),
        pytest.param("stop_high_risk", 3, id="doubtful-stop"),
        pytest.param("silence", 3, id="silence"),
    ],
)
def test_what_is_not_distress_and_not_now_pages_nobody(
    programme: Programme, clock: FixedClock, rule: str, severity: int
):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        make_duty(session, team, now)
        person = make_person(session, "Amani", at=now)
        raised = raise_for(session, person, rule, at=now, severity=severity)
        assert page_for(session, programme, raised, now=now) == 0
        assert _paged(session) == []


def test_with_nobody_on_duty_all_supervisors_of_the_team_are_paged(
    programme: Programme, clock: FixedClock
):
    now = clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        make_team(session, now, name="House B")
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        page_for(session, programme, raise_for(session, person, "distress", at=now), now=now)
        assert _paged(session) == [team.supervisor]


def test_distress_from_an_unknown_number_pages_too(programme: Programme, clock: FixedClock):
    now = clock.now()
    with programme.database.transaction() as session:
        team, other = make_team(session, now), make_team(session, now, name="House B")
        raised = raise_for(session, None, "distress", at=now, severity=4, from_lookup="a" * 64)
        page_for(session, programme, raised, now=now)
        assert sorted(_paged(session)) == sorted([team.supervisor, other.supervisor])


def test_a_page_that_finds_no_phone_is_kept_and_alarmed(programme: Programme, clock: FixedClock):
    now = clock.now()
    with programme.database.transaction() as session:
        team = _without_phones(session, now)
        person = make_person(session, "Amani", at=now)
        page_for(session, programme, raise_for(session, person, "distress", at=now), now=now)
        (page,) = session.scalars(select(Page)).all()
        assert page.staff_id == team.first
        assert page.held is not None
        assert alarms.is_open(session, "page_held")


def test_a_programme_without_staff_to_page_raises_an_alarm(
    programme: Programme, database: Database, clock: FixedClock
):
    now = clock.now()
    with database.transaction() as session:
        person = make_person(session, "Amani", at=now)
        raised = raise_for(session, person, "distress", at=now, severity=4)
        assert page_for(session, programme, raised, now=now) == 0
        assert alarms.is_open(session, "nobody_to_page")


def _without_phones(session: Session, now) -> Team:
    team = make_team(session, now)
    for member in session.scalars(select(Staff)):
        member.phone_sealed = member.phone_lookup = None
    make_duty(session, team, now)
    return team


def _paged(session: Session) -> list[str]:
    return list(session.scalars(select(Page.staff_id).order_by(Page.sent_at, Page.id)))


def _body(session: Session, message: OutboundMessage) -> str:
    place = {"table": "outbound_messages", "column": "body_sealed", "row_id": message.id}
    return vault.unseal(session, message.body_sealed, **place)
