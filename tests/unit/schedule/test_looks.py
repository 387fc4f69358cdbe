"""A look may be late by nothing: whatever the ladder decides, somebody looks on that day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.clock import to_local
from monitor.schedule.history import Delivery, History, SentCheckIn, Tier
from monitor.schedule.ladder import Standing, standing
from monitor.schedule.looks import next_look

EXIT = date(2026, 3, 2)
START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
HOURS = st.integers(min_value=30, max_value=24 * 120)


@st.composite
def histories(draw: st.DrawFn) -> History:
    sent = sorted(draw(st.lists(HOURS, max_size=8, unique=True)))
    checkins = tuple(
        SentCheckIn(
            START + timedelta(hours=at),
            delivery=draw(st.sampled_from(Delivery)),
            reminder_at=draw(st.none() | st.just(START + timedelta(hours=at + 30))),
        )
        for at in sent
    )
    hours = draw(st.lists(HOURS, max_size=4))
    return History(
        draw(st.sampled_from(Tier)),
        EXIT,
        checkins,
        replies=tuple(START + timedelta(hours=at) for at in hours),
        verified_contacts=tuple(
            START + timedelta(hours=at) for at in draw(st.lists(HOURS, max_size=2))
        ),
        plan_expires_on=draw(st.none() | st.just(EXIT + timedelta(days=90))),
        uncounted_on=frozenset(
            EXIT + timedelta(days=day) for day in draw(st.lists(st.integers(3, 60), max_size=10))
        ),
    )


def known_by(history: History, now: datetime) -> History:
    """What was known then: nothing that lies ahead."""
    return History(
        history.tier,
        history.exit_on,
        tuple(one for one in history.checkins if one.sent_at <= now),
        replies=tuple(at for at in history.replies if at <= now),
        verified_contacts=tuple(at for at in history.verified_contacts if at <= now),
        plan_expires_on=history.plan_expires_on,
        uncounted_on=frozenset(day for day in history.uncounted_on if day <= to_local(now).date()),
    )


@given(history=histories())
def test_looking_only_when_told_sees_every_change_on_its_day(history: History) -> None:
    events = sorted(
        {one.sent_at for one in history.checkins}
        | set(history.replies)
        | set(history.verified_contacts)
    )
    look, seen = START, Standing()
    for hour in range(24 * 130):
        now = START + timedelta(hours=hour)
        known = known_by(history, now)
        if look <= now or now in events:
            seen, look = standing(known, now), next_look(known, now)
            assert look > now
        is_day_over = to_local(now).hour == 9
        if is_day_over:
            assert grave(standing(known, now)) <= grave(seen), now


def grave(found: Standing) -> frozenset[str]:
    """The names of everything that is due, with the severity where there is one."""
    due = {
        "out_of_contact": found.out_of_contact,
        "freeze": found.freeze,
        "late": found.late,
        "plan_renewal": found.plan_renewal,
        f"verify {found.verify}": found.verify,
        f"undelivered {found.undelivered}": found.undelivered,
        f"silence {found.silence and found.silence.step}": found.silence,
    }
    return frozenset(name for name, value in due.items() if value)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(1, date(2026, 3, 10), id="nothing due: within a week"),
        pytest.param(58, date(2026, 5, 1), id="before the verify task: on its morning"),
        pytest.param(61, date(2026, 5, 3), id="with a task due: every morning"),
    ],
)
def test_the_next_look_falls_on(days: int, expected: date) -> None:
    now = START + timedelta(days=days, hours=6)
    replies = tuple(START + timedelta(days=day) for day in range(0, days + 1, 2))
    history = History(Tier.LOW, EXIT, replies=replies)
    assert to_local(next_look(history, now)).date() == expected
