"""One person whose row cannot be dealt with stops nobody else, at no waking of no job."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from monitor.core.clock import FixedClock
from monitor.people.enrolment import PROTOCOL
from monitor.people.models import Plan
from monitor.privacy import vault
from monitor.schedule import service as schedule
from monitor.schedule.models import CheckIn, FollowUp
from monitor.sms.models import OutboundMessage
from monitor.staff.models import Staff
from monitor.triage import alarms
from monitor.triage.models import Page
from monitor.usecases.deliver_outbox import deliver_outbox
from monitor.usecases.escalate_pages import escalate_pages
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from monitor.usecases.review_follow_ups import review_follow_ups
from monitor.usecases.send_due_checkins import send_due_checkins
from tests.factories.people import a_person, a_plan
from tests.factories.sms import Scene, set_scene
from tests.factories.triage import make_duty, make_person, make_team, raise_for

MINUTE = timedelta(minutes=1)


@pytest.fixture
def scene(programme: Programme) -> Scene:
    """Two people whose check-ins are due; the first cannot be dealt with."""
    plan = a_plan("daily 00:00-24:00", expires_on=date(2026, 8, 31))
    scene = set_scene(programme, plan=plan)
    with programme.database.transaction() as session:
        second = a_person(
            session, at=scene.now, code_name="Baraka", number="+254712345679", plan=plan
        )
        schedule.start_protocol(
            session, person_id=second.person_id, exit_id=second.exit_id,
            exit_on=date(2026, 3, 2), protocol=PROTOCOL, now=scene.now,
        )  # fmt: skip
        scene.clock.advance(timedelta(days=3))
        for row in session.scalars(select(CheckIn)):
            late = MINUTE * (2 if row.person_id == scene.person_id else 1)
            row.due_at = scene.now - late
    return scene


def destroy_key(scene: Scene) -> None:
    """Leave her number behind unreadable, as an erasure does."""
    with scene.programme.database.transaction() as session:
        vault.destroy_key(session, scene.person_id, at=scene.now)


def break_plan(scene: Scene) -> None:
    with scene.programme.database.transaction() as session:
        plan = session.scalars(select(Plan).where(Plan.person_id == scene.person_id)).one()
        plan.windows = "no such window"


def sent_to(programme: Programme) -> set[str | None]:
    with programme.database.reading() as session:
        query = select(OutboundMessage.person_id).where(OutboundMessage.state == "sent")
        return set(session.scalars(query))


def is_alarmed(programme: Programme, kind: str = "work_failed") -> bool:
    with programme.database.reading() as session:
        return alarms.is_open(session, kind)


def test_a_check_in_that_cannot_be_decided_is_put_off_and_alarmed(scene: Scene) -> None:
    destroy_key(scene)
    checkin_id = scene.first_checkin()
    send_due_checkins(scene.programme)
    deliver_outbox(scene.programme)
    assert sent_to(scene.programme) == {_other(scene)}
    row = scene.checkin(checkin_id)
    assert (row.state, row.due_at) == ("scheduled", scene.now + 15 * MINUTE)
    assert is_alarmed(scene.programme)
    assert send_due_checkins(scene.programme) == 0, "not at every waking"


def test_a_message_that_cannot_be_claimed_is_put_off_and_alarmed(scene: Scene) -> None:
    send_due_checkins(scene.programme)
    break_plan(scene)
    deliver_outbox(scene.programme)
    assert sent_to(scene.programme) == {_other(scene)}
    assert is_alarmed(scene.programme)


def test_somebody_who_cannot_be_reviewed_leaves_the_others_their_ladder(scene: Scene) -> None:
    send_due_checkins(scene.programme)
    deliver_outbox(scene.programme)
    scene.clock.advance(timedelta(hours=63))
    break_plan(scene)
    review_follow_ups(scene.programme)
    with scene.programme.database.reading() as session:
        late = session.scalars(select(CheckIn.person_id).where(CheckIn.went_late_at.is_not(None)))
        assert set(late) == {_other(scene)}
        again = session.get_one(FollowUp, scene.exit_id).review_at
    assert scene.now < again <= scene.now + timedelta(hours=1)
    assert is_alarmed(scene.programme)


def test_a_phone_of_staff_that_cannot_be_read_stops_no_page(
    programme: Programme, clock: FixedClock
) -> None:
    now = programme.clock.now()
    with programme.database.transaction() as session:
        team = make_team(session, now)
        make_duty(session, team, now)
        person = make_person(session, "Amani", at=now, shelter_id=team.shelter_id)
        session.get_one(Staff, team.first).phone_sealed = "k1.broken"
        raised = raise_for(session, person, "distress", at=now, severity=4)
        page_for(session, programme, raised, now=now)
    assert is_alarmed(programme, "page_held")
    clock.advance(10 * MINUTE)
    with programme.database.transaction() as session:
        escalate_pages(session, programme)
    with programme.database.reading() as session:
        paged = {page.staff_id: page.held for page in session.scalars(select(Page))}
    assert paged[team.second] is None
    assert paged[team.first] is not None


def _other(scene: Scene) -> str:
    with scene.programme.database.reading() as session:
        query = select(FollowUp.person_id).where(FollowUp.person_id != scene.person_id)
        return session.scalars(query).one()
