"""Amani, whose phone writes to us through the provider's callback, and who is on duty."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from flask import Flask

from monitor.core.clock import to_local
from monitor.core.ids import new_id
from monitor.jobs import deliver_outbox, read_inbox
from monitor.schedule import service as schedule
from monitor.usecases.programme import Programme
from tests.factories.people import NUMBER
from tests.factories.sms import Scene, set_scene

Text = Callable[[str], list[str]]


@pytest.fixture
def scene(programme: Programme) -> Scene:
    """Low risk, so that what a text is worth comes from the text alone; her check-in is out."""
    scene = set_scene(programme, risk_tier="low", content_level="covert")
    with programme.database.transaction() as session:
        schedule.mark_sent(session, scene.first_checkin(), at=scene.now)
    scene.clock.advance(timedelta(minutes=5))
    return scene


@pytest.fixture
def text(app: Flask, scene: Scene) -> Text:
    """Write to us, and return what her phone got back."""

    def write(words: str, number: str = NUMBER) -> list[str]:
        before = len(scene.gateway.texts_to(number))
        key = scene.programme.keyring.callbacks["sms"][0]
        fields = {
            "from": number, "to": "22384", "text": words, "id": new_id(), "networkCode": "63902",
            "date": f"{to_local(scene.now):%Y-%m-%d %H:%M:%S}",
        }  # fmt: skip
        answer = app.test_client().post(
            f"/callbacks/recording/sms?key={key}", data=urlencode(fields),
            content_type="application/x-www-form-urlencoded",
        )  # fmt: skip
        assert (answer.status_code, answer.text) == (200, "")
        read_inbox.run(scene.programme)
        scene.clock.advance(timedelta(seconds=5))
        deliver_outbox.run(scene.programme)
        return scene.gateway.texts_to(number)[before:]

    return write
