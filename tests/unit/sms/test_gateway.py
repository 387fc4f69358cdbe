"""The values every gateway shares."""

from datetime import UTC, datetime

import pytest

from monitor.sms.gateway import InboundSms, Outgoing, SendKind, SendOutcome, all_digits

NUMBER = "+254700000001"
TEXT = "Nahofia usiku"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("1", "1", id="digit"),
        pytest.param(" 12 \r\n", "12", id="trimmed"),
        pytest.param("٢", "2", id="arabic_indic"),
        pytest.param("\u200f٢\u200f", "2", id="with_direction_marks"),
        pytest.param("２", "2", id="full_width"),
        pytest.param("²", None, id="superscript_is_no_digit"),
        pytest.param("2*", None, id="star"),
        pytest.param("2 3", None, id="two_numbers"),
        pytest.param("", None, id="empty"),
        pytest.param("moja", None, id="word"),
    ],
)
def test_an_answer_is_digits_and_nothing_else(typed: str, expected: str | None) -> None:
    assert all_digits(typed) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param(SendKind.ACCEPTED, False, id="accepted"),
        pytest.param(SendKind.AMBIGUOUS, False, id="ambiguous"),
        pytest.param(SendKind.HELD, False, id="held"),
        pytest.param(SendKind.NOT_TAKEN, True, id="not_taken"),
        pytest.param(SendKind.REFUSED_PERMANENT, True, id="refused"),
        pytest.param(SendKind.SUPPRESS_NUMBER, True, id="blocked"),
        pytest.param(SendKind.CONFIG_ERROR, True, id="configuration"),
        pytest.param(SendKind.PAUSE_ACCOUNT, True, id="no_balance"),
    ],
)
def test_only_some_outcomes_exclude_a_copy_on_its_way(kind: SendKind, expected: bool) -> None:
    assert SendOutcome(kind=kind, code="", reason="").certainly_not_taken is expected


def test_the_providers_id_decides_whether_a_text_was_seen() -> None:
    assert inbound(provider_id="abc").dedupe(str) == "id:abc"


def test_without_an_id_the_content_decides() -> None:
    key = inbound(provider_id=None).dedupe(str)
    assert key == inbound(provider_id=None).dedupe(str)
    assert key.startswith("hash:")
    assert key != inbound(provider_id=None, text="2").dedupe(str)


def test_text_moved_between_fields_is_another_message() -> None:
    one = inbound(provider_id=None, to="1", text="23").dedupe(str)
    assert one != inbound(provider_id=None, to="12", text="3").dedupe(str)


def test_shown_values_show_no_number_and_no_text() -> None:
    message = Outgoing(message_id="m-1", to=NUMBER, text=TEXT)
    for shown in (repr(message), repr(inbound(provider_id="abc", text=TEXT))):
        assert NUMBER not in shown
        assert TEXT not in shown


def inbound(*, provider_id: str | None, to: str = "22384", text: str = "1") -> InboundSms:
    return InboundSms(
        from_number=NUMBER,
        to=to,
        text=text,
        words=text,
        answer=None,
        provider_id=provider_id,
        provider_time=datetime(2026, 3, 2, tzinfo=UTC),
        provider_date="2026-03-02T00:00:00Z",
        network="safaricom",
    )
