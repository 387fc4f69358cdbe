"""Tasks that keep her from running into a limit end when what they ask for is done."""

from datetime import date

from monitor.people import service as people
from monitor.triage.models import Case
from tests.factories.web import Browser
from tests.journeys.story import CHECKIN, Story


def by_voice(browser: Browser, case_id: str, **changes: str) -> None:
    """Log that she was spoken with, her identity checked."""
    browser.post(f"/cases/{case_id}/claim")
    log = {"method": "voice", "reached": "her", "condition": "safe", "confirmed": "yes"}
    sent = browser.post(f"/cases/{case_id}/contact", {**log, "next_step": "none", **changes})
    assert sent.status_code == 303


def test_a_plan_that_runs_out_holds_check_ins_until_it_is_renewed(story: Story) -> None:
    story.duty()
    person_id = story.enrol(plan_expires="2026-03-20")
    story.on("2026-03-06 12:00")
    assert story.case("plan_renewal").severity == 1
    story.on("2026-03-31 12:00")
    assert story.got().count(CHECKIN) == 3
    assert [row.skip_reason for row in story.checkins()][3:] == ["plan_expired"] * 2

    njeri = story.browse("njeri")
    njeri.get(f"/people/{person_id}/plan")
    renewed = {
        "days_1": ["mon", "tue"], "from_1": "10:00", "to_1": "12:00", "sms_ok": "yes",
        "plan_expires": "2026-06-29",
    }  # fmt: skip
    assert njeri.post(f"/people/{person_id}/plan", renewed).status_code == 303
    story.on("2026-04-06 13:00")
    assert story.got().count(CHECKIN) == 4


def test_the_task_to_renew_a_plan_ends_when_it_is_renewed(story: Story) -> None:
    story.duty()
    person_id = story.enrol(plan_expires="2026-03-20")
    story.on("2026-03-06 12:00")
    njeri = story.browse("njeri")
    renewed = {
        "days_1": ["mon"], "from_1": "10:00", "to_1": "12:00", "sms_ok": "yes",
        "plan_expires": "2026-06-04",
    }  # fmt: skip
    assert njeri.post(f"/people/{person_id}/plan", renewed).status_code == 303
    assert story.case("plan_renewal").state == "closed"


def test_a_verified_call_settles_verify_and_the_planned_contact(story: Story) -> None:
    story.duty()
    story.enrol(plan_expires="2026-12-31")
    story.on("2026-05-01 12:00")
    assert story.case("verify").severity == 1
    by_voice(story.browse("njeri"), story.case("planned_contact").id)
    assert story.case("verify").state == "closed"
    month_2 = [row for row in story.measures() if row.what == "human_contact" and row.month == 1]
    assert [row.state for row in month_2] == ["window_passed"]


def test_a_verified_call_settles_the_plan_and_asks_again_where_it_still_runs_out(
    story: Story,
) -> None:
    story.duty()
    story.enrol(plan_expires="2026-03-20")
    story.on("2026-03-09 12:00")
    by_voice(story.browse("njeri"), story.case("planned_contact").id)
    assert story.case("plan_renewal").state == "closed"
    story.on("2026-03-10 12:00")
    renewals = [case.state for case in story.rows(Case) if case.reason == "plan_renewal"]
    assert renewals == ["closed", "open"]


def test_a_call_in_which_she_says_that_her_plan_holds_renews_it(story: Story) -> None:
    story.duty()
    person_id = story.enrol(plan_expires="2026-03-20")
    story.on("2026-03-09 12:00")
    by_voice(story.browse("njeri"), story.case("planned_contact").id, plan_holds="yes")
    assert story.case("plan_renewal").state == "closed"
    her = story.reading(lambda session: people.identity(session, person_id, now=story.now))
    assert her.plan.expires_on == date(2026, 6, 7)
    assert her.plan.windows == "daily 08:00-20:00"
    story.on("2026-04-30 12:00")
    assert story.case("plan_renewal").state == "closed"


def test_a_plan_is_not_renewed_where_it_was_not_shown_that_it_is_she(story: Story) -> None:
    story.duty()
    person_id = story.enrol(plan_expires="2026-03-20")
    story.on("2026-03-09 12:00")
    njeri = story.browse("njeri")
    by_voice(njeri, story.case("planned_contact").id, plan_holds="yes", confirmed="no")
    her = story.reading(lambda session: people.identity(session, person_id, now=story.now))
    assert her.plan.expires_on == date(2026, 3, 20)
    assert story.case("plan_renewal").state == "open"
