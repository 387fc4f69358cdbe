"""Numbers that are not hers alone: two on one, and one that was sold on."""

from monitor.sms.models import InboundMessage
from monitor.triage.models import Case
from tests.journeys.story import CHECKIN, HER, NJERI, PAGE_NOW, Story

BARAKA = {
    "code_name": "Baraka", "pin": "7395", "duress_1": "mihogo", "duress_2": "parachichi",
    "birth_year": "1995",
}  # fmt: skip
BOUGHT = "nimenunua hii line, wewe ni nani"
VOICE = {"method": "voice", "reached": "her", "condition": "safe", "next_step": "none"}


def cases_of(story: Story, person_id: str | None) -> list[str]:
    return sorted(case.reason for case in story.rows(Case, Case.person_id == person_id))


def test_two_who_were_both_asked_answer_and_nobody_guesses_who(story: Story) -> None:
    story.duty()
    amani, baraka = story.enrol(), story.enrol(**BARAKA)
    story.on("2026-03-04 21:00")
    assert story.got() == [CHECKIN, CHECKIN]

    story.on("2026-03-05 09:00")
    story.text("1")
    assert story.got() == [CHECKIN, CHECKIN], "an answer would be a guess as well"
    (message,) = story.rows(InboundMessage)
    assert (message.matched, message.person_id) == ("shared", None)
    assert [checkin.state for checkin in story.checkins()] != ["closed", "closed"]
    assert "ok" not in [checkin.closed_as for checkin in story.checkins()]
    assert cases_of(story, amani) == cases_of(story, baraka) == []

    njeri = story.browse("njeri")
    assert "Several people" in njeri.get("/texts").text or message.id in njeri.get("/texts").text
    njeri.post(f"/texts/{message.id}/words")
    njeri.post(f"/texts/{message.id}/assign", {"code_name": "Amani"})
    (message,) = story.rows(InboundMessage)
    assert (message.matched, message.person_id) == ("person", amani)


def test_danger_on_a_shared_number_pages_before_anybody_knows_who(story: Story) -> None:
    story.duty()
    amani, baraka = story.enrol(), story.enrol(**BARAKA)
    story.on("2026-03-05 09:00")
    story.text("ananipiga sasa")
    assert cases_of(story, None) == ["distress"]
    assert cases_of(story, amani) == cases_of(story, baraka) == []
    assert story.got(NJERI) == [PAGE_NOW]
    assert story.got() == [CHECKIN, CHECKIN]


def test_a_line_that_was_sold_on_is_told_nothing_until_she_was_heard(story: Story) -> None:
    story.duty()
    amani = story.enrol()
    story.on("2026-03-05 09:00")
    story.text(BOUGHT)
    assert story.got() == [CHECKIN], "nothing is confirmed to a stranger"
    assert "freeze" in story.restrictions(amani)
    case = story.case("wrong_number")
    assert [event.rule for event in story.events("wrong_number")] == ["recycled"]

    story.on("2026-03-09 09:00")
    for words in ("1", "samahani ni mimi", "nipigie"):
        story.text(words)
    dialled = story.handset()
    dialled.dial()
    assert story.got() == [CHECKIN], "neither a text nor a screen lifts it"
    assert "freeze" in story.restrictions(amani)

    njeri = story.browse("njeri")
    njeri.post(f"/cases/{case.id}/claim")
    njeri.post(f"/cases/{case.id}/contact", {**VOICE, "confirmed": "no"})
    assert "freeze" in story.restrictions(amani)
    story.later(minutes=5)
    njeri.post(f"/cases/{case.id}/contact", {**VOICE, "confirmed": "yes"})
    assert "freeze" not in story.restrictions(amani)
    story.on("2026-03-16 21:00")
    assert story.got()[-1] == CHECKIN
    assert len(story.got()) > 1, "she is asked again"


def test_a_hostile_reader_gets_no_word_and_a_person_looks_the_same_day(story: Story) -> None:
    story.duty()
    amani = story.enrol()
    story.on("2026-03-05 09:00")
    story.text("unamtext mke wangu wewe ni nani")
    assert "freeze" in story.restrictions(amani)
    assert story.case("hostile").severity >= 3
    story.on("2026-03-12 21:00")
    assert story.got(HER) == [CHECKIN]


def test_danger_sent_in_two_texts_is_heard(story: Story) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-05 09:00")
    story.text("sitaki")
    story.text("maisha")
    case = story.case("distress")
    assert case.severity == 4
    assert "opt_out" in story.restrictions(story.person()), "a stop in one part stays a stop"
    assert story.got(NJERI) == [PAGE_NOW]
    njeri = story.browse("njeri")
    shown = njeri.post(f"/cases/{case.id}/words").text
    assert shown.index("“sitaki”") < shown.index("“maisha”")
