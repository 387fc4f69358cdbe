"""Phones keep their texts in the order of arrival."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from monitor.core.errors import Invalid, NotFound
from monitor.simulator.handsets import (
    Handset,
    Handsets,
    PhoneState,
    TextMessage,
    demand_reachable,
)

HER = "+254712345678"
AT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def test_a_number_in_any_form_is_one_phone() -> None:
    handsets = Handsets()

    numbers = {handsets.get(text).number for text in ("0712345678", "254712345678", HER)}

    assert numbers == {HER}
    assert len(handsets.list_phones()) == 1


def test_a_bad_number_makes_no_phone() -> None:
    handsets = Handsets()

    with pytest.raises(Invalid):
        handsets.get("MTN")
    assert handsets.list_phones() == []


def test_messages_after_a_place_leave_out_that_place() -> None:
    handsets = Handsets()
    first, second = handsets.add(_text("one")), handsets.add(_text("two"))

    assert handsets.messages(HER, first.seq) == [second]
    assert handsets.messages(HER, second.seq) == []
    assert handsets.messages(HER) == [first, second]


def test_a_waiting_text_arrives_with_a_fresh_place_and_time() -> None:
    handsets = Handsets()
    handsets.add(_text("waits", status="waiting"))
    read = handsets.add(_text("read"))
    later = AT + timedelta(hours=2)

    hidden = handsets.messages(HER)
    arrived = handsets.arrive_waiting(HER, later)

    assert hidden == [read]
    assert [(message.text, message.at) for message in arrived] == [("waits", later)]
    assert handsets.messages(HER, read.seq) == arrived
    assert handsets.arrive_waiting(HER, later) == []


def test_only_texts_from_the_application_count_as_unread() -> None:
    handsets = Handsets()
    handsets.add(_text("one"))
    handsets.add(_text("mine", direction="inbound"))
    before = handsets.count_unread(handsets.get(HER))

    handsets.mark_read(HER)

    assert (before, handsets.count_unread(handsets.get(HER))) == (1, 0)


def test_the_phone_last_spoken_to_comes_first() -> None:
    handsets = Handsets()
    other = "+254733000001"
    handsets.add(_text("one"))
    handsets.add(_text("two", number=other))
    handsets.add(_text("three"))

    assert [phone.number for phone in handsets.list_phones()] == [HER, other]


@pytest.mark.parametrize("query", ["0712345678", "712 345", "+2547123", "345678"])
def test_a_phone_is_found_by_digits_however_written(query: str) -> None:
    handsets = Handsets()
    handsets.get(HER)
    handsets.get("+254733000001")

    assert [phone.number for phone in handsets.list_phones(query)] == [HER]


def test_a_snapshot_through_json_brings_everything_back() -> None:
    handsets, again = Handsets(), Handsets()
    handsets.add(_text("Habari ĩ"))
    handsets.change(HER, state=PhoneState.STRANGER, delay_seconds=2.0)

    again.load(json.loads(json.dumps(handsets.dump())))

    assert again.get(HER) == handsets.get(HER)
    assert again.messages(HER) == handsets.messages(HER)
    assert again.add(_text("next")).seq == handsets.add(_text("next")).seq


@pytest.mark.parametrize(
    ("state", "reachable"),
    [
        (PhoneState.ON, True),
        (PhoneState.STRANGER, True),
        (PhoneState.OFF, False),
        (PhoneState.ABSENT, False),
        (PhoneState.MISSING, False),
    ],
)
def test_only_a_phone_with_network_acts(state: PhoneState, reachable: bool) -> None:
    phone = Handset(number=HER, state=state)

    if reachable:
        demand_reachable(phone)
    else:
        with pytest.raises(NotFound):
            demand_reachable(phone)


def _text(
    text: str, *, number: str = HER, direction: str = "outbound", status: str = "delivered"
) -> TextMessage:
    return TextMessage(
        seq=0,
        direction=direction,
        number=number,
        other="HABARI",
        text=text,
        at=AT,
        message_id=f"ATXid_{text}",
        parts=1,
        status=status,
    )
