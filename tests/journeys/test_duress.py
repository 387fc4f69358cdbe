"""Somebody stands beside her: what shows is what always shows, and staff are called unseen."""

from tests.journeys.enrolling import enrol_by_form
from tests.journeys.story import ACK, CHECKIN, HER, NJERI, PAGE_NOW, Story

SHARED_MENU = "CON Chagua:\n1 Hali yako\n2 Pumzika wiki 2\n3 Acha\n0 Nipigie"


def test_her_word_in_a_text_is_answered_like_an_ok(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-05 09:00")
    story.text("sawa, tunakula maembe leo")
    assert story.got() == [CHECKIN, ACK]
    case = story.case("duress")
    assert case.severity == 4
    (event,) = story.events("duress")
    assert event.silent
    assert story.got(NJERI) == [PAGE_NOW]
    (checkin,) = story.checkins()
    assert checkin.closed_as is None, "nothing under duress counts as well"

    queue = story.browse("njeri").get("/cases?tab=team").text
    assert "Distress, " in queue
    assert "word for danger" not in queue, "a list may be read over a shoulder"
    inside = story.browse("njeri").get(f"/cases/{case.id}").text
    assert "Her word for danger" in inside


def test_a_word_mistyped_by_one_letter_still_counts(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-05 09:00")
    story.text("Kipepe0 ni nzuri")
    assert story.got() == [CHECKIN, ACK]
    assert story.events("duress")[0].details["meaning"] == "not_safe"


def test_the_other_pin_opens_the_usual_menu_and_pages(story: Story) -> None:
    story.duty()
    enrol_by_form(story, story.browse("wanjiku"), duress_pin="7395", survey_channel="ussd")
    story.on("2026-03-10 10:00")
    phone = story.handset(HER)
    usual = phone.dial("4821")
    assert usual == SHARED_MENU
    contacts = len(story.facts("contact_recorded"))
    assert phone.dial("7395") == usual
    story.settle()
    assert story.case("duress").severity == 4
    assert story.got(NJERI) == [PAGE_NOW]
    assert len(story.facts("contact_recorded")) == contacts, "no proof that it was she alone"

    assert phone.type("1").startswith("CON Habari yako?")
    phone.type("1")
    assert story.checkins()[-1].closed_as != "ok"
