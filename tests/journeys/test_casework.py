"""A caseworker closes the loop on her pages, from the link that starts her account to the end."""

import re

from monitor.audit.models import AuditEvent
from tests.factories.installation import run_command
from tests.factories.staff import PASSWORD
from tests.factories.web import Browser, browse
from tests.journeys.story import ACK, CHECKIN, NJERI, PAGE_NOW, Story

WORDS = "amenipiga jana usiku"


def trail(story: Story) -> list[str]:
    return [row.event for row in story.rows(AuditEvent)]


def test_from_the_first_link_to_a_closed_case(story: Story) -> None:
    shown = run_command(
        story.app, "staff", "add", "zawadi", "--role", "caseworker", "--shelter", "Nairobi House",
        "--language", "en", "--phone", "0799000009",
    )  # fmt: skip
    link = re.search(r"/start/\S+", shown.out)
    assert link is not None
    newcomer = Browser(story.app.test_client())
    newcomer.get(link[0])
    started = newcomer.post(link[0], {"password": PASSWORD, "again": PASSWORD})
    assert started.status_code == 303
    assert newcomer.get(link[0]).status_code == 404, "a link works once"

    story.duty()
    story.enrol(caseworker="zawadi")
    story.on("2026-03-05 09:00")
    story.text(WORDS)
    assert story.got() == [CHECKIN, ACK]
    assert story.got(NJERI) == [PAGE_NOW]

    zawadi = browse(story.app, "zawadi")
    queue = zawadi.get("/cases").text
    assert "Amani" in queue
    assert "Violence reported" in queue
    assert WORDS not in queue
    case_id = story.case("distress").id
    page = zawadi.get(f"/cases/{case_id}").text
    assert WORDS not in page
    assert zawadi.post(f"/cases/{case_id}/claim").status_code == 303
    assert WORDS in zawadi.post(f"/cases/{case_id}/words").text
    assert "+254712345678" in zawadi.post(f"/cases/{case_id}/number").text
    assert {"case_claimed", "text_seen", "person_seen"} <= set(trail(story))
    assert all(event.read_at is not None for event in story.events("distress"))

    zawadi.get(f"/cases/{case_id}/contact")
    contact = {
        "method": "voice", "reached": "her", "condition": "safe", "confirmed": "yes",
        "next_step": "call", "when": "tomorrow", "opened": zawadi.hidden("opened"),
        "note": "yuko kwa dada",
    }  # fmt: skip
    assert zawadi.post(f"/cases/{case_id}/contact", contact).status_code == 303
    assert story.case("distress").state == "waiting"
    (fact,) = [f for f in story.facts("contact_recorded") if f.recorded_by is not None]
    assert fact.data == {
        "method": "voice", "reached": "her", "condition": "safe", "verified": True
    }  # fmt: skip

    asked = zawadi.post(f"/cases/{case_id}/close", {"outcome": "safe", "next_step": "none"})
    assert asked.status_code == 303
    assert story.case("distress").state == "waiting", "at severity 4 a supervisor agrees first"
    assert "Waits for a supervisor" in zawadi.get(f"/cases/{case_id}").text

    wanjiku = story.browse("wanjiku")
    closed = wanjiku.post(f"/cases/{case_id}/close", {"outcome": "safe", "next_step": "none"})
    assert closed.status_code == 303
    case = story.case("distress")
    assert (case.state, case.outcome) == ("closed", "safe")
    assert [fact.data for fact in story.facts("case_closed")] == [
        {"reason": "distress", "outcome": "safe"}
    ]
    assert story.checkins()[0].closed_as == "person"
    shown = run_command(story.app, "audit", "verify")
    assert shown.status == 0, shown
    story.on("2026-03-06 12:00")
    assert story.got(NJERI) == [PAGE_NOW], "whoever acts in time is not chased"


def test_a_case_is_not_closed_over_words_that_nobody_read(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-05 09:00")
    story.text("2")
    case_id = story.case("problem").id
    njeri = story.browse("njeri")
    njeri.post(f"/cases/{case_id}/claim")
    end = {"outcome": "helped", "next_step": "none"}
    assert njeri.post(f"/cases/{case_id}/close", end).status_code == 409
    njeri.post(f"/cases/{case_id}/words")
    assert njeri.post(f"/cases/{case_id}/close", end).status_code == 303
    assert story.case("problem").state == "closed"


def test_a_form_sent_twice_is_kept_once_and_a_corrected_one_beside_it(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-05 09:00")
    story.text("2")
    case_id = story.case("problem").id
    njeri = story.browse("njeri")
    njeri.post(f"/cases/{case_id}/claim")
    njeri.get(f"/cases/{case_id}/contact")
    said = {
        "method": "voice", "reached": "her", "condition": "safe", "confirmed": "yes",
        "next_step": "call", "when": "tomorrow", "opened": njeri.hidden("opened"),
    }  # fmt: skip
    for form in (said, said, {**said, "condition": "not_safe"}):
        assert njeri.post(f"/cases/{case_id}/contact", form).status_code == 303
    kept = [fact.data["condition"] for fact in story.facts("contact_recorded")]
    assert kept == ["safe", "not_safe"]
    assert story.case("problem").severity == 3, "not safe is at least severity 3"
