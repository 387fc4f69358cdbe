"""Every case of the notice that a USSD session is over, through HTTP."""

import pytest

from monitor.sms.ussd_models import UssdSession
from tests.integration.callbacks.cases import NAMES, Case, callbacks_of, once_each
from tests.integration.callbacks.given import Given, build, send
from tests.integration.callbacks.installation import Installation
from tests.integration.callbacks.meaning import of_end
from tests.integration.callbacks.stored import body_of, new_callback, snapshot

pytestmark = pytest.mark.shared

ENDS = callbacks_of("ussd_end")


@pytest.mark.parametrize(NAMES, ENDS)
def test_an_end_means_what_the_case_says(installation: Installation, case: Case) -> None:
    given = build(installation, case)
    before = snapshot(installation)
    answer = send(installation, case)
    installation.read_inbox()
    assert answer.status_code == case["respond"]["status"]
    expected = case["meaning"]
    found = of_end(installation, answer, before, given)
    assert found.items() >= expected.items()
    assert found.get("effect") == expected.get("effect")
    assert_closed_only_if_it_was_ours(installation, case, given)


@pytest.mark.parametrize(NAMES, [one for one in once_each(ENDS) if one.values[0]["id"] != "ue-12"])
def test_what_was_typed_and_shown_is_not_kept(installation: Installation, case: Case) -> None:
    build(installation, case)
    before = snapshot(installation)
    send(installation, case)
    with installation.programme.database.reading() as session:
        kept = body_of(session, new_callback(session, before))
    assert b"sessionId=ATUid_5d3b4c2bc589f481" in kept
    for dropped in (b"input", b"1*1*2", b"lastAppResponse", b"Asante", b"Uko", b"errorMessage"):
        assert dropped not in kept


@pytest.mark.parametrize(NAMES, once_each(ENDS))
def test_the_same_end_again_changes_nothing(installation: Installation, case: Case) -> None:
    build(installation, case)
    send(installation, case)
    installation.read_inbox()
    once = snapshot(installation)
    assert send(installation, case).status_code == case["respond"]["status"]
    installation.read_inbox()
    assert snapshot(installation) == once


def assert_closed_only_if_it_was_ours(installation: Installation, case: Case, given: Given) -> None:
    if given.session_id is None:
        return
    with installation.programme.database.reading() as session:
        row = session.get_one(UssdSession, given.session_id)
    assert row.outcome == case["meaning"].get("outcome")
    closes = case["meaning"]["action"] == "close"
    assert (row.closed_at is not None) == (closes or case["given"]["session"]["closed"])
