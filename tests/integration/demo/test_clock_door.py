"""The clock door: moves a demo's clock and does what is due; a live installation has none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from monitor.app import build_programme, create_app, start_programme
from monitor.core.clock import DemoClock, SystemClock
from monitor.core.errors import Invalid
from monitor.core.settings import Kind, Settings, UnapprovedTexts
from monitor.demo.clock_door import PROGRESS, SWITCH
from monitor.privacy.keys import Keyring

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MONDAY = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_live_installation_has_no_clock_door(
    settings: Settings, keyring: Keyring, method: str
) -> None:
    live = replace(settings, kind=Kind.LIVE, unapproved_texts=UnapprovedTexts.REFUSE)
    programme = build_programme(live, keyring=keyring)
    client = create_app(live, programme=programme).test_client()

    answer = getattr(client, method)("/demo/clock", json={"jump": "next"})
    programme.database.close()

    assert answer.status_code == 404


@pytest.mark.parametrize("kind", [Kind.DEMO, Kind.PRACTICE])
def test_a_demo_refuses_a_real_gateway(settings: Settings, keyring: Keyring, kind: Kind) -> None:
    real = replace(
        settings, kind=kind, gateway="africastalking", environment="production",
        at_username="programme", unapproved_texts=UnapprovedTexts.REFUSE,
    )  # fmt: skip

    with pytest.raises(Invalid, match="may not use a real gateway"):
        build_programme(real, keyring=keyring)


def test_the_door_tells_the_time_to_whoever_asks(door: FlaskClient) -> None:
    said = door.get("/demo/clock").get_json()

    assert datetime.fromisoformat(said["now"]) == MONDAY
    assert (said["rate"], said["next_due"], said["progress"]) == (0, None, None)


def test_the_time_alone_is_the_same_time(door: FlaskClient) -> None:
    assert door.get("/demo/clock/now").get_json() == {"now": MONDAY.isoformat()}


def test_a_jump_moves_the_clock_without_a_token_of_a_form(door: FlaskClient) -> None:
    to = MONDAY + timedelta(days=2)

    said = door.post("/demo/clock", json={"jump": to.isoformat()}).get_json()

    assert datetime.fromisoformat(said["now"]) == to


def test_a_jump_back_leaves_the_clock_where_it_is(door: FlaskClient) -> None:
    said = door.post(
        "/demo/clock", json={"jump": (MONDAY - timedelta(days=2)).isoformat()}
    ).get_json()

    assert datetime.fromisoformat(said["now"]) == MONDAY


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"jump": "yesterday"}, id="no instant"),
        pytest.param({"jump": "2026-03-02T05:00"}, id="no zone"),
        pytest.param({"rate": -1}, id="backwards"),
        pytest.param({"rate": True}, id="a switch"),
        pytest.param({"rate": "1"}, id="a text"),
        pytest.param({"speed": 1}, id="unknown"),
        pytest.param(["rate"], id="a list"),
    ],
)
def test_what_the_door_does_not_know_is_named(door: FlaskClient, asked: object) -> None:
    answer = door.post("/demo/clock", json=asked)

    assert answer.status_code == 400
    assert answer.get_json()["error"]


def test_a_form_of_another_site_moves_nothing(door: FlaskClient) -> None:
    answer = door.post("/demo/clock", data={"rate": "60"})

    assert answer.status_code == 400
    assert door.get("/demo/clock").get_json()["rate"] == 0


def test_the_door_shows_how_much_is_played_and_takes_the_wish_to_switch(
    door: FlaskClient, settings: Settings
) -> None:
    (settings.var_dir / PROGRESS).write_text('{"played": 3, "of": 548}')

    assert door.get("/demo/clock").get_json()["progress"] == {"played": 3, "of": 548}
    assert door.post("/demo/clock", json={"switch": True}).status_code == 200
    assert (settings.var_dir / SWITCH).exists()


@pytest.fixture
def door(settings: Settings, keyring: Keyring) -> Iterator[FlaskClient]:
    wall = SystemClock()
    clock = DemoClock(wall, start=MONDAY, rate=0.0)
    programme = build_programme(settings, keyring=keyring, clock=clock, wall=wall)
    start_programme(programme)
    yield create_app(settings, programme=programme).test_client()
    programme.database.close()
