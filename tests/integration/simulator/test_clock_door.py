"""The simulator asks the application what time it is, and moves its clock."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.core.clock import FixedClock
from monitor.core.errors import GatewayError
from monitor.simulator.clock_door import ClockDoor

THEN = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
OWN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
READING = {
    "now": "2026-03-02T18:00:00+00:00",
    "rate": 60,
    "next_due": "2026-03-03T18:00:00+03:00",
    "progress": {"played": 3, "of": 18},
}


def test_the_reading_carries_time_rate_due_and_progress(listening: Any) -> None:
    with listening(_Clock(READING)) as url:
        reading = _door(url).read()

    assert (reading.now, reading.rate, reading.played, reading.of) == (THEN, 60, 3, 18)
    assert reading.next_due == datetime(2026, 3, 3, 15, 0, tzinfo=UTC)


def test_nothing_due_and_no_history_are_none(listening: Any) -> None:
    with listening(_Clock(READING | {"next_due": None, "progress": None})) as url:
        reading = _door(url).read()

    assert (reading.next_due, reading.played, reading.of) == (None, None, None)


def test_running_and_jumping_post_what_the_door_expects(listening: Any) -> None:
    clock = _Clock(READING)
    with listening(clock) as url:
        door = _door(url)
        door.run(0)
        door.jump("next")
        door.jump("2026-03-04T00:00:00+00:00")

    assert clock.posted == [
        {"rate": 0},
        {"jump": "next"},
        {"jump": "2026-03-04T00:00:00+00:00"},
    ]


def test_a_door_that_fails_leaves_the_last_time_heard(listening: Any) -> None:
    clock = _Clock(READING)
    with listening(clock) as url:
        door = _door(url)
        heard = door.now()
        clock.status = "503 Service Unavailable"

        assert (heard, door.now()) == (THEN, THEN)
        with pytest.raises(GatewayError):
            door.read()


@pytest.mark.parametrize(
    "reading",
    [
        pytest.param({}, id="empty"),
        pytest.param({"now": "yesterday", "rate": 1}, id="no-instant"),
        pytest.param({"now": None, "rate": 1}, id="null"),
        pytest.param([], id="a-list"),
    ],
)
def test_an_unreadable_answer_is_a_gateway_error(listening: Any, reading: Any) -> None:
    with listening(_Clock(reading)) as url, pytest.raises(GatewayError):
        _door(url).read()


def test_without_a_door_the_own_clock_answers() -> None:
    door = _door(None)

    assert (door.is_open, door.now()) == (False, OWN)
    with pytest.raises(GatewayError):
        door.run(1)


class _Clock:
    def __init__(self, reading: Any) -> None:
        self.reading = reading
        self.status = "200 OK"
        self.posted: list[Any] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            length = int(environ["CONTENT_LENGTH"])
            self.posted.append(json.loads(environ["wsgi.input"].read(length)))
        start_response(self.status, [("Content-Type", "application/json")])
        return [json.dumps(self.reading).encode()]


def _door(url: str | None) -> ClockDoor:
    return ClockDoor(url, FixedClock(OWN), timeout_seconds=2)
