"""Callbacks of providers that post forms, read from bytes."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sms.callback_forms import (
    Addresses,
    FormCallbacks,
    instant,
    is_our_code,
    receipt_meaning,
    without_keyword,
)
from monitor.sms.form import FORM_TYPE
from monitor.sms.gateway import (
    InboundSms,
    NumberEffect,
    OptOut,
    Quarantine,
    Receipt,
    ReceiptState,
    Subscription,
    UssdEnd,
    UssdOutcome,
    UssdTurn,
)

NUMBER = "+254700000001"
CODE = "*384*2025#"
READER = FormCallbacks(
    Addresses(
        production=True, sender="HABARI", short_code="22384", ussd_code=CODE, keyword="HABARI"
    )
)
PARSERS = (
    READER.parse_inbound,
    READER.parse_receipt,
    READER.parse_opt_out,
    READER.parse_subscription,
    READER.parse_ussd,
    READER.parse_ussd_end,
)
NAMES = ("from", "to", "text", "id", "date", "phoneNumber", "status", "failureReason")
NAMES += ("sessionId", "serviceCode", "networkCode", "senderId", "updateType", "shortCode")


@given(st.binary(max_size=600))
def test_no_bytes_make_a_parser_raise(body: bytes) -> None:
    for parse in PARSERS:
        assert parse(body, FORM_TYPE) is not None


@given(st.dictionaries(st.sampled_from(NAMES), st.one_of(st.text(), st.just(NUMBER))))
def test_no_form_makes_a_parser_raise_or_repeat_its_content(form: dict[str, str]) -> None:
    body = urlencode(form, encoding="utf-8", errors="replace").encode()
    for parse in PARSERS:
        read = parse(body, FORM_TYPE)
        assert not isinstance(read, Quarantine) or NUMBER not in read.reason


@pytest.mark.parametrize(
    "field", [pytest.param("from", id="sender"), pytest.param("text", id="text")]
)
def test_a_reply_needs_its_sender_and_its_text(field: str) -> None:
    fields = {"from": NUMBER, "text": "1"}
    del fields[field]
    assert inbound(**fields) == Quarantine(f"missing:{field}")


def test_a_reply_with_nothing_else_is_kept() -> None:
    read = inbound(**{"from": NUMBER, "text": "1"})
    assert isinstance(read, InboundSms)
    assert (read.to, read.provider_id, read.provider_time) == ("", None, None)
    assert (read.network, read.answer) == ("unknown", "1")


@pytest.mark.parametrize(
    ("provider_id", "expected"),
    [
        pytest.param(" abc ", "abc", id="trimmed"),
        pytest.param("", None, id="blank"),
        pytest.param("x" * 73, None, id="too_long_to_be_one"),
        pytest.param("a\nb", None, id="with_a_line_end"),
    ],
)
def test_an_id_that_cannot_be_one_counts_as_absent(provider_id: str, expected: str | None) -> None:
    read = inbound(**{"from": NUMBER, "text": "1", "id": provider_id})
    assert isinstance(read, InboundSms)
    assert read.provider_id == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("HABARI 1", "1", id="capitals"),
        pytest.param(" habari\n2 ", "2 ", id="small_letters_and_spaces"),
        pytest.param("HABARI", "", id="nothing_after_it"),
        pytest.param("HABARIA 1", "HABARIA 1", id="another_word"),
        pytest.param("1 HABARI", "1 HABARI", id="not_the_first_word"),
        pytest.param("", "", id="empty"),
    ],
)
def test_only_the_leading_keyword_is_taken_off(text: str, words: str) -> None:
    assert without_keyword(text, "HABARI") == words


def test_without_a_keyword_nothing_is_taken_off() -> None:
    assert without_keyword(" a b", "") == " a b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2026-03-02T06:04:45Z", datetime(2026, 3, 2, 6, 4, 45, tzinfo=UTC), id="z"),
        pytest.param("2026-03-02 06:04:45", datetime(2026, 3, 2, 6, 4, 45, tzinfo=UTC), id="bare"),
        pytest.param(
            "2026-03-02T06:04:45.445Z",
            datetime(2026, 3, 2, 6, 4, 45, 445000, tzinfo=UTC),
            id="milliseconds",
        ),
        pytest.param(
            "2026-03-02T09:04:45+03:00", datetime(2026, 3, 2, 6, 4, 45, tzinfo=UTC), id="offset"
        ),
        pytest.param("0001-01-01T00:00:00+14:00", None, id="before_all_time"),
        pytest.param("2026-02-30T06:04:45Z", None, id="no_such_day"),
        pytest.param("2026-03-02", None, id="day_only"),
        pytest.param("٢٠٢٦-03-02T06:04:45Z", None, id="other_digits"),
        pytest.param("", None, id="empty"),
    ],
)
def test_dates_are_read_leniently(text: str, expected: datetime | None) -> None:
    assert instant(text) == expected


@pytest.mark.parametrize(
    ("status", "given_reason", "expected"),
    [
        pytest.param("Submitted", "", (ReceiptState.PROGRESS, None, None), id="submitted"),
        pytest.param("Buffered", "", (ReceiptState.PROGRESS, None, None), id="buffered"),
        pytest.param("SUCCESS", "", (ReceiptState.DELIVERED, None, None), id="capitals"),
        pytest.param("Success", "UserInBlackList", (ReceiptState.DELIVERED, None, None), id="odd"),
        pytest.param("Failed", "", (ReceiptState.FAILED, None, None), id="no_reason"),
        pytest.param(
            "Expired", "DeliveryFailure", (ReceiptState.FAILED, "DeliveryFailure", None), id="both"
        ),
        pytest.param(
            "Rejected",
            "UserIsInactive",
            (ReceiptState.FAILED, "UserIsInactive", NumberEffect.FLAG),
            id="inactive",
        ),
        pytest.param(
            "Failed",
            "call +254700000001",
            (ReceiptState.FAILED, "other:call", None),
            id="a_number_in_a_reason_is_dropped",
        ),
        pytest.param("", "", (ReceiptState.UNKNOWN, None, None), id="blank"),
    ],
)
def test_a_report_means_a_state(
    status: str,
    given_reason: str,
    expected: tuple[ReceiptState, str | None, NumberEffect | None],
) -> None:
    assert receipt_meaning(status, given_reason) == expected


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        pytest.param({"phoneNumber": NUMBER, "status": "Success"}, "missing:id", id="no_id"),
        pytest.param(
            {"id": " ", "phoneNumber": NUMBER, "status": "Success"}, "unusable:id", id="blank_id"
        ),
        pytest.param({"id": "a", "phoneNumber": NUMBER}, "missing:status", id="no_status"),
        pytest.param(
            {"id": "a", "phoneNumber": "MTN", "status": "Sent"}, "phone_not_a_number", id="name"
        ),
    ],
)
def test_a_report_that_cannot_be_placed_is_set_aside(fields: dict[str, str], reason: str) -> None:
    assert READER.parse_receipt(body_of(fields), FORM_TYPE) == Quarantine(reason)


def test_a_report_is_read_whole() -> None:
    fields = {"id": "ATXid_1", "phoneNumber": " 254700000001", "status": "Odd 2"}
    read = READER.parse_receipt(body_of(fields), FORM_TYPE)
    assert read == Receipt(
        gateway_message_id="ATXid_1",
        phone=NUMBER,
        status="Odd",
        state=ReceiptState.UNKNOWN,
        reason=None,
        effect=None,
    )


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        pytest.param("habari", OptOut(phone=NUMBER, sender="HABARI", ours=True), id="case"),
        pytest.param("22384", OptOut(phone=NUMBER, sender="22384", ours=True), id="short_code"),
        pytest.param("OTHER", OptOut(phone=NUMBER, sender="OTHER", ours=False), id="not_ours"),
        pytest.param("", OptOut(phone=NUMBER, sender="", ours=False), id="blank"),
    ],
)
def test_an_opt_out_counts_whatever_sender_it_names(sender: str, expected: OptOut) -> None:
    fields = {"senderId": sender, "phoneNumber": NUMBER}
    assert READER.parse_opt_out(body_of(fields), FORM_TYPE) == expected


def test_a_subscription_is_read_for_the_alert() -> None:
    fields = {"phoneNumber": NUMBER, "shortCode": "22384", "updateType": "addition"}
    assert READER.parse_subscription(body_of(fields), FORM_TYPE) == Subscription(
        phone=NUMBER, short_code="22384", update="addition"
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"serviceCode": "*384*9#"}, "not_our_code", id="other_code"),
        pytest.param({"sessionId": ""}, "unusable:sessionId", id="blank_session"),
        pytest.param({"phoneNumber": "abc"}, "phone_not_a_number", id="no_number"),
        pytest.param({"networkCode": "99999"}, "sandbox_network_in_production", id="sandbox"),
    ],
)
def test_a_ussd_request_that_is_not_ours_is_refused(changes: dict[str, str], reason: str) -> None:
    fields = {"sessionId": "s", "serviceCode": CODE, "phoneNumber": NUMBER, "text": ""} | changes
    assert READER.parse_ussd(body_of(fields), FORM_TYPE) == Quarantine(reason)


def test_a_ussd_transcript_is_kept_verbatim_and_its_absence_too() -> None:
    fields = {"sessionId": "s", "serviceCode": CODE, "phoneNumber": NUMBER}
    absent = READER.parse_ussd(body_of(fields), FORM_TYPE)
    present = READER.parse_ussd(body_of(fields | {"text": "1* 2 *"}), FORM_TYPE)
    assert isinstance(absent, UssdTurn)
    assert isinstance(present, UssdTurn)
    assert (absent.text, present.text) == (None, "1* 2 *")


def test_an_installation_without_a_code_answers_no_ussd() -> None:
    reader = FormCallbacks(Addresses(production=True))
    fields = {"sessionId": "s", "serviceCode": "", "phoneNumber": NUMBER}
    assert reader.parse_ussd(body_of(fields), FORM_TYPE) == Quarantine("not_our_code")
    assert not is_our_code("", "")


def test_the_providers_copy_of_her_answers_goes_no_further() -> None:
    fields = {"sessionId": "s", "phoneNumber": NUMBER, "status": "Incomplete"}
    fields |= {"input": "1*4821", "lastAppResponse": "CON Uko salama?"}
    read = READER.parse_ussd_end(body_of(fields), FORM_TYPE)
    assert read == UssdEnd(session_id="s", phone=NUMBER, outcome=UssdOutcome.DROPPED)
    assert "4821" not in repr(read)


def test_the_sandbox_network_is_welcome_outside_production() -> None:
    reader = FormCallbacks(Addresses(production=False))
    fields = {"from": NUMBER, "text": "1", "networkCode": "99999"}
    read = reader.parse_inbound(body_of(fields), FORM_TYPE)
    assert isinstance(read, InboundSms)
    assert read.network == "sandbox"


def inbound(**fields: str) -> InboundSms | Quarantine:
    return READER.parse_inbound(body_of(fields), FORM_TYPE)


def body_of(fields: dict[str, str]) -> bytes:
    return urlencode(fields).encode()
