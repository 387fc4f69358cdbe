"""Callbacks in an order nobody planned: twice, early, late, for two people, without a beginning."""

from typing import Any

import pytest
from sqlalchemy import select

from monitor.jobs import settle_uncertain
from monitor.people import service as people
from monitor.sms.models import InboundMessage, RawCallback, Receipt
from monitor.sms.ussd_models import UssdSession, UssdTurn
from monitor.triage.models import CaseEvent
from tests.factories.people import a_person
from tests.factories.sms import set_scene
from tests.integration.callbacks.given import (
    CHECKIN,
    a_sent_message,
    a_session,
    approve,
    with_field,
)
from tests.integration.callbacks.installation import BrokenClock, Installation, unreachable_database
from tests.integration.callbacks.stored import raised_since, snapshot
from tests.unit.sms.gateways.provider_stub import entry, reply

NUMBER = "+254700000001"
TEXT = b"text=1&to=22384&id=in-1&date=2026-03-02T06%3A04%3A45Z&from=%2B254700000001"
REPORT = b"id=ATXid_0001&status=Success&phoneNumber=%2B254700000001"
FAILED = b"id=ATXid_0001&status=Failed&failureReason=UserInBlackList&phoneNumber=%2B254700000001"
OPT_OUT = b"senderId=HABARI&phoneNumber=%2B254700000001"
END = b"sessionId=ATUid_1&phoneNumber=%2B254700000001&status=Incomplete&input=1*4821"
DIAL = "sessionId=ATUid_1&serviceCode=*384*2025%23&phoneNumber=%2B254700000001&text="


def test_a_text_that_comes_again_while_the_first_is_unread_is_one_text(
    installation: Installation,
) -> None:
    for _ in range(3):
        assert installation.call("sms", TEXT).status_code == 200
    installation.read_inbox()
    assert installation.call("sms", TEXT).status_code == 200
    installation.read_inbox()
    assert len(rows(installation, InboundMessage)) == 1
    assert len(rows(installation, RawCallback)) == 1


def test_another_text_under_the_id_of_an_unread_one_never_replaces_it(
    installation: Installation,
) -> None:
    installation.call("sms", TEXT)
    for _ in range(2):
        other = with_field(TEXT.decode(), "text", "2").encode()
        assert installation.call("sms", other).status_code == 200
    installation.read_inbox()
    assert len(rows(installation, InboundMessage)) == 1
    assert sorted(row.state for row in rows(installation, RawCallback)) == ["quarantined", "read"]


def test_a_text_is_not_taken_for_a_report_of_the_same_bytes(installation: Installation) -> None:
    installation.call("sms", TEXT)
    installation.call("receipt", TEXT)
    installation.read_inbox()
    assert sorted(row.state for row in rows(installation, RawCallback)) == ["quarantined", "read"]


def test_a_report_that_comes_before_we_know_its_message_is_matched_later(
    installation: Installation,
) -> None:
    assert installation.call("receipt", REPORT).status_code == 200
    installation.read_inbox()
    assert [row.outcome for row in rows(installation, Receipt)] == ["orphan"]
    given = a_sent_message_as(installation, "delivered")
    assert [row.outcome for row in rows(installation, Receipt)] == ["applied"]
    assert given == "delivered"


def test_an_early_report_settles_a_send_whose_answer_was_lost(
    installation: Installation,
) -> None:
    scene = set_scene(installation.programme, number=NUMBER)
    approve(installation.programme, CHECKIN)
    queued = scene.queue(checkin_id=scene.first_checkin())
    installation.provider.hangs_up = True
    installation.deliver()
    assert scene.message(queued).state == "uncertain"
    installation.call("receipt", REPORT)
    installation.read_inbox()
    settle_uncertain.run(installation.programme)
    row = scene.message(queued)
    assert (row.state, row.gateway_message_id) == ("delivered", "ATXid_0001")
    installation.deliver()
    assert len(installation.provider.forms) == 1


def test_an_orphan_of_another_number_is_not_given_to_the_message(
    installation: Installation,
) -> None:
    installation.call("receipt", with_field(REPORT.decode(), "phoneNumber", "0700000002").encode())
    installation.read_inbox()
    assert a_sent_message_as(installation, "sent") == "sent"
    assert [row.outcome for row in rows(installation, Receipt)] == ["conflict"]


def test_reports_in_any_order_end_in_the_same_state(installation: Installation) -> None:
    given = a_sent_message(installation, NUMBER, "ATXid_0001")
    assert given.scene is not None
    assert given.message_id is not None
    for status in ("Success", "Buffered", "AbsentSubscriber", "Sent", "Expired", "Success"):
        body = with_field(REPORT.decode(), "status", status)
        assert installation.call("receipt", body.encode()).status_code == 200
    installation.read_inbox()
    assert given.scene.row(given.message_id).state == "delivered"


@pytest.mark.parametrize(
    ("kind", "body"),
    [pytest.param("opt-out", OPT_OUT, id="opt_out"), pytest.param("receipt", FAILED, id="blocked")],
)
def test_a_refusal_holds_for_everybody_on_the_number(
    installation: Installation, kind: str, body: bytes
) -> None:
    given = a_sent_message(installation, NUMBER, "ATXid_0001")
    scene, database = given.scene, installation.programme.database
    assert scene is not None
    with database.transaction() as session:
        other = a_person(
            session, at=scene.now, number=NUMBER, code_name="Baraka", pin="7306",
            shared_with="sister",
        )  # fmt: skip
    assert installation.call(kind, body).status_code == 200
    installation.read_inbox()
    with database.reading() as session:
        for person_id in (scene.person_id, other.person_id):
            contact = people.contact_facts(session, person_id, now=scene.now)
            assert "opt_out" in contact.restrictions
        rules = [row.rule for row in session.scalars(select(CaseEvent))]
    assert rules == ["suppressed", "suppressed"]


def test_an_opt_out_of_a_sender_we_do_not_know_stops_us_all_the_same(
    installation: Installation,
) -> None:
    scene = set_scene(installation.programme, number=NUMBER)
    installation.call("opt-out", with_field(OPT_OUT.decode(), "senderId", "OTHER").encode())
    installation.read_inbox()
    scene.queue()
    installation.deliver()
    assert installation.provider.forms == []


def test_the_end_of_a_session_nobody_began_is_kept_without_what_was_typed(
    installation: Installation,
) -> None:
    before = snapshot(installation)
    assert installation.call("ussd-end", END).status_code == 200
    installation.read_inbox()
    (raw,) = rows(installation, RawCallback)
    assert (raw.state, raw.reason) == ("quarantined", "unknown_session")
    assert "ussd_fault" not in raised_since(installation, before)
    assert rows(installation, UssdSession) == []


def test_a_session_may_begin_after_its_end_was_told(installation: Installation) -> None:
    installation.call("ussd-end", END)
    installation.read_inbox()
    answer = installation.call("ussd", DIAL.encode())
    assert answer.get_data(as_text=True).startswith("CON ")


def test_after_the_end_the_last_screen_may_come_again_and_nothing_new_happens(
    installation: Installation,
) -> None:
    stored = {"": "CON first screen", "1": "END last screen"}
    a_session(
        installation,
        {"sessionId": "ATUid_1", "phone": NUMBER, "text": "1", "closed": True, "replies": stored},
    )
    assert installation.call("ussd", (DIAL + "1").encode()).data == b"END last screen"
    for text in ("", "1*2", "9"):
        answer = installation.call("ussd", (DIAL + text).encode())
        assert answer.get_data(as_text=True).startswith("END ")
    assert len(rows(installation, UssdTurn)) == 2


def test_a_divergent_transcript_ends_the_session_for_good(installation: Installation) -> None:
    for text in ("", "1", "2*2"):
        answer = installation.call("ussd", (DIAL + text).encode())
    assert answer.get_data(as_text=True).startswith("END ")
    later = installation.call("ussd", (DIAL + "1*1").encode())
    assert later.get_data(as_text=True).startswith("END ")


def test_a_deep_dial_gets_the_first_screen_and_answers_nothing(
    installation: Installation,
) -> None:
    first = installation.call("ussd", DIAL.encode())
    deep = installation.call("ussd", (DIAL.replace("ATUid_1", "ATUid_2") + "1*2").encode())
    assert deep.data == first.data


@pytest.mark.parametrize("text", ["", "1", "4821"])
def test_without_a_database_the_caller_still_reads_a_last_screen(
    installation: Installation, text: str
) -> None:
    down = installation.broken(database=unreachable_database(installation.programme))
    answer = down.call("ussd", (DIAL + text).encode())
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    assert answer.get_data(as_text=True).startswith("END ")


@pytest.mark.parametrize("kind", ["sms", "receipt", "opt-out", "subscription", "ussd-end"])
def test_without_a_database_every_other_kind_is_asked_to_come_again(
    installation: Installation, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    down = installation.broken(database=unreachable_database(installation.programme))
    assert down.call(kind, TEXT).status_code == 503
    written = capsys.readouterr().err
    assert "callback_not_stored" in written
    assert "254700000001" not in written


def test_a_turn_that_failed_can_be_sent_again_once_the_fault_is_over(
    installation: Installation,
) -> None:
    installation.call("ussd", DIAL.encode())
    faulty = installation.broken(wall=BrokenClock())
    assert faulty.call("ussd", (DIAL + "1").encode()).get_data(as_text=True).startswith("END ")
    assert len(rows(installation, UssdTurn)) == 1
    again = installation.call("ussd", (DIAL + "1").encode())
    assert again.get_data(as_text=True).startswith("CON ")
    assert len(rows(installation, UssdTurn)) == 2


def a_sent_message_as(installation: Installation, state: str) -> str:
    """Send a check-in the provider takes as ATXid_0001; return the state it ends in."""
    scene = set_scene(installation.programme, number=NUMBER)
    approve(installation.programme, CHECKIN)
    installation.provider.answer(201, reply(entry()))
    queued = scene.queue(checkin_id=scene.first_checkin())
    installation.deliver()
    return scene.message(queued).state


def rows(installation: Installation, table: Any) -> list[Any]:
    with installation.programme.database.reading() as session:
        return list(session.scalars(select(table)))
