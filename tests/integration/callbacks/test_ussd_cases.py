"""Every case of a USSD request, through HTTP: what it is to its session, and the screen it gets."""

from urllib.parse import parse_qs

import pytest
from werkzeug.test import TestResponse

from monitor.sms.ussd_models import UssdSession, UssdTurn
from tests.integration.callbacks.cases import NAMES, Case, callbacks_of, once_each
from tests.integration.callbacks.given import Given, a_session, build, failing, send, with_field
from tests.integration.callbacks.installation import Installation
from tests.integration.callbacks.meaning import of_turn
from tests.integration.callbacks.stored import Snapshot, snapshot

pytestmark = pytest.mark.shared

USSD = callbacks_of("ussd_session")
CHOSEN = [one for one in once_each(USSD) if "choice" in one.values[0]["meaning"]]
FIRST = "sessionId=ATUid_first&serviceCode=*384*2025%23&phoneNumber=%2B254700000001&text="
PIN = "4821"
TOLD = ("turn", "input", "reason", "participant", "effect")
"""What is read back; `choice` has its own test, and a missing text is a first turn like any."""


@pytest.mark.parametrize(NAMES, USSD)
def test_a_request_means_what_the_case_says(installation: Installation, case: Case) -> None:
    given = build(installation, case)
    before = snapshot(installation)
    faulty = failing(installation, case)
    answer = send(faulty, case)
    assert_answered(answer, case)
    expected = {name: case["meaning"][name] for name in TOLD if name in case["meaning"]}
    found = meaning_of(installation, answer, before, case)
    if "participant" in expected:
        assert expected.pop("participant") == "unknown"
        assert_shown_as_to_anybody(installation, answer)
    if "effect" in expected:
        assert expected.pop("effect") == "offer_resume"
        assert_resume_is_offered(installation, case, given)
    assert found == expected


@pytest.mark.parametrize(NAMES, [one for one in once_each(USSD) if one.values[0]["id"] != "us-27"])
def test_the_same_request_again_gets_the_same_bytes_and_has_no_effect(
    installation: Installation, case: Case
) -> None:
    build(installation, case)
    faulty = failing(installation, case)
    first = send(faulty, case)
    once = snapshot(installation)
    again = send(faulty, case)
    assert (again.status_code, again.data) == (first.status_code, first.data)
    if case["meaning"]["turn"] == "error":
        return
    assert snapshot(installation) == once


@pytest.mark.parametrize(NAMES, CHOSEN)
def test_an_odd_spelling_of_a_choice_is_that_choice(installation: Installation, case: Case) -> None:
    build(installation, case)
    odd = send(installation, case)
    stored = case["given"]["session"]
    a_session(installation, {**stored, "sessionId": "ATUid_plain"})
    transcript = f"{stored['text']}*{case['meaning']['choice']}"
    body = with_field(case["request"]["body"], "sessionId", "ATUid_plain")
    plain = installation.call("ussd", with_field(body, "text", transcript).encode("ascii"))
    unknown = installation.call("ussd", FIRST.encode("ascii"))
    assert odd.data == plain.data
    assert odd.data != unknown.data


@pytest.mark.parametrize(
    NAMES,
    [one for one in once_each(USSD) if one.values[0]["id"] in ("us-05", "us-07", "us-08", "us-17")],
)
def test_what_is_no_choice_is_asked_again(installation: Installation, case: Case) -> None:
    build(installation, case)
    shown = send(installation, case)
    installation.call("ussd", FIRST.encode("ascii"))
    none = installation.call("ussd", (FIRST + "77").encode("ascii"))
    assert shown.data == none.data


def assert_answered(answer: TestResponse, case: Case) -> None:
    expected = case["respond"]
    shown = answer.get_data(as_text=True)
    assert answer.status_code == expected["status"]
    assert shown == expected.get("body", shown)
    assert shown.startswith(expected.get("starts", ""))
    assert answer.mimetype == "text/plain"
    assert "Baada" not in shown


def meaning_of(
    installation: Installation, answer: TestResponse, before: Snapshot, case: Case
) -> dict[str, object]:
    fields = parse_qs(case["request"]["body"], keep_blank_values=True, encoding="latin-1")
    raw = fields.get("text", [""])[0].encode("latin-1")
    try:
        transcript = raw.decode("utf-8")
    except UnicodeDecodeError:
        transcript = raw.decode("latin-1")
    return of_turn(
        installation, answer, before, provider_id=fields["sessionId"][0], transcript=transcript,
    )  # fmt: skip


def assert_shown_as_to_anybody(installation: Installation, answer: TestResponse) -> None:
    """See that the first screen is the same bytes for somebody who is enrolled."""
    enrolled = installation.call("ussd", FIRST.encode("ascii"))
    assert answer.data == enrolled.data
    with installation.programme.database.reading() as session:
        assert {row.person_id for row in session.query(UssdSession)} == {None}


def assert_resume_is_offered(installation: Installation, case: Case, given: Given) -> None:
    """See that she is asked to go on once she has shown who she is, and not before."""
    first = installation.call("ussd", FIRST.encode("ascii"))
    assert first.data == send(installation, case).data
    body = case["request"]["body"] + PIN
    menu = installation.call("ussd", body.encode("ascii")).get_data(as_text=True)
    words = installation.programme.languages.wording("ussd_resume", "sw")
    assert words is not None
    assert f"2 {words}" in menu
    with installation.programme.database.reading() as session:
        row = session.query(UssdSession).filter_by(provider_id="ATUid_new").one()
        assert given.scene is not None
        assert row.person_id == given.scene.person_id
        assert session.query(UssdTurn).filter(UssdTurn.session_id == row.id).count() == 2
