"""What she asks for is done: an hour on the Swahili clock, no calls, another number or language."""

import pytest

from monitor.core.clock import to_local
from monitor.people import service as people
from tests.journeys.story import ACK_CALL, ACK_LATER, CHECKIN, STRANGER, Story


@pytest.fixture
def told(story: Story) -> Story:
    """Return a story on the morning after her first check-in."""
    story.duty()
    story.enrol()
    story.on("2026-03-05 09:00")
    return story


def test_three_at_night_is_nine_in_the_evening_and_the_case_is_due_then(told: Story) -> None:
    told.text("nipigie saa tatu usiku")
    case = told.case("callback")
    assert case.severity == 2
    assert to_local(case.act_by).isoformat() == "2026-03-05T21:00:00+03:00"
    assert told.got()[-1] == ACK_CALL
    page = told.browse("njeri").get(f"/cases/{case.id}").text
    assert "Wishes to be called 21:00" in page


def test_the_hour_may_come_in_a_second_text(told: Story) -> None:
    told.text("nipigie")
    told.text("saa tatu usiku")
    assert to_local(told.case("callback").act_by).hour == 21


def test_an_hour_tomorrow_never_puts_danger_off(told: Story) -> None:
    told.text("amenipiga, nipigie kesho saa tatu usiku")
    case = told.case("distress")
    assert (case.act_by - case.arrived_at).total_seconds() == 30 * 60


def test_an_hour_without_its_part_of_the_day_is_left_to_a_person(told: Story) -> None:
    told.text("nipigie saa tatu")
    (event,) = told.events("callback")
    assert "call_at" not in event.details
    assert event.read_by is not None


def test_no_calls_is_locked_at_once_and_the_plan_is_to_be_agreed_again(told: Story) -> None:
    told.text("usinipigie")
    assert "no_call" in told.restrictions(told.person())
    assert told.case("request").severity >= 1
    told.text("nipigie tafadhali")
    assert ACK_CALL not in told.got(), "no call is promised while she wants none"
    assert told.got()[-1] == ACK_LATER


def test_not_at_noon_but_at_night_locks_nothing_and_is_a_task(told: Story) -> None:
    told.text("usinipigie mchana, nipigie saa tatu usiku")
    assert "no_call" not in told.restrictions(told.person())
    assert to_local(told.case("callback").act_by).hour == 21
    assert told.case("request").state == "open"


def test_a_new_number_is_checked_by_voice_and_never_written_to(told: Story) -> None:
    told.text("namba yangu mpya ni 0799999999")
    case = told.case("new_number")
    assert case.severity == 2
    number = told.reading(lambda session: people.number_of(session, told.person()))
    assert number == "+254712345678"
    assert "0799999999" not in str(told.events("new_number")[0].details)
    told.on("2026-03-30 21:00")
    assert told.got(STRANGER) == []


def test_another_language_is_a_task_and_her_language_stays(told: Story) -> None:
    told.text("niandikie kwa kingereza tafadhali")
    assert told.case("request").state == "open"
    language = told.reading(
        lambda session: people.contact_facts(session, told.person(), now=told.now).language
    )
    assert language == "sw"
    told.on("2026-03-11 21:00")
    assert told.got().count(CHECKIN) == 2, "she is asked on, in her language"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("ndi mwega muno, ngatho", id="kikuyu"),
        pytest.param("ንጀራ የለኝም", id="amharic"),
    ],
)
def test_a_text_in_another_language_goes_to_a_person(told: Story, words: str) -> None:
    told.text(words)
    (event,) = told.events("unclear")
    assert event.read_by is not None
    assert "other_lang" in event.details["flags"]
    assert all(checkin.closed_as != "ok" for checkin in told.checkins())


def test_what_lasts_is_not_lost_beside_a_graver_case(told: Story) -> None:
    told.text("mtoto ni mgonjwa sana na nimehama")
    assert {"problem", "request"} <= set(told.cases())
