"""Requests beside the agreed cases, in the same form and held to the same meaning."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.integration.callbacks import (
    test_inbound_cases,
    test_opt_out_cases,
    test_receipt_cases,
    test_ussd_cases,
    test_ussd_end_cases,
)
from tests.integration.callbacks.cases import NAMES, Case
from tests.integration.callbacks.installation import Installation

pytestmark = pytest.mark.shared

PHONE, ID, SESSION = "%2B254700000001", "8c1f6a52-1f0e-4d0e-9c6c-0f5d3b9d7e11", "ATUid_0badcafe"
TEXT = f"text=1&to=22384&id={ID}&date=2026-03-02T06%3A04%3A45Z&from={PHONE}&networkCode=63903"
REPORT = f"id=ATXid_0001&status=Success&phoneNumber={PHONE}&networkCode=63907"
DIAL = f"sessionId={SESSION}&serviceCode=*384*2025%23&phoneNumber={PHONE}&networkCode=63999&text="
END = f"sessionId={SESSION}&phoneNumber={PHONE}&status=Success&input=1&lastAppResponse=END+Asante."


def a_case(
    name: str, body: str, meaning: Case, *, given: Case | None = None, environment: str = "sandbox",
    starts: str | None = None, status: int = 200, endpoint: str,
) -> Any:  # fmt: skip
    respond: dict[str, Any] = {"status": status}
    if starts is not None:
        respond["starts"] = starts
    case = {
        "id": name, "endpoint": endpoint, "request": {"body": body}, "given": given or {},
        "meaning": meaning, "respond": respond,
    }  # fmt: skip
    return pytest.param(case, environment, (given or {}).get("keyword", ""), id=name)


def a_text(name: str, changes: Mapping[str, str], expected: Case, **more: Any) -> Any:
    """Return a case of a text with raw values in place of some fields' own."""
    meaning = {
        "action": "record", "from": "+254700000001", "text": "1", "answer": "1",
        "provider_time": "2026-03-02T06:04:45Z", "dedupe": f"id:{ID}", **expected,
    }  # fmt: skip
    if expected.get("action") == "quarantine":
        meaning = dict(expected)
    return a_case(name, changed(TEXT, changes), meaning, endpoint="sms_incoming", **more)


def changed(body: str, changes: Mapping[str, str]) -> str:
    """Return a body with raw values in place of some fields' own."""
    pieces = (piece.partition("=") for piece in body.split("&"))
    return "&".join(f"{name}={changes.get(name, value)}" for name, _, value in pieces)


TEXTS = [
    a_text("lost_plus", {"from": "+254700000001"}, {}),
    a_text("plain_date", {"date": "2026-03-02+06%3A04%3A45"}, {}),
    a_text("date_with_offset", {"date": "2026-03-02T09%3A04%3A45%2B03%3A00"}, {}),
    a_text("impossible_date", {"date": "2026-02-31T06%3A04%3A45Z"}, {"provider_time": None}),
    a_text("empty_date", {"date": ""}, {"provider_time": None}),
    a_text("latin_1", {"text": "D%E9j%E0+bien"}, {"text": "Déjà bien", "answer": None}),
    a_text("lower_case_percent", {"text": "%c3%a9"}, {"text": "é", "answer": None}),
    a_text("real_plus", {"text": "1%2B1"}, {"text": "1+1", "answer": None}),
    a_text("broken_percent", {"text": "100%"}, {"text": "100%", "answer": None}),
    a_text("only_nul", {"text": "%00"}, {"text": "", "answer": None}),
    a_text("arabic_digit", {"text": "%D9%A1"}, {"text": "١", "answer": "1"}),
    a_text("two_digits", {"text": "12"}, {"text": "12", "answer": "12"}),
    a_text("semicolon", {"text": "1;2"}, {"text": "1;2", "answer": None}),
    a_text("other_short_code", {"to": "40404"}, {}),
    a_text("blank_sender", {"from": "+"},
           {"action": "quarantine", "reason": "sender_not_a_number"}),
    a_text("too_short_sender", {"from": "%2B2547"},
           {"action": "quarantine", "reason": "sender_not_a_number"}),
    a_text("sandbox_network", {"networkCode": "99999"},
           {"action": "quarantine", "reason": "sandbox_network_in_production"},
           environment="production", given={"environment": "production"}),
    a_text("sandbox_network_in_sandbox", {"networkCode": "99999"}, {}),
    a_text("keyword_alone", {"text": "HABARI"}, {"text": "HABARI", "answer": None},
           given={"keyword": "HABARI"}),
    a_text("keyword_in_small_letters", {"text": "habari++2"}, {"text": "habari  2", "answer": "2"},
           given={"keyword": "HABARI"}),
    a_text("keyword_as_part_of_a_word", {"text": "HABARI1"}, {"text": "HABARI1", "answer": None},
           given={"keyword": "HABARI"}),
]  # fmt: skip

MESSAGE = {"message": {"messageId": "ATXid_0001", "to": "+254700000001", "state": "sent"}}
FAILED = {"message": {**MESSAGE["message"], "state": "failed"}}


def a_report(
    name: str, changes: Mapping[str, str], meaning: Case, *, more: str = "", **rest: Any
) -> Any:
    rest.setdefault("given", MESSAGE)
    return a_case(name, changed(REPORT, changes) + more, meaning, endpoint="sms_delivery", **rest)


REPORTS = [
    a_report("submitted", {"status": "Submitted"}, {"action": "ignore", "state": "sent"}),
    a_report("buffered", {"status": "Buffered"}, {"action": "ignore", "state": "sent"}),
    a_report("small_letters", {"status": "success"}, {"action": "apply", "state": "delivered"}),
    a_report("blanks", {"status": "+Success+"}, {"action": "apply", "state": "delivered"}),
    a_report("empty_status", {"status": ""}, {"action": "unknown_status", "state": "sent"}),
    a_report("rejected", {"status": "Rejected"}, {"action": "apply", "state": "failed",
             "reason": None}),
    a_report("inactive", {"status": "Failed"}, {"action": "apply", "state": "failed",
             "reason": "UserIsInactive", "effect": "flag_number"},
             more="&failureReason=UserIsInactive"),
    a_report("a_reason_without_failure", {}, {"action": "apply", "state": "delivered"},
             more="&failureReason=UserInBlackList"),
    a_report("absent_after_failure", {"status": "AbsentSubscriber"},
             {"action": "ignore", "state": "failed"}, given=FAILED),
    a_report("national_number", {"phoneNumber": "0700000001"},
             {"action": "apply", "state": "delivered"}),
    a_report("no_number", {"phoneNumber": "MTN"},
             {"action": "quarantine", "reason": "phone_not_a_number"}),
    a_report("blank_id", {"id": "+"}, {"action": "quarantine", "reason": "unusable:id"}),
    a_report("sandbox_network_in_sandbox", {"networkCode": "99999"},
             {"action": "apply", "state": "delivered"}),
    a_report("new_network", {"networkCode": "63999x"}, {"action": "apply", "state": "delivered"}),
    a_report("blocked_after_delivery", {"status": "Failed"},
             {"action": "ignore", "state": "delivered", "effect": "suppress_number"},
             more="&failureReason=UserInBlacklist",
             given={"message": {**MESSAGE["message"], "state": "delivered"}}),
]  # fmt: skip


def open_at(text: str, **changes: Any) -> Case:
    """Return a session whose last screen was shown for this transcript."""
    return {
        "session": {
            "sessionId": SESSION, "phone": "+254700000001", "text": text, "closed": False,
            "replies": {text: "CON stored reply"}, **changes,
        }
    }  # fmt: skip


def a_turn(name: str, text: str, meaning: Case, starts: str = "CON ", **rest: Any) -> Any:
    return a_case(name, DIAL + text, {"input": None, **meaning}, endpoint="ussd_session",
                  starts=starts, **rest)  # fmt: skip


TURNS = [
    a_turn("two_stars", "1**", {"turn": "advance", "input": "*"}, given=open_at("1")),
    a_turn("three_in_one", "1*2", {"turn": "advance", "input": "2"}, given=open_at("1")),
    a_turn("grown_without_a_star", "12", {"turn": "divergent"}, "END ", given=open_at("1")),
    a_turn("shortened", "1", {"turn": "divergent"}, "END ", given=open_at("1*2")),
    a_turn("lost_state", "1*2*3", {"turn": "new"}),
    a_turn("stale_in_the_middle", "1", {"turn": "stale"}, "CON second", given=open_at(
        "1*2", replies={"": "CON first", "1": "CON second", "1*2": "CON third"})),
    a_turn("last_screen_again", "1", {"turn": "repeat"}, "END stored", given=open_at(
        "1", closed=True, replies={"1": "END stored"})),
    a_turn("trailing_blank_is_typed", "1*2+", {"turn": "advance", "input": "2 "},
           given=open_at("1")),
    a_turn("hash_only", "1*%23", {"turn": "advance", "input": "#"}, given=open_at("1")),
    a_turn("long_words", "1*" + "a" * 500, {"turn": "advance", "input": "a" * 500},
           given=open_at("1")),
    a_turn("a_pin_is_not_kept", "1*4821", {"turn": "advance", "input": ""}, given=open_at("1")),
    a_turn("sandbox_network_in_sandbox", "", {"turn": "new"}),
]  # fmt: skip

ENDINGS = [
    a_case("small_letters", changed(END, {"status": "incomplete"}),
           {"action": "close", "outcome": "dropped", "survey": "partial",
            "effect": "follow_up_signal"},
           given={**open_at("1"), "survey": "partial"}, endpoint="ussd_end"),
    a_case("dropped_with_nothing_open", changed(END, {"status": "Incomplete"}),
           {"action": "close", "outcome": "dropped", "survey": "complete"},
           given={**open_at("1"), "survey": "complete"}, endpoint="ussd_end"),
    a_case("dropped_after_our_end", changed(END, {"status": "Incomplete"}),
           {"action": "close", "outcome": "dropped", "survey": "partial"},
           given={**open_at("1", closed=True), "survey": "partial"}, endpoint="ussd_end"),
    a_case("empty_status", changed(END, {"status": ""}),
           {"action": "close", "outcome": "unknown", "survey": "partial",
            "effect": "alert_engineers"},
           given={**open_at("1"), "survey": "partial"}, endpoint="ussd_end"),
    a_case("no_number", changed(END, {"phoneNumber": ""}),
           {"action": "quarantine", "reason": "phone_not_a_number"},
           given={**open_at("1"), "survey": "partial"}, endpoint="ussd_end"),
]  # fmt: skip

OPT_OUTS = [
    a_case("short_code", f"senderId=22384&phoneNumber={PHONE}",
           {"action": "suppress", "phone": "+254700000001", "sender": "22384"},
           given={"our_senders": ["22384"]}, endpoint="sms_optout"),
    a_case("unknown_sender", f"senderId=OTHER&phoneNumber={PHONE}",
           {"action": "suppress", "phone": "+254700000001", "sender": "OTHER"},
           endpoint="sms_optout"),
    a_case("national_number", "senderId=HABARI&phoneNumber=0700000001",
           {"action": "suppress", "phone": "+254700000001", "sender": "HABARI",
            "effect": "cancel_pending:1"},
           given={"pending": ["+254700000001"]}, endpoint="sms_optout"),
]  # fmt: skip


@pytest.mark.parametrize(NAMES, TEXTS)
def test_a_text_beside_the_cases(installation: Installation, case: Case) -> None:
    test_inbound_cases.test_an_incoming_text_means_what_the_case_says(installation, case)


@pytest.mark.parametrize(NAMES, REPORTS)
def test_a_report_beside_the_cases(installation: Installation, case: Case) -> None:
    test_receipt_cases.test_a_report_means_what_the_case_says(installation, case)


@pytest.mark.parametrize(NAMES, TURNS)
def test_a_turn_beside_the_cases(installation: Installation, case: Case) -> None:
    test_ussd_cases.test_a_request_means_what_the_case_says(installation, case)


@pytest.mark.parametrize(NAMES, ENDINGS)
def test_an_end_beside_the_cases(installation: Installation, case: Case) -> None:
    test_ussd_end_cases.test_an_end_means_what_the_case_says(installation, case)


@pytest.mark.parametrize(NAMES, OPT_OUTS)
def test_an_opt_out_beside_the_cases(installation: Installation, case: Case) -> None:
    test_opt_out_cases.test_an_opt_out_means_what_the_case_says(installation, case)
