from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core.clock import FixedClock
from monitor.core.facts import Fact
from monitor.privacy import vault
from monitor.sms.models import OutboundMessage
from monitor.staff.models import Staff
from monitor.triage import alarms, page_store
from monitor.triage.models import Page
from monitor.usecases.acknowledge_page import acknowledge_by_sms, acknowledge_page
from monitor.usecases.claim_case import claim_case
from monitor.usecases.escalate_pages import escalate_pages
from monitor.usecases.log_contact import log_contact
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from tests.factories.triage import (
    Team,
    contact,
    make_duty,
    make_person,
    make_team,
    raise_for,
)

THREE_AM = datetime(2026, 3, 8, 0, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_second_distress_at_three_climbs_until_the_head_is_paged(
    programme: Programme, clock: FixedClock
):
    team, person, case_id = _in_distress(programme, clock, THREE_AM - timedelta(hours=5))
    with programme.database.transaction() as session:
        claim_case(session, programme, case_id=case_id, staff_id=team.first)
    clock.advance(31 * MINUTE)
    assert _newly_paged(programme) == [team.head], "claimed, but nobody has acted"
    _distress(programme, clock, person, THREE_AM)
    paged = []
    for minute in range(0, 41):
        clock.set(THREE_AM + minute * MINUTE)
        paged += [(minute, who) for who in _newly_paged(programme)]
    assert paged == [
        (0, team.first),
        (10, team.second),
        (20, team.supervisor),
        (30, team.head),
    ]
    with programme.database.reading() as session:
        assert alarms.is_open(session, "page_unanswered")


@pytest.mark.parametrize("who", ["first", "second"])
def test_one_answer_stops_the_ladder_for_everybody(
    programme: Programme, clock: FixedClock, who: str
):
    team, _, _ = _in_distress(programme, clock, THREE_AM)
    clock.set(THREE_AM + 10 * MINUTE)
    _newly_paged(programme)
    with programme.database.transaction() as session:
        assert acknowledge_by_sms(session, programme, getattr(team, who), answer="1") == 2
    clock.set(THREE_AM + 25 * MINUTE)
    assert _newly_paged(programme) == []


@pytest.mark.parametrize("answer", [None, "2", "11", ""])
def test_anything_but_a_one_acknowledges_nothing(
    programme: Programme, clock: FixedClock, answer: str | None
):
    team, _, _ = _in_distress(programme, clock, THREE_AM)
    with programme.database.transaction() as session:
        assert acknowledge_by_sms(session, programme, team.first, answer=answer) == 0
    clock.set(THREE_AM + 10 * MINUTE)
    assert _newly_paged(programme) == [team.second]


def test_answering_without_acting_brings_the_head_after_half_an_hour(
    programme: Programme, clock: FixedClock
):
    team, _, _ = _in_distress(programme, clock, THREE_AM)
    with programme.database.transaction() as session:
        acknowledge_page(session, programme, staff_id=team.first)
    clock.set(THREE_AM + 29 * MINUTE)
    assert _newly_paged(programme) == []
    clock.set(THREE_AM + 30 * MINUTE)
    assert _newly_paged(programme) == [team.head]
    clock.set(THREE_AM + 31 * MINUTE)
    assert _newly_paged(programme) == []


def test_a_logged_contact_ends_it(programme: Programme, clock: FixedClock):
    team, _, case_id = _in_distress(programme, clock, THREE_AM)
    clock.set(THREE_AM + 9 * MINUTE)
    with programme.database.transaction() as session:
        log_contact(
            session, programme, case_id=case_id, staff_id=team.first, contact=contact(clock.now())
        )
    clock.set(THREE_AM + 60 * MINUTE)
    assert _newly_paged(programme) == []


def test_same_day_distress_pages_the_person_on_duty_twice_then_the_supervisor(
    programme: Programme, clock: FixedClock
):
    team, _, _ = _in_distress(programme, clock, THREE_AM, severity=3)
    paged = []
    for minute in (29, 30, 31, 120):
        clock.set(THREE_AM + minute * MINUTE)
        paged += [(minute, who) for who in _newly_paged(programme)]
    assert paged == [(30, team.first)]
    clock.set(datetime(2026, 3, 8, 17, 0, tzinfo=UTC))
    assert _newly_paged(programme) == [team.supervisor]


def test_a_missed_same_day_case_is_told_to_the_supervisor_once(
    programme: Programme, clock: FixedClock
):
    clock.set(THREE_AM)
    with programme.database.transaction() as session:
        team = make_team(session, THREE_AM)
        make_duty(session, team, THREE_AM)
        person = make_person(session, "Amani", at=THREE_AM, shelter_id=team.shelter_id)
        raise_for(session, person, "problem", at=THREE_AM, severity=3)
        raise_for(session, person, "unclear", at=THREE_AM, severity=2)
    clock.set(datetime(2026, 3, 8, 17, 0, tzinfo=UTC))
    assert _newly_paged(programme) == [team.supervisor]
    clock.set(datetime(2026, 3, 12, 17, 0, tzinfo=UTC))
    assert _newly_paged(programme) == []


@pytest.mark.parametrize(
    ("rule", "severity", "minutes"),
    [
        pytest.param("distress", 4, 10, id="the-ladder-climbs"),
        pytest.param("problem", 3, 17 * 60, id="same-day-is-missed-at-eight-in-the-evening"),
        pytest.param("problem", 2, None, id="nobody-is-paged-about-the-rest"),
    ],
)
def test_the_clock_can_be_asked_when_the_next_page_is_due(
    programme: Programme, clock: FixedClock, rule: str, severity: int, minutes: int | None
):
    clock.set(THREE_AM)
    with programme.database.transaction() as session:
        team = make_team(session, THREE_AM)
        make_duty(session, team, THREE_AM)
        person = make_person(session, "Amani", at=THREE_AM, shelter_id=team.shelter_id)
        raised = raise_for(session, person, rule, at=THREE_AM, severity=severity)
        page_for(session, programme, raised, now=THREE_AM)
        due = page_store.next_page_at(session)
        assert due == (None if minutes is None else THREE_AM + minutes * MINUTE)
        if due is not None:
            clock.set(due)
            escalate_pages(session, programme)
            assert (page_store.next_page_at(session) or THREE_AM) != due


def test_a_late_worker_pages_every_rung_it_missed(programme: Programme, clock: FixedClock):
    team, _, _ = _in_distress(programme, clock, THREE_AM)
    clock.set(THREE_AM + 25 * MINUTE)
    assert _newly_paged(programme) == [team.second, team.supervisor]


def test_a_held_page_goes_out_as_soon_as_it_can(programme: Programme, clock: FixedClock):
    clock.set(THREE_AM)
    with programme.database.transaction() as session:
        team = make_team(session, THREE_AM)
        make_duty(session, team, THREE_AM)
        member = session.get_one(Staff, team.first)
        phone, member.phone_sealed = member.phone_sealed, None
        person = make_person(session, "Amani", at=THREE_AM, shelter_id=team.shelter_id)
        page_for(session, programme, raise_for(session, person, "distress", at=THREE_AM),
                 now=THREE_AM)  # fmt: skip
    with programme.database.transaction() as session:
        assert escalate_pages(session, programme) == 0
        session.get_one(Staff, team.first).phone_sealed = phone
    with programme.database.transaction() as session:
        assert escalate_pages(session, programme) == 1
        assert escalate_pages(session, programme) == 0
        sent = session.scalars(
            select(OutboundMessage).where(OutboundMessage.state == "queued")
        ).all()
    assert [message.staff_id for message in sent] == [team.first]


def test_the_alarm_ends_when_the_last_page_is_answered(programme: Programme, clock: FixedClock):
    team, _, case_id = _in_distress(programme, clock, THREE_AM)
    for minute in (10, 20, 30, 40):
        clock.set(THREE_AM + minute * MINUTE)
        _newly_paged(programme)
    with programme.database.transaction() as session:
        assert alarms.is_open(session, "page_unanswered")
        acknowledge_page(session, programme, staff_id=team.supervisor)
        assert not alarms.is_open(session, "page_unanswered")
        kinds = session.scalars(select(Fact.kind).where(Fact.subject_id == case_id)).all()
    assert kinds.count("page_sent") == 4
    assert kinds.count("page_acknowledged") == 1


def test_nothing_on_a_page_tells_what_it_is_about(programme: Programme, clock: FixedClock):
    _, person, case_id = _in_distress(programme, clock, THREE_AM)
    clock.set(THREE_AM + 30 * MINUTE)
    _newly_paged(programme)
    with programme.database.reading() as session:
        bodies = {
            vault.unseal(
                session, row.body_sealed, table="outbound_messages", column="body_sealed",
                row_id=row.id,
            )
            for row in session.scalars(select(OutboundMessage))
        }  # fmt: skip
    assert bodies == {"New case. Please log in. (NOW)"}
    assert not any(word in str(bodies) for word in ("Amani", person, case_id))


def _in_distress(
    programme: Programme, clock: FixedClock, at: datetime, *, severity: int = 4
) -> tuple[Team, str, str]:
    clock.set(at)
    with programme.database.transaction() as session:
        team = make_team(session, at)
        make_duty(session, team, at)
        person = make_person(session, "Amani", at=at, shelter_id=team.shelter_id)
        case_id = _raise(session, programme, person, at, severity)
    with programme.database.reading() as session:
        assert list(session.scalars(select(Page.staff_id))) == [team.first]
    _seen.clear()
    _remember(programme)
    return team, person, case_id


def _distress(programme: Programme, clock: FixedClock, person: str, at: datetime) -> None:
    clock.set(at)
    with programme.database.transaction() as session:
        _raise(session, programme, person, at, 4)


def _raise(session: Session, programme: Programme, person: str, at: datetime, severity: int) -> str:
    raised = raise_for(session, person, "distress", at=at, severity=severity)
    page_for(session, programme, raised, now=at)
    return raised.case_id


_seen: set[str] = set()


def _newly_paged(programme: Programme) -> list[str]:
    """Run the job and return whom it, or what came since, has paged."""
    with programme.database.transaction() as session:
        escalate_pages(session, programme)
    return _remember(programme)


def _remember(programme: Programme) -> list[str]:
    with programme.database.reading() as session:
        pages = session.scalars(select(Page).order_by(Page.sent_at, Page.id)).all()
    fresh = [page for page in pages if page.id not in _seen]
    _seen.update(page.id for page in fresh)
    return [page.staff_id for page in fresh]
