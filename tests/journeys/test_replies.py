"""She answers: well, not well, and "well" with something behind it."""

from datetime import timedelta

from monitor.core.clock import to_local
from monitor.triage.clocks import read_by
from tests.journeys.story import (
    ACK,
    ACK_CALL,
    ACK_LATER,
    CHECKIN,
    NJERI,
    OTIENO,
    PAGE_NOW,
    REMINDER,
    Story,
)


def test_an_ok_closes_the_check_in_and_leaves_no_case(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-04 21:00")
    (checkin,) = story.checkins()
    assert to_local(checkin.sent_at).date().isoformat() == "2026-03-04"
    assert story.got() == [CHECKIN]

    story.on("2026-03-05 09:00")
    story.text("1")

    assert story.got() == [CHECKIN, ACK]
    (checkin,) = story.checkins()
    assert (checkin.state, checkin.closed_as, checkin.reply_label) == ("closed", "ok", "ok")
    assert story.cases() == {}
    assert [fact.data["label"] for fact in story.facts("checkin_replied")] == ["ok"]
    assert [fact.data["as"] for fact in story.facts("checkin_closed")] == ["ok"]
    story.on("2026-03-08 20:00")
    assert story.got() == [CHECKIN, ACK], "whoever answered is not reminded"
    assert story.got(NJERI) == []


def test_a_problem_opens_a_case_with_both_clocks(story: Story) -> None:
    story.duty()
    person_id = story.enrol()
    story.on("2026-03-05 09:00")
    story.text("2")
    arrived = story.now - timedelta(seconds=4)

    assert story.got() == [CHECKIN, ACK_LATER]
    case = story.case("problem")
    assert (case.severity, case.state, case.person_id) == (2, "open", person_id)
    assert case.act_by == arrived + timedelta(hours=48)
    (event,) = story.events("problem")
    assert event.read_by == read_by(arrived)
    assert to_local(event.read_by).isoformat() == "2026-03-05T20:00:00+03:00"
    (checkin,) = story.checkins()
    assert (checkin.state, checkin.closed_at) == ("replied", None)
    assert story.got(NJERI) == [], "severity 2 pages nobody"

    story.text("1")
    assert story.case("problem").state == "open", "an ok closes no case"


def test_a_wish_for_a_call_is_promised_only_while_somebody_is_on_duty(story: Story) -> None:
    story.duty(weeks=0.5)
    story.enrol()
    story.on("2026-03-05 09:00")
    story.text("3")
    assert story.got()[-1] == ACK_CALL
    story.on("2026-03-07 09:00")
    story.text("nipigie tafadhali")
    assert story.got()[-1] == ACK_LATER
    assert story.case("callback").severity >= 2


def test_well_but_beaten_is_distress_and_answered_like_an_ok(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-05 09:00")
    story.text("sawa lakini amenipiga")

    assert story.got() == [CHECKIN, ACK]
    case = story.case("distress")
    assert (case.severity, case.state) == (4, "open")
    assert case.act_by == case.arrived_at + timedelta(minutes=30)
    assert story.got(NJERI) == [PAGE_NOW]
    assert story.got(OTIENO) == []
    (checkin,) = story.checkins()
    assert (checkin.state, checkin.reply_label) == ("replied", "distress")
    assert [fact.data["severity"] for fact in story.facts("case_opened")] == [4]
    assert len(story.facts("page_sent")) == 1


def test_a_1_after_the_reminder_still_answers_the_check_in(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-06 09:00")
    assert story.got() == [CHECKIN, REMINDER]
    story.text("1")
    assert story.got() == [CHECKIN, REMINDER, ACK]
    assert story.checkins()[0].closed_as == "ok"
    assert story.cases() == {}


def test_a_1_weeks_after_the_question_is_read_by_a_person(story: Story) -> None:
    story.duty(weeks=0.5)
    story.enrol()
    story.on("2026-03-20 09:00")
    assert story.got().count(CHECKIN) == 1, "without a rota nothing more is asked"
    story.text("1")
    assert story.case("unclear").severity == 1
    assert story.events("unclear")[0].read_by is not None
