"""Somebody stands beside her: what shows is what always shows, and staff are called unseen."""

from monitor.schedule.models import Measure
from monitor.sms.thanks_models import AirtimeThanks
from monitor.surveys.models import SurveyAnswer, SurveyRun
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


def test_a_block_a_pause_and_a_return_under_duress_look_real_and_count_for_nothing(
    story: Story,
) -> None:
    story.duty()
    her = enrol_with_both_pins(story)
    story.on("2026-04-01 10:00")
    phone = story.handset(HER)
    told = len(story.facts("contact_recorded"))
    open_measures = [row.id for row in story.rows(Measure) if row.state == "due"]

    assert phone.dial("7395", "2", *"22111") == "END Asante."
    phone.hang_up("Success")
    story.settle()
    assert story.case("duress").severity == 4
    assert "critical_answer" in story.cases(), "a worrying answer is acted on all the same"
    assert story.facts("survey_answered") == []
    assert [row.id for row in story.rows(Measure) if row.state == "due"] == open_measures
    assert len(story.facts("contact_recorded")) == told
    assert story.rows(AirtimeThanks) == []

    assert phone.dial("7395", "3", "1") == "END Asante."
    assert story.restrictions(her) == {"pause"}, "whoever stands beside her sees that it worked"
    assert phone.dial("7395", "3", "1") == "END Asante."
    assert story.restrictions(her) == {"pause"}, "nothing is loosened"

    assert phone.dial("4821", "3", "1") == "END Asante."
    assert story.restrictions(her) == frozenset()
    assert phone.dial("4821", "2", *"11111") == "END Asante."
    own = [run for run in story.rows(SurveyRun) if not run.under_duress]
    assert [len(story.rows(SurveyAnswer, SurveyAnswer.run_id == run.id)) for run in own] == [5]
    assert len(story.facts("survey_answered")) == 5


def enrol_with_both_pins(story: Story) -> str:
    """Enrol her by file and give her the second code on her page, as staff do by voice."""
    her = story.enrol()
    codes = {"method": "visit", "confirmed": "yes", "pin": "4821", "duress_pin": "7395"}
    sent = story.browse("njeri").post(f"/people/{her}/pin", codes)
    assert sent.status_code == 303
    return her
