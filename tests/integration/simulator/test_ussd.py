"""USSD sessions as the network runs them, against a recording application."""

from datetime import timedelta
from typing import Any

import pytest

from monitor.core.clock import FixedClock
from monitor.core.errors import Conflict, Invalid, NotFound
from monitor.simulator.exchange import Exchange
from monitor.simulator.handsets import PhoneState

HER = "+254712345678"
CODE = "*384*2025#"


def test_inputs_accumulate_and_the_end_is_reported(
    exchange: Exchange, application: Any, wall: FixedClock
) -> None:
    application.answers += [
        ("200 OK", "CON Soko"),
        ("200 OK", "CON Mji"),
        ("200 OK", "END Asante."),
    ]

    screens = [exchange.ussd.dial(HER, CODE)]
    wall.advance(timedelta(seconds=2))
    screens.append(exchange.ussd.enter(HER, "1"))
    screens.append(exchange.ussd.enter(HER, "2*3"))
    exchange.flush()

    assert [(s.kind, s.text, s.is_open) for s in screens] == [
        ("con", "Soko", True),
        ("con", "Mji", True),
        ("end", "Asante.", False),
    ]
    turns = application.of("ussd")
    assert [turn["text"] for turn in turns] == ["", "1", "1*2*3"]
    session_id = turns[0]["sessionId"]
    assert session_id.startswith("ATUid_")
    assert turns[0] == {
        "sessionId": session_id,
        "serviceCode": CODE,
        "phoneNumber": HER,
        "networkCode": "63902",
        "text": "",
    }
    assert b"serviceCode=*384*2025%23" in application.received[0].body
    assert application.of("ussd-end") == [
        {
            "date": "2026-03-02 06:04:47",
            "sessionId": session_id,
            "serviceCode": CODE,
            "networkCode": "63902",
            "phoneNumber": HER,
            "status": "Success",
            "cost": "KES 0.60",
            "durationInMillis": "2000",
            "hopsCount": "3",
            "hopsMetadata": "",
            "input": "1*2*3",
            "lastAppResponse": "END Asante.",
        }
    ]


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        pytest.param("200 OK", "Soko", "Response should start with CON or END", id="no-prefix"),
        pytest.param("200 OK", " CON x", "Response should start with CON or END", id="space-first"),
        pytest.param(
            "200 OK", "con x", "Response should start with CON or END", id="small-letters"
        ),
        pytest.param("200 OK", "", "The application answered nothing", id="empty"),
        pytest.param("403 Forbidden", "CON x", "The application answered HTTP 403", id="40x"),
        pytest.param("503 Unavailable", "END x", "The application answered HTTP 503", id="50x"),
    ],
)
def test_a_bad_answer_ends_the_session_as_failed(
    exchange: Exchange, application: Any, status: str, body: str, error: str
) -> None:
    application.answers.append((status, body))

    screen = exchange.ussd.dial(HER, CODE)
    exchange.flush()

    (end,) = application.of("ussd-end")
    assert (screen.kind, screen.is_open) == ("network", False)
    assert (end["status"], end["errorMessage"]) == ("Failed", error)
    with pytest.raises(NotFound):
        exchange.ussd.enter(HER, "1")


def test_hanging_up_is_reported_as_incomplete(exchange: Exchange, application: Any) -> None:
    application.answers.append(("200 OK", "CON Soko"))
    exchange.ussd.dial(HER, CODE)

    exchange.ussd.hang_up(HER)
    exchange.flush()

    (end,) = application.of("ussd-end")
    assert (end["status"], end["lastAppResponse"]) == ("Incomplete", "CON Soko")
    assert "errorMessage" not in end


def test_dialling_again_ends_the_session_before(exchange: Exchange, application: Any) -> None:
    application.reply = lambda received: "CON Soko"
    first = exchange.ussd.dial(HER, CODE)

    second = exchange.ussd.dial(HER, CODE)
    exchange.flush()

    (end,) = application.of("ussd-end")
    assert (end["sessionId"], end["status"]) == (first.session_id, "Incomplete")
    assert second.is_open


@pytest.mark.parametrize(
    ("number", "seconds"),
    [
        pytest.param(HER, 30, id="safaricom-30-seconds"),
        pytest.param("+254733000001", 60, id="airtel-60-seconds"),
    ],
)
def test_a_screen_left_alone_ends(
    exchange: Exchange, application: Any, wall: FixedClock, number: str, seconds: int
) -> None:
    application.answers.append(("200 OK", "CON Soko"))
    exchange.ussd.dial(number, CODE)

    wall.advance(timedelta(seconds=seconds - 1))
    exchange.work()
    early = application.of("ussd-end")
    wall.advance(timedelta(seconds=1))
    exchange.work()

    assert early == []
    assert application.of("ussd-end")[0]["status"] == "Incomplete"


def test_a_session_ends_after_180_seconds_however_busy(
    exchange: Exchange, application: Any, wall: FixedClock
) -> None:
    application.reply = lambda received: "CON Soko"
    exchange.ussd.dial(HER, CODE)
    for _ in range(6):
        wall.advance(timedelta(seconds=29))
        assert exchange.ussd.enter(HER, "1").is_open

    wall.advance(timedelta(seconds=6))

    with pytest.raises(NotFound):
        exchange.ussd.enter(HER, "1")
    screen = exchange.ussd.screen(HER)
    assert screen is not None
    assert screen.text == "The session is over: it took too long."


def test_inputs_dialled_with_the_code_come_in_the_first_turn(
    exchange: Exchange, application: Any
) -> None:
    application.answers.append(("200 OK", "CON Soko"))

    exchange.ussd.dial(HER, "*384*2025*1*2#")

    assert [turn["text"] for turn in application.of("ussd")] == ["1*2"]


@pytest.mark.parametrize("code", ["*384*9999#", "*384*2025", "0712345678", "*384*20251#", ""])
def test_another_code_never_reaches_the_application(
    exchange: Exchange, application: Any, code: str
) -> None:
    screen = exchange.ussd.dial(HER, code)

    assert (screen.kind, application.received) == ("network", [])


@pytest.mark.parametrize("state", [PhoneState.OFF, PhoneState.ABSENT, PhoneState.MISSING])
def test_a_phone_without_network_cannot_dial(
    exchange: Exchange, application: Any, state: PhoneState
) -> None:
    exchange.sms.switch(HER, state)

    assert exchange.ussd.dial(HER, CODE).kind == "network"
    assert application.received == []


def test_a_second_answer_waits_for_the_first(exchange: Exchange, application: Any) -> None:
    conflicts: list[Conflict] = []

    def answer(received: Any) -> str:
        if received.form["text"] == "1":
            with pytest.raises(Conflict) as conflict:
                exchange.ussd.enter(HER, "2")
            conflicts.append(conflict.value)
        return "CON Soko"

    application.reply = answer
    exchange.ussd.dial(HER, CODE)

    assert exchange.ussd.enter(HER, "1").is_open
    assert len(conflicts) == 1


def test_an_answer_longer_than_the_network_takes_is_refused(
    exchange: Exchange, application: Any
) -> None:
    application.answers.append(("200 OK", "CON Soko"))
    exchange.ussd.dial(HER, CODE)

    with pytest.raises(Invalid):
        exchange.ussd.enter(HER, "a" * 81)
    assert len(application.received) == 1
