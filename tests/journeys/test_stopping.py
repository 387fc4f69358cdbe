"""She stops, or the number is not hers: everything that waits is taken back at once."""

from monitor.people.enrolment import PlanTerms
from monitor.people.safe_hours import parse_windows
from monitor.sms.claiming import Terms, claim
from monitor.sms.delivery import attempt
from monitor.sms.outcome import record_outcome
from monitor.usecases.change_contact import AgreePlan, change_contact
from tests.journeys.story import CHECKIN, NJERI, PAGE_NOW, STOPPED, Story, nairobi

BOTH = "stop texting he reads my phone and beats me"


def agree_on_silence(story: Story, person_id: str) -> None:
    """Agree on a plan by which a stop is not confirmed."""
    plan = PlanTerms(
        safe_hours=parse_windows("daily 08:00-20:00"), expires_on=nairobi("2026-05-31").date(),
        confirm_stop=False,
    )  # fmt: skip
    with story.programme.database.transaction() as session:
        change_contact(
            session, story.programme, AgreePlan(person_id=person_id, plan=plan), actor_id=None
        )


def queue_the_check_in(story: Story) -> str:
    """Stop the hands at the moment when a check-in waits in the outbox; return its message."""
    story.clock.set(story.due_checkin().due_at)
    assert story.job("send_checkins").run(story.programme) == 1
    (message,) = [row for row in story.messages() if row.state == "queued"]
    return message.id


def test_stop_and_danger_in_one_text_are_both_acted_on(story: Story) -> None:
    story.duty()
    person_id = story.enrol()
    agree_on_silence(story, person_id)
    story.on("2026-03-05 09:00")
    story.text(BOTH)

    assert "opt_out" in story.restrictions(person_id)
    assert story.got() == [CHECKIN], "her plan wants no confirmation"
    assert story.got(NJERI) == [PAGE_NOW]
    assert story.case("distress").severity == 4
    assert story.case("stop").state == "open", "a caseworker asks whether she meant it"
    assert story.case("stop").severity == 3, "in danger somebody else may have sent it"
    story.on("2026-04-20 20:00")
    assert story.got() == [CHECKIN], "nothing is sent after a stop"
    assert {row.skip_reason for row in story.checkins()[1:]} == {"opted_out"}


def test_a_stop_is_confirmed_once_where_the_plan_wants_it(story: Story) -> None:
    story.duty()
    story.enrol(risk="high")
    story.on("2026-03-05 09:00")
    story.text("acha kunitumia messages")
    assert story.got() == [CHECKIN, STOPPED]
    case = story.case("stop")
    assert case.severity == 3, "at high risk somebody else may have sent it"
    story.text("STOP")
    story.on("2026-04-20 20:00")
    assert story.got().count(CHECKIN) == 1


def test_what_waits_is_cancelled_in_the_very_transaction_of_the_stop(story: Story) -> None:
    story.duty()
    person_id = story.enrol()
    message_id = queue_the_check_in(story)
    story.hold_jobs = True
    story.text(BOTH)
    assert story.restrictions(person_id) == frozenset()
    assert story.job("read_inbox").run(story.programme) == 1

    (row,) = [row for row in story.messages() if row.id == message_id]
    assert (row.state, row.reason) == ("cancelled", "channel_locked")
    assert "opt_out" in story.restrictions(person_id)
    story.hold_jobs = False
    story.later(minutes=5)
    assert CHECKIN not in story.got()


def test_a_stop_committed_before_the_claim_is_obeyed(story: Story) -> None:
    story.duty()
    story.enrol()
    queue_the_check_in(story)
    story.text("STOP")
    story.on("2026-03-20 20:00")
    assert story.got() == [STOPPED]
    assert [row.state for row in story.checkins()][:1] == ["skipped"]


def test_a_stop_between_claim_and_send_lets_at_most_that_one_out(story: Story) -> None:
    story.duty()
    story.enrol()
    queue_the_check_in(story)
    programme = story.programme
    terms = Terms(
        worker="w", now=story.now, wall_now=story.now, rota_covered=True, unapproved_ok=True,
        gateway="recording",
    )  # fmt: skip
    with programme.database.transaction() as session:
        (claimed,) = claim(session, terms, limit=5).messages
    story.text("STOP")
    outcome = attempt(story.gateway, claimed)
    with programme.database.transaction() as session:
        record_outcome(session, claimed.message_id, outcome, gateway="recording", now=story.now)
    story.on("2026-04-20 20:00")
    assert sorted(story.got()) == sorted([CHECKIN, STOPPED])


def test_a_wrong_number_is_frozen_until_a_caseworker_has_heard_her(story: Story) -> None:
    story.duty()
    person_id = story.enrol()
    story.on("2026-03-05 09:00")
    story.text("wrong number, sikujui")
    assert story.got() == [CHECKIN], "nothing is said to a stranger"
    assert "freeze" in story.restrictions(person_id)
    case = story.case("wrong_number")
    assert case.severity == 2
    story.on("2026-03-17 20:00")
    story.text("1")
    assert story.got() == [CHECKIN], "no text lifts a freeze"

    browser = story.browse("njeri")
    browser.post(f"/cases/{case.id}/claim")
    log = {"method": "voice", "reached": "her", "condition": "safe", "next_step": "none"}
    browser.post(f"/cases/{case.id}/contact", {**log, "confirmed": "no"})
    assert "freeze" in story.restrictions(person_id), "nobody checked that it was she"
    story.later(minutes=5)
    browser.post(f"/cases/{case.id}/contact", {**log, "confirmed": "yes"})
    assert "freeze" not in story.restrictions(person_id)
    story.on("2026-03-23 21:00")
    assert story.got() == [CHECKIN, CHECKIN]
