"""How days are counted, and when a check-in is late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.clock import NAIROBI
from monitor.schedule.history import (
    History,
    SentCheckIn,
    Tier,
    counted_days,
    is_late,
    last_heard,
    last_verified,
    late_at,
)

EXIT = date(2026, 3, 2)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NAIROBI).astimezone(UTC)


SENT = local("2026-03-04T18:00")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("uncounted", "expected"),
    [
        pytest.param((), "2026-03-06T18:00", id="every day counts"),
        pytest.param((date(2026, 3, 5),), "2026-03-07T18:00", id="a day between"),
        pytest.param((date(2026, 3, 4),), "2026-03-07T00:00", id="the day of sending"),
        pytest.param((date(2026, 3, 6),), "2026-03-07T18:00", id="the last day"),
        pytest.param((date(2026, 3, 7),), "2026-03-06T18:00", id="a day after"),
        pytest.param((date(2026, 3, 5), date(2026, 3, 6)), "2026-03-08T18:00", id="two days"),
    ],
)
def test_48_hours_are_counted_hours(uncounted: tuple[date, ...], expected: str) -> None:
    assert late_at(SENT, frozenset(uncounted)) == local(expected)


@given(sent=st.integers(0, 10**8), offsets=st.sets(st.integers(0, 10), max_size=8))
def test_uncounted_days_never_make_late_earlier(sent: int, offsets: set[int]) -> None:
    sent_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=sent)
    days = {sent_at.astimezone(NAIROBI).date() + timedelta(days=offset) for offset in offsets}
    assert late_at(sent_at) == sent_at + timedelta(hours=48)
    assert late_at(sent_at) <= late_at(sent_at, days) <= late_at(sent_at) + len(days) * 24 * HOUR


@pytest.mark.parametrize(
    ("checkin", "replies", "hours", "late"),
    [
        pytest.param(SentCheckIn(SENT), (), 47, False, id="still time"),
        pytest.param(SentCheckIn(SENT), (), 48, True, id="48 hours"),
        pytest.param(SentCheckIn(SENT, replied_at=SENT + HOUR), (), 60, False, id="answered"),
        pytest.param(
            SentCheckIn(SENT, replied_at=SENT + 50 * HOUR), (), 60, True, id="answered too late"
        ),
        pytest.param(
            SentCheckIn(SENT, replied_at=SENT + 48 * HOUR), (), 60, True, id="answered as time ends"
        ),
        pytest.param(SentCheckIn(SENT, closed_at=SENT + HOUR), (), 60, False, id="closed by hand"),
        pytest.param(SentCheckIn(SENT), (SENT + HOUR,), 60, False, id="wrote something else"),
        pytest.param(SentCheckIn(SENT), (SENT - HOUR,), 60, True, id="wrote before"),
    ],
)
def test_late(checkin: SentCheckIn, replies: tuple[datetime, ...], hours: int, late: bool) -> None:
    history = History(Tier.LOW, EXIT, (checkin,), replies)
    assert is_late(checkin, history, SENT + hours * HOUR) is late


def test_leaving_is_the_first_sign_of_life() -> None:
    silent = History(Tier.LOW, EXIT, (SentCheckIn(SENT),))
    assert last_heard(silent) == last_verified(silent) == local("2026-03-02T00:00")


def test_a_reply_is_heard_but_does_not_verify() -> None:
    replied = History(Tier.LOW, EXIT, (SentCheckIn(SENT, replied_at=SENT + HOUR),))
    assert last_heard(replied) == SENT + HOUR
    assert last_verified(replied) == local("2026-03-02T00:00")
    spoken = History(Tier.LOW, EXIT, replies=(SENT,), verified_contacts=(SENT - HOUR,))
    assert last_heard(spoken) == SENT
    assert last_verified(spoken) == SENT - HOUR


def test_only_uncounted_days_after_the_first_are_taken_off() -> None:
    days = frozenset({date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 10), date(2026, 3, 11)})
    history = History(Tier.LOW, EXIT, uncounted_on=days)
    assert counted_days(history, SENT, local("2026-03-10T09:00")) == 4
