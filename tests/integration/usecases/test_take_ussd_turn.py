"""One USSD request: whatever comes and whatever breaks, a screen goes back and nothing leaks."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select, text
from sqlalchemy.event import listen
from structlog.testing import capture_logs

from monitor.all_models import metadata
from monitor.privacy import vault
from monitor.sms import inbox
from monitor.sms.models import RawCallback
from monitor.sms.ussd import problems
from monitor.sms.ussd_models import UssdSession, UssdTurn
from monitor.triage import alarms
from monitor.triage.models import CaseEvent
from monitor.usecases.programme import Programme
from monitor.usecases.take_ussd_turn import take_ussd_turn
from tests.factories.people import NUMBER
from tests.factories.sms import Scene, set_scene
from tests.factories.surveys import STRANGER, Handset, counted_statements

FORM = "application/x-www-form-urlencoded"
PIN, DURESS, WRONG = "4821", "7395", "1357"
WHOLE = b"sessionId=A1&serviceCode=*384*2025%23&phoneNumber=%2B254712345678&networkCode=63902"


@pytest.fixture
def scene(programme: Programme) -> Scene:
    return set_scene(programme, duress_pin=DURESS)


@pytest.fixture
def phone(app: Flask, programme: Programme, scene: Scene) -> Handset:
    return Handset(app, programme)


def raws(programme: Programme) -> list[RawCallback]:
    with programme.database.reading() as session:
        return list(session.scalars(select(RawCallback)))


def open_alarms(programme: Programme) -> set[str]:
    with programme.database.reading() as session:
        return {alarm.kind for alarm in alarms.list_open(session)}


def body_of(programme: Programme, raw: RawCallback) -> str:
    with programme.database.reading() as session:
        place = {"table": "raw_callbacks", "column": "body_sealed", "row_id": raw.id}
        return vault.unseal(session, raw.body_sealed or "", **place)


def sealed_texts(programme: Programme) -> Iterator[tuple[str, str]]:
    """Yield every value of every table as it can be read with the keys, with its column."""
    with programme.database.reading() as session:
        for table in metadata.sorted_tables:
            if table.name == "data_keys":
                continue
            for row in session.execute(select(table)).mappings():
                for column, value in row.items():
                    name = f"{table.name}.{column}"
                    if column.endswith("_sealed") and value is not None:
                        place = {"table": table.name, "column": column, "row_id": row["id"]}
                        yield name, vault.unseal(session, value, **place)
                    elif column.rpartition("_")[2] not in ("id", "hash", "lookup", "at", "by"):
                        yield name, str(value)


def test_the_second_of_two_requests_gets_the_same_bytes_and_does_nothing(
    phone: Handset, scene: Scene
) -> None:
    first = phone.dial(PIN, "0")
    assert phone.send() == first
    with scene.programme.database.reading() as session:
        assert len(session.scalars(select(CaseEvent)).all()) == 1
        assert len(session.scalars(select(UssdTurn)).all()) == 3


def test_a_late_request_gets_the_reply_of_its_own_turn(phone: Handset) -> None:
    menu = phone.dial(PIN)
    phone.type("1")
    phone.inputs.pop()
    assert phone.send() == menu


def test_a_rewritten_transcript_ends_the_session_and_is_told(
    phone: Handset, programme: Programme
) -> None:
    phone.dial("1", "9")
    phone.inputs = ["2", "9", "1"]
    with capture_logs() as lines:
        assert phone.send() == "END Asante."
    with programme.database.reading() as session:
        session_id = session.scalars(select(UssdSession.id)).one()
    assert lines == [{"event": "ussd_divergent", "session_id": session_id, "log_level": "warning"}]
    assert "ussd_divergent" in open_alarms(programme)
    assert raws(programme) == []
    phone.inputs = ["1", "9", "1"]
    assert phone.send() == "END Asante."


def test_another_caller_sees_nothing_of_a_session(
    phone: Handset, app: Flask, programme: Programme
) -> None:
    phone.dial(PIN)
    other = Handset(app, programme, number=STRANGER)
    other.session_id, other.inputs = phone.session_id, [PIN, "1"]
    assert other.send() == "END Asante."
    (raw,) = raws(programme)
    assert (raw.state, raw.reason) == ("quarantined", "caller_changed")
    assert "text" not in body_of(programme, raw)
    assert "callback_quarantined" in open_alarms(programme)
    assert phone.type("1").startswith("CON Habari yako?")


def test_after_the_end_nothing_goes_on(phone: Handset) -> None:
    phone.dial(PIN, "3", "1")
    assert phone.shows == "END Asante."
    assert phone.type("1") == "END Asante."


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        pytest.param(b"", FORM, "missing:sessionId", id="empty"),
        pytest.param(WHOLE + b"&text=1&text=4821", FORM, "duplicate_field:text", id="two texts"),
        pytest.param(WHOLE.replace(b"2025", b"9999"), FORM, "not_our_code", id="other code"),
        pytest.param(b'{"text": "4821"}', "application/json", "not_form_encoded", id="json"),
        pytest.param(b"\xff\x00=%00&&&", FORM, "missing:sessionId", id="no text at all"),
        pytest.param(WHOLE + b"&text=" + b"1*" * 40_000, FORM, "too_long", id="too long"),
        pytest.param(
            WHOLE.replace(b"%2B254712345678", b"nobody") + b"&text=4821", FORM,
            "phone_not_a_number", id="no number",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_kept_without_what_was_typed(
    programme: Programme, body: bytes, content_type: str, reason: str
) -> None:
    for _ in range(2):
        assert take_ussd_turn(programme, "recording", body, content_type) == "END Asante."
    (raw,) = raws(programme)
    assert (raw.kind, raw.state, raw.reason) == ("ussd", "quarantined", reason)
    assert "4821" not in body_of(programme, raw)
    assert "text" not in body_of(programme, raw)
    assert "callback_quarantined" in open_alarms(programme)
    with programme.database.reading() as session:
        assert inbox.list_new(session, limit=10) == ()


def test_a_turn_that_breaks_leaves_its_facts_for_a_person_and_ends_neutrally(
    phone: Handset, programme: Programme
) -> None:
    phone.dial("1")
    with programme.database.engine.begin() as connection:
        connection.execute(text("DROP TABLE pin_tries"))
    assert phone.type("naogopa 4821") == "END Asante."
    (raw,) = raws(programme)
    assert (raw.state, raw.reason) == ("quarantined", "turn_failed")
    kept = json.loads(body_of(programme, raw))
    assert (kept["session"], kept["number"]) == (phone.session_id, NUMBER)
    assert kept["input"] == "naogopa #"
    assert "ussd_turn_failed" in open_alarms(programme)
    with programme.database.reading() as session:
        assert len(session.scalars(select(UssdTurn)).all()) == 2
    metadata.tables["pin_tries"].create(programme.database.engine)


def test_a_database_that_is_gone_still_ends_neutrally(phone: Handset, programme: Programme) -> None:
    phone.dial("1")
    names = [
        name for name in inspect(programme.database.engine).get_table_names() if "ussd" in name
    ]
    assert sorted(names) == ["ussd_sessions", "ussd_turns"]
    with programme.database.engine.begin() as connection:
        for table in ("ussd_turns", "ussd_sessions"):
            connection.execute(text(f"DROP TABLE {table}"))
    assert phone.type("1") == "END Asante."
    for table in ("ussd_sessions", "ussd_turns"):
        metadata.tables[table].create(programme.database.engine)


def test_a_gateway_that_nobody_knows_still_ends_neutrally(programme: Programme) -> None:
    assert take_ussd_turn(programme, "none", WHOLE + b"&text=", FORM) == "END Asante."


MOST_STATEMENTS = {"dial": 6, "public": 11, "call me": 14, "pin": 24, "question": 22, "again": 5}
"""A turn has a second at most: what it asks of the database must not creep up."""


def test_a_turn_is_one_transaction_of_few_statements(
    phone: Handset, programme: Programme, scene: Scene
) -> None:
    scene.clock.advance(timedelta(days=30))
    set_off: list[tuple[str, Callable[[], str]]] = [
        ("dial", phone.dial),
        ("public", lambda: phone.type("99")),
        ("public", lambda: phone.type(WRONG)),
        ("call me", lambda: phone.type("0")),
        ("pin", lambda: phone.type(PIN)),
        ("question", lambda: phone.type("2")),
        ("question", lambda: phone.type("1")),
        ("again", phone.send),
    ]
    commits: list[object] = []
    engine = programme.database.engine
    listen(engine, "commit", commits.append)
    for name, act in set_off:
        commits.clear()
        with counted_statements(engine) as statements:
            act()
        assert len(statements) <= MOST_STATEMENTS[name], name
        assert len(commits) == 1, name


ENTRIES = st.one_of(
    st.sampled_from(
        [PIN, DURESS, "1", "2", "3", "4", "5", "0", "7", "77", "8", "9", "", "2*", "3*4", "00",
         f"{PIN}#", f" {PIN} ", f"{PIN}{PIN}", f"{PIN}1", f"pin {PIN}", "STOP", "amenipiga",
         "maembe", "sawa", "1 au 2", "\u200b4821"]
    ),
    st.text(max_size=30),
)  # fmt: skip


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(dialogues=st.lists(st.lists(ENTRIES, max_size=9), min_size=1, max_size=2))
def test_any_dialogue_gets_screens_that_fit_and_leaves_no_pin_behind(
    phone: Handset, scene: Scene, dialogues: list[list[str]]
) -> None:
    for entries in dialogues:
        for shown in _play(phone, entries):
            assert shown[:4] in ("CON ", "END ")
            assert problems(shown[4:]) == ()
    assert open_alarms(scene.programme) <= {"callback_quarantined"}
    for column, value in sealed_texts(scene.programme):
        if not column.startswith(("phones.", "raw_callbacks.body", "inbound_messages.from")):
            assert PIN not in value, column
            assert DURESS not in value, column


def _play(phone: Handset, entries: list[str]) -> Iterator[str]:
    yield phone.dial()
    for entry in entries:
        yield phone.type(entry.replace("\0", ""))


def test_two_dialogues_at_once_do_not_mix(app: Flask, scene: Scene) -> None:
    handsets: list[Any] = [Handset(app, scene.programme) for _ in range(2)]
    for handset in handsets:
        handset.dial()
    assert handsets[0].type(PIN).startswith("CON Chagua:")
    assert handsets[1].type("1").startswith("CON Nairobi")
    with scene.programme.database.reading() as session:
        opened = [row.person_id for row in session.scalars(select(UssdSession))]
    assert sorted(opened, key=str) == sorted([None, scene.person_id], key=str)
