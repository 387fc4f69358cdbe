"""The ladder of silence: each cell of the table, and who never climbs it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.core.clock import NAIROBI
from monitor.schedule.history import Delivery, History, SentCheckIn, Tier
from monitor.schedule.ladder import Silence, Standing, daytime_at, plan_expiry, standing

EXIT = date(2026, 3, 2)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NAIROBI).astimezone(UTC)


FIRST = local("2026-03-04T10:00")


def silent(tier: Tier, times: int, **facts: object) -> History:
    """Check-ins once a week, none of them answered."""
    checkins = tuple(SentCheckIn(FIRST + week * 7 * DAY) for week in range(times))
    return replace(History(tier, EXIT, checkins), **facts)


def after(times: int, hours: int = 48) -> datetime:
    """So many hours after the last of so many weekly check-ins."""
    return FIRST + (times - 1) * 7 * DAY + hours * HOUR


@pytest.mark.parametrize(
    ("tier", "times", "expected"),
    [
        pytest.param(Tier.LOW, 1, None, id="low, first: no case"),
        pytest.param(Tier.LOW, 2, Silence(2, 2, after(2)), id="low, second"),
        pytest.param(
            Tier.LOW,
            3,
            Silence(3, 2, after(3), second_channel=True, trusted_contact=True),
            id="low, third",
        ),
        pytest.param(Tier.HIGH, 1, Silence(1, 3, after(1)), id="high, first"),
        pytest.param(
            Tier.HIGH, 2, Silence(2, 3, after(2), trusted_contact=True), id="high, second"
        ),
        pytest.param(
            Tier.HIGH,
            3,
            Silence(3, 3, after(3), trusted_contact=True, supervisor=True, visit=True),
            id="high, third",
        ),
        pytest.param(
            Tier.HIGH,
            4,
            Silence(3, 3, after(4), trusted_contact=True, supervisor=True, visit=True),
            id="high, fourth stays at the top with an event of its own",
        ),
    ],
)
def test_each_late_in_a_row_climbs(tier: Tier, times: int, expected: Silence | None) -> None:
    history = silent(tier, times, trusted_contact_consented=True, visit_allowed=True)
    found = standing(history, after(times))
    assert found.silence == expected
    assert found.late


@pytest.mark.parametrize("tier", list(Tier))
def test_without_consent_nobody_else_is_asked_and_nobody_visits(tier: Tier) -> None:
    found = standing(silent(tier, 3), after(3)).silence
    assert found is not None
    assert not found.trusted_contact
    assert not found.visit


def test_the_first_late_at_high_risk_waits_for_daytime() -> None:
    sent = local("2026-03-04T19:30")
    history = History(Tier.HIGH, EXIT, (SentCheckIn(sent),))
    assert standing(history, sent + 48 * HOUR).silence is None
    assert standing(history, sent + 48 * HOUR).late
    assert standing(history, local("2026-03-07T07:59")).silence is None
    found = standing(history, local("2026-03-07T08:00")).silence
    assert found == Silence(1, 3, local("2026-03-07T08:00"))


def test_the_second_late_at_high_risk_does_not_wait_for_daytime() -> None:
    sent = local("2026-03-04T19:30")
    checkins = (SentCheckIn(sent), SentCheckIn(sent + 7 * DAY))
    found = standing(History(Tier.HIGH, EXIT, checkins), sent + 9 * DAY).silence
    assert found == Silence(2, 3, sent + 9 * DAY)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        pytest.param("2026-03-04T03:00", "2026-03-04T08:00", id="night"),
        pytest.param("2026-03-04T08:00", "2026-03-04T08:00", id="the day begins"),
        pytest.param("2026-03-04T17:59", "2026-03-04T17:59", id="still day"),
        pytest.param("2026-03-04T18:00", "2026-03-05T08:00", id="evening"),
    ],
)
def test_daytime(instant: str, expected: str) -> None:
    assert daytime_at(local(instant)) == local(expected)


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"replies": (after(2, 60),)}, id="any reply"),
        pytest.param({"verified_contacts": (after(2, 60),)}, id="spoken with herself"),
    ],
)
def test_in_a_row_is_broken(facts: dict[str, object]) -> None:
    assert standing(silent(Tier.LOW, 3, **facts), after(3)).silence is None
    high = standing(silent(Tier.HIGH, 3, **facts), after(3)).silence
    assert high is not None
    assert high.step == 1


def test_a_late_answer_ends_the_silence() -> None:
    history = silent(Tier.LOW, 2)
    answered = replace(history.checkins[1], replied_at=after(2, 70))
    history = replace(history, checkins=(history.checkins[0], answered))
    assert standing(history, after(2, 71)).silence is None


def test_days_on_which_we_could_not_reach_her_do_not_make_her_late() -> None:
    history = silent(Tier.HIGH, 1, uncounted_on=frozenset({date(2026, 3, 5)}))
    assert not standing(history, after(1, 60)).late
    assert standing(history, after(1, 72)).late


def undelivered(tier: Tier, *deliveries: Delivery, **facts: object) -> History:
    history = silent(tier, len(deliveries), **facts)
    pairs = zip(history.checkins, deliveries, strict=True)
    return replace(
        history, checkins=tuple(replace(one, delivery=delivery) for one, delivery in pairs)
    )


DEAD, THERE, UNKNOWN, UNDERWAY = (
    Delivery.UNDELIVERED,
    Delivery.DELIVERED,
    Delivery.NO_RECEIPT,
    Delivery.PENDING,
)


@pytest.mark.parametrize(
    ("deliveries", "in_a_row"),
    [
        pytest.param((DEAD,), False, id="once"),
        pytest.param((DEAD, DEAD), True, id="twice"),
        pytest.param((DEAD, THERE, DEAD), False, id="delivered between"),
        pytest.param((DEAD, UNKNOWN, DEAD), False, id="no receipt between"),
        pytest.param((DEAD, DEAD, UNDERWAY), True, id="the next one is under way"),
        pytest.param((DEAD, DEAD, THERE), False, id="works again"),
    ],
)
def test_undelivered_twice_in_a_row(deliveries: tuple[Delivery, ...], in_a_row: bool) -> None:
    now = after(len(deliveries), 1)
    low = standing(undelivered(Tier.LOW, *deliveries), now).undelivered
    high = standing(undelivered(Tier.HIGH, *deliveries), now).undelivered
    assert (low, high) == ((2, 3) if in_a_row else (None, None))


def test_a_reply_between_proves_that_the_number_works() -> None:
    history = undelivered(Tier.LOW, DEAD, DEAD, replies=(after(1, 60),))
    assert standing(history, after(2, 1)).undelivered is None


def remindable(**facts: datetime) -> History:
    checkin = replace(SentCheckIn(FIRST, reminder_at=FIRST + 30 * HOUR), **facts)
    return History(Tier.HIGH, EXIT, (checkin,))


@pytest.mark.parametrize(
    ("history", "hours", "due"),
    [
        pytest.param(remindable(), 29, False, id="not yet"),
        pytest.param(remindable(), 30, True, id="now"),
        pytest.param(remindable(), 45, True, id="a little late"),
        pytest.param(remindable(), 46, False, id="too late: not sent any more"),
        pytest.param(remindable(reminded_at=FIRST + 30 * HOUR), 31, False, id="once is enough"),
        pytest.param(remindable(replied_at=FIRST + HOUR), 31, False, id="answered"),
        pytest.param(remindable(closed_at=FIRST + HOUR), 31, False, id="closed"),
        pytest.param(
            replace(remindable(), replies=(FIRST + HOUR,)), 31, False, id="wrote something else"
        ),
        pytest.param(silent(Tier.HIGH, 1), 31, False, id="no safe moment for one"),
        pytest.param(History(Tier.HIGH, EXIT), 31, False, id="nothing sent yet"),
    ],
)
def test_one_reminder(history: History, hours: int, due: bool) -> None:
    assert standing(history, FIRST + hours * HOUR).reminder_due is due


@pytest.mark.parametrize(
    ("history", "hours", "watch"),
    [
        pytest.param(remindable(), 23, None, id="not yet"),
        pytest.param(remindable(), 24, 1, id="24 hours"),
        pytest.param(silent(Tier.HIGH, 1), 47, 1, id="without reminder too"),
        pytest.param(remindable(), 48, None, id="the case takes over"),
        pytest.param(remindable(replied_at=FIRST), 30, None, id="answered"),
        pytest.param(silent(Tier.LOW, 1), 30, None, id="low risk"),
    ],
)
def test_high_risk_is_watched(history: History, hours: int, watch: int | None) -> None:
    assert standing(history, FIRST + hours * HOUR).watch == watch


@pytest.mark.parametrize(
    ("tier", "day", "lost"),
    [
        pytest.param(Tier.LOW, "2026-03-31T23:59", False, id="low, 29 days"),
        pytest.param(Tier.LOW, "2026-04-01T00:00", True, id="low, 30 days"),
        pytest.param(Tier.HIGH, "2026-03-15T23:59", False, id="high, 13 days"),
        pytest.param(Tier.HIGH, "2026-03-16T00:00", True, id="high, 14 days"),
    ],
)
def test_out_of_contact(tier: Tier, day: str, lost: bool) -> None:
    assert standing(silent(tier, 1), local(day)).out_of_contact is lost


def test_uncounted_days_put_off_out_of_contact_but_not_freezing() -> None:
    days = frozenset(date(2026, 3, 10) + number * DAY for number in range(5))
    history = silent(Tier.LOW, 1, uncounted_on=days)
    assert not standing(history, local("2026-04-05T12:00")).out_of_contact
    assert standing(history, local("2026-04-06T12:00")).out_of_contact
    assert standing(history, local("2026-05-31T12:00")).freeze


def test_who_was_not_asked_is_not_lost_for_60_days() -> None:
    answered = SentCheckIn(FIRST, replied_at=FIRST + HOUR)
    history = History(Tier.HIGH, EXIT, (answered,))
    assert not standing(history, FIRST + 59 * DAY).out_of_contact
    assert standing(history, FIRST + 60 * DAY).out_of_contact


@pytest.mark.parametrize(
    ("days", "verify", "freeze"),
    [
        pytest.param(59, None, False, id="59"),
        pytest.param(60, 1, False, id="60"),
        pytest.param(75, 2, False, id="75"),
        pytest.param(89, 2, False, id="89"),
        pytest.param(90, 2, True, id="90"),
    ],
)
def test_replies_alone_do_not_prove_that_it_is_she(
    days: int, verify: int | None, freeze: bool
) -> None:
    spoken = local("2026-03-20T10:00")
    now = spoken + days * DAY
    history = History(Tier.LOW, EXIT, replies=(now - HOUR,), verified_contacts=(spoken,))
    found = standing(history, now)
    assert (found.verify, found.freeze, found.out_of_contact) == (verify, freeze, False)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        pytest.param("2026-05-16T23:59", None, id="15 days before"),
        pytest.param("2026-05-17T00:00", 1, id="14 days before"),
        pytest.param("2026-06-05T12:00", 1, id="expired"),
    ],
)
def test_plan_renewal(today: str, due: int | None) -> None:
    now = local(today)
    history = History(Tier.LOW, EXIT, verified_contacts=(now,), plan_expires_on=date(2026, 5, 31))
    assert standing(history, now) == Standing(plan_renewal=due)


@pytest.mark.parametrize(
    ("next_contact", "expires"),
    [
        pytest.param(None, date(2026, 5, 31), id="none planned"),
        pytest.param(date(2026, 4, 2), date(2026, 5, 31), id="90 days are later"),
        pytest.param(date(2026, 9, 2), date(2026, 9, 2), id="the contact is later"),
    ],
)
def test_plans_last_90_days_or_until_the_next_contact(
    next_contact: date | None, expires: date
) -> None:
    assert plan_expiry(EXIT, next_contact) == expires
