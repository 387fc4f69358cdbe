"""A frozen number is trusted again after her voice was heard on it, or once she has another."""

import pytest
from flask import Flask

from monitor.people import service as people
from monitor.usecases.programme import Programme
from tests.factories.web import Browser, Stage, browse, set_stage

WHO5 = {"survey": "who5", "language": "en", "identified": "yes", "agreed": "yes"}
CODES = {"pin": "5937", "duress_pin": "8264", "confirmed": "yes"}


@pytest.fixture
def stage(programme: Programme) -> Stage:
    stage = set_stage(programme)
    with programme.database.transaction() as session:
        people.restrict(
            session, kind="freeze", scope="person", person_id=stage.person_id, reason="unverified",
            at=programme.clock.now(),
        )  # fmt: skip
    return stage


@pytest.fixture
def njeri(app: Flask, stage: Stage) -> Browser:
    return browse(app, "njeri")


def is_frozen(programme: Programme, person_id: str) -> bool:
    with programme.database.reading() as session:
        contact = people.contact_facts(session, person_id, now=programme.clock.now())
    return "freeze" in contact.restrictions


@pytest.mark.parametrize(("way", "frozen"), [("visit", True), ("voice", False)])
def test_an_interview_lifts_a_freeze_only_by_voice(
    njeri: Browser, stage: Stage, programme: Programme, way: str, frozen: bool
) -> None:
    sent = njeri.post(f"/people/{stage.person_id}/questions", {**WHO5, "way": way})
    assert sent.status_code == 303
    assert is_frozen(programme, stage.person_id) is frozen


@pytest.mark.parametrize(("method", "frozen"), [("visit", True), ("voice", False)])
def test_new_codes_lift_a_freeze_only_by_voice(
    njeri: Browser, stage: Stage, programme: Programme, method: str, frozen: bool
) -> None:
    sent = njeri.post(f"/people/{stage.person_id}/pin", {**CODES, "method": method})
    assert sent.status_code == 303
    assert is_frozen(programme, stage.person_id) is frozen


@pytest.mark.parametrize("method", ["visit", "voice"])
def test_a_new_number_is_not_frozen(
    njeri: Browser, stage: Stage, programme: Programme, method: str
) -> None:
    values = {"method": method, "confirmed": "yes", "phone": "0733 000 111"}
    sent = njeri.post(f"/people/{stage.person_id}/number", values)
    assert sent.status_code == 303, njeri.page
    assert not is_frozen(programme, stage.person_id)
