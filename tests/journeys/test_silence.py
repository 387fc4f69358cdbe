"""She does not answer: from a reminder to a frozen number, and back with any word of hers."""

from datetime import timedelta

from monitor.core.clock import to_local
from monitor.triage.models import CaseEvent
from tests.journeys.story import CHECKIN, NJERI, REMINDER, Story


def silences(story: Story) -> list[CaseEvent]:
    return [event for event in story.events("silence") if event.rule == "silence"]


def test_one_reminder_at_another_hour_then_late_and_at_low_risk_no_case(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-04 20:30")
    (checkin,) = story.checkins()
    sent_at = checkin.sent_at

    story.until(sent_at + timedelta(hours=23, minutes=59))
    assert story.got() == [CHECKIN]
    story.until(sent_at + timedelta(hours=46))
    assert story.got() == [CHECKIN, REMINDER]
    reminder = next(row for row in story.messages() if row.template == "reminder")
    assert timedelta(hours=24) <= reminder.sent_at - sent_at < timedelta(hours=46)
    assert to_local(reminder.sent_at).hour != to_local(sent_at).hour

    story.until(sent_at + timedelta(hours=47, minutes=59))
    assert story.facts("checkin_late") == []
    story.until(sent_at + timedelta(hours=48))
    assert len(story.facts("checkin_late")) == 1
    assert story.checkins()[0].state == "late"
    story.on("2026-03-08 20:00")
    assert "silence" not in story.cases()
    assert story.got() == [CHECKIN, REMINDER], "one reminder, no more"


def test_the_second_and_third_late_in_a_row_climb_the_ladder_at_low_risk(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-12 20:30")
    (second,) = silences(story)
    assert (second.severity, second.details["late_in_a_row"], second.details["ways"]) == (2, 2, [])
    assert story.checkins()[0].closed_as == "late", "the next check-in closes the late one"

    story.on("2026-03-19 20:30")
    third = silences(story)[-1]
    assert (third.severity, third.details["late_in_a_row"]) == (2, 3)
    assert third.details["ways"] == ["second_channel"]
    assert story.case("silence").severity == 2
    assert story.got(NJERI) == []


def test_at_high_risk_the_first_late_is_severity_3_by_day_after_a_watch(story: Story) -> None:
    story.duty()
    story.enrol(risk="high", windows="daily 19:00-20:00")
    story.on("2026-03-04 20:30")
    sent_at = story.checkins()[0].sent_at

    story.until(sent_at + timedelta(hours=24))
    watch = story.case("watch")
    assert watch.severity == 1
    story.until(sent_at + timedelta(hours=48))
    assert story.checkins()[0].state == "late"
    assert "silence" not in story.cases(), "it is night: the case waits for the day"
    story.on("2026-03-07 08:00")
    (event,) = silences(story)
    assert (event.severity, event.details["late_in_a_row"]) == (3, 1)
    assert to_local(event.arrived_at).hour == 8
    assert story.got(NJERI) == [], "silence pages nobody"

    story.on("2026-03-19 20:30")
    assert silences(story)[-1].details["ways"] == ["supervisor"]
    assert story.case("silence").severity == 3


def test_silence_ends_out_of_contact_and_then_frozen(story: Story) -> None:
    story.duty()
    person_id = story.enrol(plan_expires="2027-03-01")
    story.on("2026-03-31 20:00")
    assert story.facts("out_of_contact") == []
    story.on("2026-04-01 20:00")
    assert len(story.facts("out_of_contact")) == 1
    assert story.case("out_of_contact").severity == 2

    story.on("2026-05-30 20:00")
    assert "freeze" not in story.restrictions(person_id)
    story.on("2026-05-31 20:00")
    assert "freeze" in story.restrictions(person_id)
    assert story.case("frozen").severity == 2
    before = story.got()
    story.on("2026-06-30 20:00")
    assert story.got() == before, "nothing goes to a frozen number"
    assert {row.skip_reason for row in story.checkins()[-3:]} == {"frozen"}


def test_at_high_risk_contact_is_lost_after_14_days(story: Story) -> None:
    story.duty()
    story.enrol(risk="high")
    story.on("2026-03-15 20:00")
    assert story.facts("out_of_contact") == []
    story.on("2026-03-16 20:00")
    assert len(story.facts("out_of_contact")) == 1
    assert story.case("out_of_contact").severity == 3


def test_any_reply_breaks_the_row_and_brings_her_back(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-04-02 09:00")
    assert len(story.facts("out_of_contact")) == 1
    story.text("mambo sio mabaya")
    assert len(story.facts("back_in_contact")) == 1
    rows = len(silences(story))
    story.on("2026-04-15 07:00")
    assert len(silences(story)) == rows, "the next late one is the first of a new row"
    story.on("2026-04-16 20:30")
    assert silences(story)[-1].details["late_in_a_row"] == 2


def test_undelivered_twice_is_a_number_that_does_not_work_and_no_silence(story: Story) -> None:
    story.duty()
    story.enrol()
    for until in ("2026-03-04 20:30", "2026-03-09 20:30"):
        story.on(until)
        sent = [key for key, message in story.gateway.taken.items() if message.text == CHECKIN]
        story.receipt(sent[-1], status="Failed", failureReason="DeliveryFailure")
    assert [row.state for row in story.checkins()] == ["closed", "undelivered"]
    case = story.case("undelivered")
    assert (case.severity, case.state) == (2, "open")
    page = story.browse("njeri").get("/cases").text
    assert "Number stopped working" in page
    assert len(story.facts("checkin_undelivered")) == 2
