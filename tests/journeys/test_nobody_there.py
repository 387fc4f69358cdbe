"""Nobody on duty, or somebody pulls the switch: nothing is asked that nobody could answer."""

from monitor.core.clock import to_local
from tests.factories.installation import run_command
from tests.journeys.story import ACK, ALARM, CHECKIN, MWANGI, WANJIKU, Story, nairobi


def test_without_a_rota_check_ins_wait_and_two_people_are_alarmed(story: Story) -> None:
    story.enrol()
    story.on("2026-03-04 19:00")
    assert story.got() == []
    assert story.alarms() == ["no_rota"]
    assert story.got(WANJIKU) == story.got(MWANGI) == [ALARM]
    assert [row.skip_reason for row in story.checkins()] == []

    waiting = story.due_checkin()
    assert to_local(waiting.due_at).date() == nairobi("2026-03-04 19:00").date()
    story.duty()
    story.on("2026-03-04 20:00")
    assert story.got() == [CHECKIN], "the same day, while her window is open"
    assert story.alarms() == []


def test_without_a_rota_texts_are_read_and_all_supervisors_are_paged(story: Story) -> None:
    story.enrol()
    story.on("2026-03-05 09:00")
    story.text("amenipiga")
    assert story.got() == [ACK]
    assert story.got(WANJIKU)[-1].startswith("New case.")


def test_a_day_without_a_rota_is_not_her_silence(story: Story) -> None:
    story.enrol()
    story.on("2026-03-08 23:00")
    assert story.got() == []
    story.on("2026-03-09 06:00")
    assert [row.skip_reason for row in story.checkins()] in ([], ["no_rota"])
    story.duty()
    story.on("2026-03-12 23:00")
    assert story.got().count(CHECKIN) == 1, "a missed one is never caught up"
    assert "silence" not in story.cases()


def test_the_kill_switch_for_all_holds_within_one_claim(story: Story) -> None:
    story.duty()
    story.enrol()
    story.clock.set(story.due_checkin().due_at)
    assert story.run("send_checkins") == 1
    assert [row.state for row in story.messages() if row.purpose == "checkin"] == ["queued"]
    stopped = run_command(story.app, "sending", "stop", "--all")
    assert stopped.status == 0
    story.settle()
    assert story.got() == []
    story.on("2026-03-12 20:00")
    assert story.got() == []
    assert {row.skip_reason for row in story.checkins()} == {"killed"}

    assert run_command(story.app, "sending", "start", "--all").status == 0
    story.on("2026-03-16 21:00")
    assert story.got() == [CHECKIN], "the next one goes out, none is caught up"
    assert story.checkins()[-1].slot_on.isoformat() == "2026-03-16"
    assert "out_of_contact" not in story.cases()


def test_the_kill_switch_leaves_pages_to_staff_alone(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-05 09:00")
    run_command(story.app, "sending", "stop", "--all")
    story.text("amenipiga")
    assert story.got() == [CHECKIN]
    assert story.case("distress").severity == 4
    assert len(story.facts("page_sent")) == 1


def test_days_under_the_kill_switch_for_all_are_not_her_silence(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-06 20:00")
    assert len(story.facts("checkin_late")) == 1
    assert run_command(story.app, "sending", "stop", "--all").status == 0
    story.on("2026-04-08 12:00")
    assert story.facts("out_of_contact") == [], "five weeks in which we wrote to nobody"
    assert run_command(story.app, "sending", "start", "--all").status == 0
