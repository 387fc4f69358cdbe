"""Every provider callback case, as far as a parser decides it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from monitor.sms.callback_forms import Addresses, FormCallbacks
from monitor.sms.form import FORM_TYPE
from monitor.sms.gateway import (
    InboundSms,
    OptOut,
    Quarantine,
    Receipt,
    ReceiptState,
    Subscription,
    UssdEnd,
    UssdTurn,
)
from monitor.sms.transcript import Move, StoredTurn, TurnKind, read_turn
from tests.shared import shared_path

pytestmark = pytest.mark.shared

CASES = json.loads(shared_path("gateway/africastalking_cases.json").read_text(encoding="utf-8"))
# Decided before or after the parser: the key, the method, the database, a fault on our side.
DOORS = {"bad_key", "method", "storage_unavailable"}


def cases_of(endpoint: str) -> list[Any]:
    return [
        pytest.param(case, id=case["id"])
        for case in CASES["cases"]
        if case["endpoint"] == endpoint
        and case["meaning"].get("reason") not in DOORS
        and case["meaning"].get("turn") != "error"
    ]


@pytest.mark.parametrize("case", cases_of("sms_incoming"))
def test_an_incoming_sms_is_read_as_the_case_says(case: Mapping[str, Any]) -> None:
    meaning = case["meaning"]
    read = reader(case).parse_inbound(*wire(case))
    if meaning["action"] == "quarantine":
        assert read == Quarantine(meaning["reason"])
        return
    assert isinstance(read, InboundSms)
    assert (read.from_number, read.text, read.answer) == tuple(
        meaning[name] for name in ("from", "text", "answer")
    )
    assert read.dedupe(lambda _: "from,to,text,date") == meaning["dedupe"]
    assert read.provider_time == time_of(meaning["provider_time"])
    assert read.network == meaning.get("network", read.network)


@pytest.mark.parametrize("case", cases_of("sms_delivery"))
def test_a_report_is_read_as_the_case_says(case: Mapping[str, Any]) -> None:
    meaning = case["meaning"]
    read = reader(case).parse_receipt(*wire(case))
    if meaning["action"] == "quarantine":
        assert read == Quarantine(meaning["reason"])
        return
    assert isinstance(read, Receipt)
    if meaning["action"] == "apply":
        assert (read.state, read.reason, read.effect) == tuple(
            meaning.get(name) for name in ("state", "reason", "effect")
        )
    known = case.get("given", {}).get("message", {})
    assert (read.state is ReceiptState.UNKNOWN) == (meaning["action"] == "unknown_status")
    assert (read.phone != known["to"]) == (meaning["action"] == "conflict")
    assert (read.gateway_message_id != known["messageId"]) == (meaning["action"] == "orphan")


@pytest.mark.parametrize("case", cases_of("sms_optout"))
def test_an_opt_out_is_read_as_the_case_says(case: Mapping[str, Any]) -> None:
    meaning = case["meaning"]
    read = reader(case).parse_opt_out(*wire(case))
    assert read == OptOut(phone=meaning["phone"], sender=meaning["sender"], ours=True)


@pytest.mark.parametrize("case", cases_of("sms_subscription"))
def test_a_subscription_is_read_for_the_alert(case: Mapping[str, Any]) -> None:
    assert isinstance(reader(case).parse_subscription(*wire(case)), Subscription)


@pytest.mark.parametrize("case", cases_of("ussd_session"))
def test_a_ussd_turn_is_read_as_the_case_says(case: Mapping[str, Any]) -> None:
    meaning = case["meaning"]
    read = reader(case).parse_ussd(*wire(case))
    move = (
        Move(kind=TurnKind.REFUSED, reason=read.reason)
        if isinstance(read, Quarantine)
        else move_of(read, case)
    )
    assert move.kind == meaning["turn"]
    assert move.input == meaning["input"]
    assert move.reason == meaning.get("reason")
    assert move.choice == meaning.get("choice", move.choice)
    if "note" in meaning:
        assert move.note == meaning["note"]


@pytest.mark.parametrize("case", cases_of("ussd_end"))
def test_a_ussd_end_is_read_as_the_case_says(case: Mapping[str, Any]) -> None:
    meaning = case["meaning"]
    read = reader(case).parse_ussd_end(*wire(case))
    assert isinstance(read, UssdEnd)
    is_same_caller = read.phone == case["given"]["session"]["phone"]
    assert is_same_caller == (meaning["action"] == "close")
    assert not is_same_caller or read.outcome == meaning["outcome"]


def test_no_case_is_left_out() -> None:
    endpoints = {case["endpoint"] for case in CASES["cases"]}
    read = sum(len(cases_of(endpoint)) for endpoint in endpoints)
    assert (len(CASES["cases"]), read) == (99, 91)


def reader(case: Mapping[str, Any]) -> FormCallbacks:
    given = case.get("given", {})
    defaults = CASES["defaults"]
    return FormCallbacks(
        Addresses(
            production=given.get("environment") == "production",
            sender=defaults["sender_id"],
            short_code=defaults["short_code"],
            ussd_code=defaults["ussd_code"],
            keyword=given.get("keyword", ""),
            country=defaults["default_country"],
        )
    )


def wire(case: Mapping[str, Any]) -> tuple[bytes, str]:
    request = case["request"]
    return request["body"].encode("ascii"), request.get("content_type", FORM_TYPE)


def move_of(read: UssdTurn, case: Mapping[str, Any]) -> Move:
    session = case.get("given", {}).get("session")
    stored = [] if session is None else sorted(session["replies"], key=len)
    return read_turn(
        read.text,
        [StoredTurn(len(text), f"hash of {text}") for text in stored],
        hash_of=lambda text: f"hash of {text}",
        is_closed=session is not None and session["closed"],
        is_same_caller=session is None or session["phone"] == read.phone,
    )


def time_of(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
