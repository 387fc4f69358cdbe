"""The calls that are dialled against the clock: the provider's own form, transcript and all."""

from sqlalchemy import create_engine

from tests.bench.dialling import HOW_SHE_IS, NOBODYS, QUESTIONS, WRONG_PIN, calls_of
from tests.bench.house import PIN, House, number_of, stranger

KEYS = {"ussd": "a", "ussd-end": "b"}
HOUSE = House(0, KEYS, create_engine("sqlite://"))
TURNS = sum(len(entries) + 1 for entries in (HOW_SHE_IS, QUESTIONS, WRONG_PIN, NOBODYS))


def test_every_entry_is_added_to_the_transcript_of_its_call() -> None:
    calls = calls_of(HOUSE, range(1))
    (asked,) = (call for call in calls if "*2*" in call[-2].fields["text"])
    assert [post.fields["text"] for post in asked[:4]] == ["", PIN, f"{PIN}*2", f"{PIN}*2*1"]
    assert len({post.fields["sessionId"] for post in asked}) == 1


def test_each_call_ends_with_a_notice_that_is_not_timed() -> None:
    for call in calls_of(HOUSE, range(2)):
        *turns, notice = call
        assert all(post.timed and post.path.endswith("/ussd?key=a") for post in turns)
        assert not notice.timed
        assert notice.path.endswith("/ussd-end?key=b")


def test_as_many_strangers_dial_as_people_and_no_call_is_made_twice() -> None:
    calls = calls_of(HOUSE, range(3))
    assert sum(len(call) - 1 for call in calls) == 3 * TURNS
    numbers = {call[0].fields["phoneNumber"] for call in calls}
    assert numbers == {number(place) for place in range(3) for number in (number_of, stranger)}
    assert len({call[0].fields["sessionId"] for call in calls}) == len(calls)
