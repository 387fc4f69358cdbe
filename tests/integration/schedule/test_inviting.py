"""When an invitation is thought of: rows say it, and nothing is invited to twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from monitor.core.clock import FixedClock
from monitor.people.enrolment import PROTOCOL
from monitor.schedule import inviting
from monitor.schedule import service as schedule
from monitor.schedule.models import CheckIn, FollowUp, Measure
from monitor.usecases.programme import Programme
from tests.factories.people import a_person

EXIT_ON = date(2026, 3, 2)
WINDOW_OPENS = datetime(2026, 3, 12, 5, tzinfo=UTC)
"""Three weeks before month 1, at eight in Nairobi."""


@pytest.fixture
def exit_id(programme: Programme, clock: FixedClock) -> str:
    with programme.database.transaction() as session:
        her = a_person(session, at=clock.now())
        schedule.start_protocol(
            session, person_id=her.person_id, exit_id=her.exit_id, exit_on=EXIT_ON,
            protocol=PROTOCOL, now=clock.now(),
        )  # fmt: skip
    return her.exit_id


def test_a_new_follow_up_is_thought_of_once_and_then_when_a_window_opens(
    programme: Programme, clock: FixedClock, exit_id: str
) -> None:
    now = clock.now()
    with programme.database.transaction() as session:
        assert [thought.exit_id for thought in inviting.claim(session, now=now, limit=5)] == [
            exit_id
        ]
        assert inviting.claim(session, now=now, limit=5) == ()
        opens_at = inviting.next_opening(session, exit_id, now=now)
        assert opens_at == WINDOW_OPENS
        inviting.think_again(session, exit_id, at=opens_at)
        assert inviting.next_due_at(session) == WINDOW_OPENS


def test_what_is_open_is_invited_to_now(programme: Programme, exit_id: str) -> None:
    now = WINDOW_OPENS + timedelta(days=3)
    with programme.database.transaction() as session:
        assert inviting.next_opening(session, exit_id, now=now) == now


@pytest.mark.parametrize("changes", [{"state": "done"}, {"tasked_at": WINDOW_OPENS}])
def test_what_is_done_or_asked_by_voice_is_not_invited_to(
    programme: Programme, exit_id: str, changes: dict[str, object]
) -> None:
    with programme.database.transaction() as session:
        for row in session.scalars(select(Measure).where(Measure.what == "survey")):
            for name, value in changes.items():
                setattr(row, name, value)
        session.flush()
        assert inviting.next_opening(session, exit_id, now=WINDOW_OPENS) is None


@pytest.mark.parametrize(
    ("state", "due_in", "quiet_for"),
    [
        pytest.param("queued", timedelta(hours=-1), timedelta(hours=48), id="in the outbox"),
        pytest.param("queued", timedelta(days=-5), timedelta(hours=48), id="stuck in the outbox"),
        pytest.param("scheduled", timedelta(hours=30), timedelta(hours=78), id="comes soon"),
        pytest.param("scheduled", timedelta(hours=60), None, id="comes later"),
    ],
)
def test_a_check_in_that_is_about_to_come_keeps_invitations_back(
    programme: Programme, clock: FixedClock, exit_id: str, state: str, due_in: timedelta,
    quiet_for: timedelta | None,
) -> None:  # fmt: skip
    now = clock.now()
    with programme.database.transaction() as session:
        row = session.scalars(select(CheckIn).where(CheckIn.exit_id == exit_id)).one()
        row.state, row.due_at = state, now + due_in
        session.flush()
        quiet = inviting.quiet_until(session, exit_id, now=now)
    assert quiet == (None if quiet_for is None else now + quiet_for)


def test_a_follow_up_that_ended_is_not_thought_of(
    programme: Programme, clock: FixedClock, exit_id: str
) -> None:
    with programme.database.transaction() as session:
        session.get_one(FollowUp, exit_id).ended_at = clock.now()
        session.flush()
        assert inviting.claim(session, now=clock.now(), limit=5) == ()
        assert inviting.next_due_at(session) is None
