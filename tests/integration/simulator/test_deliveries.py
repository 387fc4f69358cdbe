"""Callbacks arrive at an application as the provider would post them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from monitor.core.clock import FixedClock
from monitor.simulator.app import create_simulator
from monitor.simulator.exchange import Exchange
from monitor.simulator.handsets import PhoneState
from monitor.simulator.settings import SimulatorSettings

HER = "+254712345678"


def test_a_reply_is_posted_as_a_form_with_its_own_key(exchange: Exchange, application: Any) -> None:
    exchange.sms.text_from(HER, "2 amenipiga & hajui+")

    exchange.flush()

    (received,) = application.received
    assert (received.kind, received.key) == ("sms", "key-sms")
    assert received.content_type == "application/x-www-form-urlencoded"
    assert b"from=%2B254712345678" in received.body
    form = received.form
    assert UUID(form.pop("id")) != UUID(form.pop("linkId"))
    assert form == {
        "text": "2 amenipiga & hajui+",
        "to": "22384",
        "date": "2026-03-02T06:04:45Z",
        "from": HER,
        "networkCode": "63902",
        "cost": "KES 0.0000",
    }


@pytest.mark.parametrize("text", ["", "ደህና ነኝ", "Ng’ombe 👍", "50%25", " 1 \r\n", "1\0"])
def test_a_text_arrives_exactly_as_typed(exchange: Exchange, application: Any, text: str) -> None:
    exchange.sms.text_from(HER, text)

    exchange.flush()

    assert application.of("sms")[0]["text"] == text


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        pytest.param("on", [("Sent", None), ("Success", None)], id="on"),
        pytest.param("stranger", [("Sent", None), ("Success", None)], id="with-a-stranger"),
        pytest.param("off", [("Sent", None), ("AbsentSubscriber", None)], id="off"),
        pytest.param("absent", [("Sent", None), ("AbsentSubscriber", None)], id="no-coverage"),
        pytest.param(
            "does_not_exist", [("Sent", None), ("Failed", "UserDoesNotExist")], id="no-such-number"
        ),
    ],
)
def test_receipts_say_what_became_of_a_text(
    exchange: Exchange, application: Any, state: str, steps: list[tuple[str, str | None]]
) -> None:
    exchange.sms.switch(HER, PhoneState(state))
    answer = exchange.sms.send("HABARI", [HER], "Habari", None)

    exchange.flush()

    receipts = application.of("receipt")
    assert [(r["status"], r.get("failureReason")) for r in receipts] == steps
    sent = answer["SMSMessageData"]["Recipients"][0]["messageId"]
    assert {(r["id"], r["phoneNumber"], r["networkCode"], r["retryCount"]) for r in receipts} == {
        (sent, HER, "63902", "0")
    }


def test_only_the_end_is_reported_where_progress_is_not_wanted(
    settings: SimulatorSettings, wall: FixedClock, application: Any
) -> None:
    quiet = create_simulator(replace(settings, progress_reports=False), wall=wall)
    exchange = quiet.extensions["simulator"]
    exchange.sms.send("HABARI", [HER], "Habari", None)

    exchange.flush()

    assert [receipt["status"] for receipt in application.of("receipt")] == ["Success"]


def test_a_text_waits_for_a_phone_that_is_off_and_reports_late(
    exchange: Exchange, application: Any
) -> None:
    exchange.sms.switch(HER, PhoneState.OFF)
    exchange.sms.send("HABARI", [HER], "Habari", None)
    seen = exchange.handsets.messages(HER)
    exchange.flush()

    exchange.sms.switch(HER, PhoneState.ON)
    exchange.flush()

    assert seen == []
    assert [message.text for message in exchange.handsets.messages(HER)] == ["Habari"]
    assert application.of("receipt")[-1]["status"] == "Success"


def test_a_phone_out_of_coverage_never_gets_the_text(exchange: Exchange) -> None:
    exchange.sms.switch(HER, PhoneState.ABSENT)
    exchange.sms.send("HABARI", [HER], "Habari", None)

    exchange.sms.switch(HER, PhoneState.ON)

    assert exchange.handsets.messages(HER) == []


def test_a_waiting_text_stays_away_while_the_phone_is_out_of_coverage(
    exchange: Exchange,
) -> None:
    exchange.sms.switch(HER, PhoneState.OFF)
    exchange.sms.send("HABARI", [HER], "Habari", None)

    exchange.sms.switch(HER, PhoneState.ABSENT)

    assert exchange.handsets.messages(HER) == []


def test_blocking_the_sender_is_reported_and_unblocking_is_not(
    exchange: Exchange, application: Any
) -> None:
    exchange.sms.opt_out(HER, is_out=True)
    exchange.sms.opt_out(HER, is_out=False)

    exchange.flush()

    assert application.of("opt-out") == [{"senderId": "HABARI", "phoneNumber": HER}]
    assert len(application.received) == 1


def test_a_subscription_change_is_reported(exchange: Exchange, application: Any) -> None:
    exchange.sms.subscribe(HER, keyword="HABARI", update="deletion")

    exchange.flush()

    assert application.of("subscription") == [
        {
            "phoneNumber": HER,
            "shortCode": "22384",
            "keyword": "HABARI",
            "updateType": "deletion",
        }
    ]


def test_a_reply_is_posted_every_minute_until_answered_200(
    exchange: Exchange, application: Any, wall: FixedClock
) -> None:
    application.answers += [("503 Service Unavailable", ""), ("204 No Content", "")]
    exchange.sms.text_from(HER, "1")
    counts = []

    for seconds in (0, 59, 1, 60, 60, 600):
        wall.advance(timedelta(seconds=seconds))
        exchange.work()
        counts.append(len(application.received))

    assert counts == [1, 1, 2, 3, 3, 3]
    assert len({form["id"] for form in application.of("sms")}) == 1
    assert exchange.handsets.messages(HER)[0].status == "sent"


def test_a_reply_nobody_takes_is_given_up_after_twelve_hours(
    exchange: Exchange, application: Any, wall: FixedClock
) -> None:
    application.answers += [("500 Internal Server Error", "")] * 3
    exchange.sms.text_from(HER, "1")
    exchange.work()

    wall.advance(timedelta(hours=11, minutes=59))
    exchange.work()
    waiting = exchange.deliveries.count_waiting()
    wall.advance(timedelta(minutes=1))
    exchange.work()

    assert (waiting, exchange.deliveries.count_waiting()) == (1, 0)
    assert exchange.handsets.messages(HER)[0].status == "not sent"


def test_a_receipt_is_posted_once_whatever_is_answered(
    exchange: Exchange, application: Any
) -> None:
    application.answers += [("500 Internal Server Error", "")] * 2
    exchange.sms.send("HABARI", [HER], "Habari", None)

    tally = exchange.flush()

    assert (tally.posted, tally.accepted, tally.waiting) == (2, 0, 0)


def test_a_redirect_is_not_followed(exchange: Exchange, application: Any) -> None:
    application.answers.append(("308 Permanent Redirect", ""))
    exchange.sms.text_from(HER, "1")

    assert exchange.flush().waiting == 1
    assert len(application.received) == 1


def test_flush_tries_each_once_and_keeps_what_was_refused(
    exchange: Exchange, application: Any
) -> None:
    application.answers.append(("503 Service Unavailable", ""))
    exchange.sms.text_from(HER, "1")

    first, second = exchange.flush(), exchange.flush()

    assert (first.posted, first.accepted, first.waiting) == (1, 0, 1)
    assert (second.posted, second.accepted, second.waiting) == (1, 1, 0)
