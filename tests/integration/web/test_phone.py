"""Her phone on the pages of staff: a new number, new codes, a test message."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.clock import FixedClock
from monitor.people import service as people
from monitor.people.models import Contact, Phone
from monitor.sms.models import OutboundMessage
from monitor.usecases.programme import Programme
from tests.factories.people import a_person
from tests.factories.sms import EVENING
from tests.factories.surveys import Handset
from tests.factories.web import NUMBER, Browser, Stage, browse, set_stage

OLD_PIN, PIN, DURESS, OTHERS_PIN = "4821", "5937", "7395", "6270"
NEW_NUMBER = "+254733000111"
SPOKEN = {"method": "voice", "confirmed": "yes"}
CODES = {**SPOKEN, "pin": PIN, "duress_pin": DURESS}
NUMBERS = {**SPOKEN, "phone": "0733 000 111"}
HER_MENU = "CON Chagua:"


@pytest.fixture
def stage(programme: Programme, clock: FixedClock) -> Stage:
    clock.set(EVENING)
    return set_stage(programme)


@pytest.fixture
def njeri(app: Flask, stage: Stage) -> Browser:
    return browse(app, "njeri")


@pytest.fixture
def phone(app: Flask, programme: Programme, stage: Stage) -> Handset:
    return Handset(app, programme)


def number_of(programme: Programme, person_id: str) -> str | None:
    with programme.database.reading() as session:
        return people.number_of(session, person_id)


def lines(programme: Programme, event: str) -> list[AuditEvent]:
    with programme.database.reading() as session:
        return list(session.scalars(select(AuditEvent).where(AuditEvent.event == event)))


def contacts(programme: Programme) -> list[tuple[str, bool, str | None]]:
    with programme.database.reading() as session:
        rows = session.scalars(select(Contact))
        return [(row.method, row.verified, row.recorded_by) for row in rows]


def test_new_codes_hold_at_once_and_the_old_one_no_more(
    njeri: Browser, stage: Stage, phone: Handset, programme: Programme
) -> None:
    assert phone.dial(OLD_PIN).startswith(HER_MENU)
    sent = njeri.post(f"/people/{stage.person_id}/pin", dict(CODES))
    assert sent.status_code == 303
    assert phone.type("1") == "END Asante."
    assert phone.dial(OLD_PIN) == phone.dial("99")
    assert phone.dial(PIN).startswith(HER_MENU)
    assert phone.dial(DURESS).startswith(HER_MENU)
    assert ("voice", True, stage.staff["njeri"]) in contacts(programme)
    (line,) = lines(programme, "pins_changed")
    assert (line.actor_id, line.object_id) == (stage.staff["njeri"], stage.person_id)
    assert PIN not in str(line.details) + sent.headers["Location"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"confirmed": "no"}, "certain that it is she", id="not she"),
        pytest.param({"confirmed": ""}, "Choose one", id="not asked"),
        pytest.param({"method": "sms"}, "Choose one", id="by a text"),
        pytest.param({"method": ""}, "Choose one", id="no way"),
        pytest.param({"pin": ""}, "This is needed", id="no code"),
        pytest.param({"pin": "12ab"}, "Four digits", id="letters"),
        pytest.param({"pin": "1234"}, "Too easy", id="easy"),
        pytest.param({"pin": "1998"}, "Not the year of birth", id="year of birth"),
        pytest.param({"duress_pin": PIN}, "must differ", id="the same twice"),
        pytest.param({"pin": "59371"}, "At most 4", id="five digits"),
    ],
)
def test_a_code_that_may_not_be_is_shown_again_and_changes_nothing(
    change: dict[str, Any], says: str, njeri: Browser, stage: Stage, programme: Programme,
    phone: Handset,
) -> None:  # fmt: skip
    njeri.get(f"/people/{stage.person_id}/pin")
    sent = njeri.post(f"/people/{stage.person_id}/pin", {**CODES, **change})
    assert sent.status_code == 400
    assert says in sent.text
    assert contacts(programme) == []
    assert phone.dial(OLD_PIN).startswith(HER_MENU)


def test_a_code_never_comes_back_in_a_page(njeri: Browser, stage: Stage) -> None:
    path = f"/people/{stage.person_id}"
    for sent in (
        njeri.post(f"{path}/pin", {**CODES, "confirmed": "no"}),
        njeri.post(f"{path}/number", {**NUMBERS, **CODES, "confirmed": "no"}),
    ):
        assert sent.status_code == 400
        assert PIN not in sent.text
        assert DURESS not in sent.text
        assert sent.text.count("Type it again") == len((PIN, DURESS))


@pytest.mark.parametrize("field", ["pin", "duress_pin"])
def test_no_code_stands_twice_on_one_number(
    field: str, njeri: Browser, stage: Stage, programme: Programme
) -> None:
    with programme.database.transaction() as session:
        a_person(
            session, at=programme.clock.now(), code_name="Baraka", number=NUMBER, pin=OTHERS_PIN
        )
    sent = njeri.post(f"/people/{stage.person_id}/pin", {**CODES, field: OTHERS_PIN})
    assert (sent.status_code, "Somebody on this number" in sent.text) == (400, True)


def test_a_new_number_holds_at_once_and_what_waits_for_the_old_one_is_taken_back(
    njeri: Browser, stage: Stage, programme: Programme, app: Flask
) -> None:
    njeri.post(f"/people/{stage.person_id}/test-message")
    sent = njeri.post(f"/people/{stage.person_id}/number", dict(NUMBERS))
    assert sent.status_code == 303
    assert sent.headers["Location"].split("?")[0].endswith(f"/people/{stage.person_id}")
    assert number_of(programme, stage.person_id) == NEW_NUMBER
    with programme.database.reading() as session:
        waiting = [row for row in session.scalars(select(OutboundMessage)) if row.person_id]
        assert [row.state for row in waiting] == ["cancelled"]
        assert sorted(row.ended_at is None for row in session.scalars(select(Phone))) == [
            False, True
        ]  # fmt: skip
    (line,) = lines(programme, "number_changed")
    assert (line.actor_id, line.details) == (stage.staff["njeri"], {"cancelled": 1})
    old, new = Handset(app, programme), Handset(app, programme, number=NEW_NUMBER)
    assert old.dial(OLD_PIN) == old.dial("99")
    assert new.dial(OLD_PIN).startswith(HER_MENU)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"confirmed": "no"}, "certain that it is she", id="not she"),
        pytest.param({"method": "sms"}, "Choose one", id="by a text"),
        pytest.param({"phone": ""}, "This is needed", id="no number"),
        pytest.param({"phone": "12"}, "not a valid phone", id="no real number"),
        pytest.param({"phone": NUMBER}, "her number already", id="the same"),
        pytest.param({"duress_pin": DURESS}, "needs a PIN", id="danger alone"),
    ],
)
def test_a_number_that_may_not_be_is_shown_again_and_changes_nothing(
    change: dict[str, Any], says: str, njeri: Browser, stage: Stage, programme: Programme
) -> None:
    sent = njeri.post(f"/people/{stage.person_id}/number", {**NUMBERS, **change})
    assert sent.status_code == 400
    assert says in sent.text
    assert number_of(programme, stage.person_id) == NUMBER
    assert contacts(programme) == []


def test_on_a_number_that_others_hold_she_needs_new_codes(
    njeri: Browser, stage: Stage, programme: Programme, app: Flask
) -> None:
    with programme.database.transaction() as session:
        a_person(
            session, at=programme.clock.now(), code_name="Baraka", number=NEW_NUMBER,
            pin=OTHERS_PIN,
        )  # fmt: skip
    path = f"/people/{stage.person_id}/number"
    for code, says in (("", "choose a new code"), (OTHERS_PIN, "Somebody on this number")):
        sent = njeri.post(path, {**NUMBERS, "pin": code})
        assert (sent.status_code, says in sent.text) == (400, True)
        assert number_of(programme, stage.person_id) == NUMBER
    assert njeri.post(path, {**NUMBERS, "pin": PIN, "duress_pin": DURESS}).status_code == 303
    new = Handset(app, programme, number=NEW_NUMBER)
    assert new.dial(OLD_PIN) == new.dial("99")
    assert new.dial(PIN).startswith(HER_MENU)
    assert new.dial(OTHERS_PIN).startswith(HER_MENU)


def test_a_test_message_says_no_more_than_a_greeting_and_asks_the_gate(
    njeri: Browser, stage: Stage, programme: Programme
) -> None:
    page = njeri.get(f"/people/{stage.person_id}").text
    assert "Send a test message" in page
    path = f"/people/{stage.person_id}/test-message"
    assert njeri.post(path).status_code == 303
    assert "on its way" in njeri.get(f"/people/{stage.person_id}").text
    with programme.database.reading() as session:
        (row,) = [row for row in session.scalars(select(OutboundMessage)) if row.person_id]
        assert (row.template, row.purpose) == ("checkin_plain", "service")


def texts_to_her(programme: Programme, *states: str) -> int:
    with programme.database.reading() as session:
        rows = session.scalars(select(OutboundMessage).where(OutboundMessage.state.in_(states)))
        return len([row for row in rows if row.person_id])


def test_a_test_message_that_the_gate_holds_says_why(
    njeri: Browser, stage: Stage, programme: Programme
) -> None:
    with programme.database.transaction() as session:
        people.restrict(
            session, kind="no_sms", scope="person", person_id=stage.person_id, reason="test",
            at=programme.clock.now(),
        )  # fmt: skip
    njeri.post(f"/people/{stage.person_id}/test-message")
    assert "Not sent: channel locked." in njeri.get(f"/people/{stage.person_id}").text
    (line,) = lines(programme, "test_message_sent")
    assert line.details == {"held": "channel_locked"}


def test_pressing_again_sends_no_second_test_message_and_two_a_day_are_enough(
    njeri: Browser, stage: Stage, programme: Programme, clock: FixedClock
) -> None:
    path = f"/people/{stage.person_id}"
    for _press in range(5):
        njeri.post(f"{path}/test-message")
    assert "a moment ago" in njeri.get(path).text
    assert texts_to_her(programme, "queued") == 1
    for says in ("on its way", "enough messages that day"):
        clock.advance(timedelta(minutes=6))
        njeri.get(path)
        clock.advance(timedelta(minutes=6))
        njeri.post(f"{path}/test-message")
        assert says in njeri.get(path).text
    assert texts_to_her(programme, "queued") == 2


def test_no_test_message_goes_out_without_her_consent_to_check_ins(
    njeri: Browser, stage: Stage, programme: Programme
) -> None:
    with programme.database.transaction() as session:
        people.withdraw_consent(
            session, stage.person_id, purpose="checkins", way="voice", at=programme.clock.now(),
            recorded_by=None,
        )  # fmt: skip
    njeri.post(f"/people/{stage.person_id}/test-message")
    assert "Not sent: no consent." in njeri.get(f"/people/{stage.person_id}").text
    assert texts_to_her(programme, "queued") == 0


def test_nobody_changes_the_phone_of_a_person_out_of_reach(app: Flask, stage: Stage) -> None:
    path = f"/people/{stage.person_id}"
    for username in ("pwani", "otieno"):
        other = browse(app, username)
        for sent in (
            other.get(f"{path}/pin"), other.post(f"{path}/pin", dict(CODES)),
            other.get(f"{path}/number"), other.post(f"{path}/number", dict(NUMBERS)),
            other.post(f"{path}/test-message"),
        ):  # fmt: skip
            assert sent.status_code == 404


@pytest.mark.parametrize("page", ["pin", "number"])
def test_the_title_of_a_page_about_her_phone_says_nothing(
    page: str, njeri: Browser, stage: Stage
) -> None:
    shown = njeri.get(f"/people/{stage.person_id}/{page}")
    assert "<title>Baada</title>" in shown.text
    assert NUMBER not in shown.text
