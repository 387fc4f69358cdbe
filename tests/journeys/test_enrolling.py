"""A caseworker enrols somebody on her last day; two days later the first check-in goes out."""

from monitor.core.clock import to_local
from tests.journeys.enrolling import FORM, enrol_by_form
from tests.journeys.story import ACK, CHECKIN, Story


def test_from_the_form_to_the_first_answer(story: Story) -> None:
    story.duty()
    njeri = story.browse("njeri")
    person_id = enrol_by_form(
        story, njeri, from_1="18:00", to_1="20:00", cover_story="duka la nguo",
    )  # fmt: skip
    page = njeri.get(f"/people/{person_id}").text
    assert "Amani" in page
    assert "duka la nguo" in page
    assert "0712" not in page
    (enrolled,) = story.facts("enrolled")
    assert enrolled.recorded_by == story.staff_ids["njeri"]

    story.on("2026-03-04 17:59")
    assert story.got() == []
    story.on("2026-03-04 20:00")
    assert story.got() == [CHECKIN]
    (sent,) = [row for row in story.messages() if row.purpose == "checkin"]
    local = to_local(sent.sent_at)
    assert (local.date().isoformat(), 18 <= local.hour < 20) == ("2026-03-04", True)
    story.on("2026-03-05 18:30")
    story.text("1")
    assert story.got()[-1] == ACK


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_half_written(story: Story) -> None:
    njeri = story.browse("njeri")
    njeri.get("/enrol")
    wrong = {**FORM, "phone": "12", "pin": "1234", "duress_1": "sawa"}
    sent = njeri.post("/enrol", wrong)
    assert sent.status_code == 400
    assert "This is not a valid phone number." in sent.text
    assert story.facts("enrolled") == []
    right = njeri.post("/enrol", {**FORM})
    assert right.status_code == 303
