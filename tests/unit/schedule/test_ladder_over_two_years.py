"""Who does everything asked of her for two years never climbs the ladder."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.clock import NAIROBI
from monitor.people.safe_hours import SafeHours, parse_windows
from monitor.schedule.calendar import (
    What,
    checkin_dates,
    choose_moment,
    choose_reminder,
    due_items,
)
from monitor.schedule.history import Delivery, History, SentCheckIn, Tier
from monitor.schedule.ladder import Standing, standing

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)

windows_of_a_reachable_person = st.sampled_from(
    ["daily 18:00-20:00", "sun 14:00-16:00", "mon-fri 06:00-06:30", "sat 23:00-01:00"]
).map(parse_windows)


@settings(max_examples=15, deadline=None)
@given(
    exit_on=st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    tier=st.sampled_from(Tier),
    hours=windows_of_a_reachable_person,
    reply_hours=st.integers(0, 47),
)
def test_who_does_everything_asked_is_never_lost_frozen_or_a_case(
    exit_on: date, tier: Tier, hours: SafeHours, reply_hours: int
) -> None:
    story = Diligent(exit_on, tier, hours, reply_hours * HOUR)
    for day in range(731):
        found = story.live(exit_on + day * DAY)
        assert not found.out_of_contact
        assert not found.freeze
        assert not found.late
        assert found.silence is None
        assert found.undelivered is None


class Diligent:
    """Answers each check-in in time; is spoken with when planned or when a task asks for it."""

    def __init__(self, exit_on: date, tier: Tier, hours: SafeHours, delay: timedelta) -> None:
        self.history = History(tier, exit_on)
        days = checkin_dates(exit_on)
        moments = (
            choose_moment(slot, following, hours, seed=str(slot))
            for slot, following in zip(days, (*days[1:], days[-1] + 21 * DAY), strict=True)
        )
        self.checkins = [
            SentCheckIn(
                moment,
                Delivery.DELIVERED,
                replied_at=moment + delay,
                reminder_at=choose_reminder(moment, hours, seed=""),
            )
            for moment in moments
            if moment
        ]
        self.contact_days = {
            item.due_on for item in due_items(exit_on) if item.what is What.HUMAN_CONTACT
        }

    def live(self, day: date) -> Standing:
        """Live one day until noon, as known at noon."""
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=NAIROBI).astimezone(UTC)
        known = tuple(
            checkin
            if checkin.replied_at and checkin.replied_at <= noon
            else replace(checkin, replied_at=None)
            for checkin in self.checkins
            if checkin.sent_at <= noon
        )
        self.history = replace(self.history, checkins=known)
        if day in self.contact_days or standing(self.history, noon).verify:
            contacts = (*self.history.verified_contacts, noon)
            self.history = replace(self.history, verified_contacts=contacts)
        return standing(self.history, noon)
