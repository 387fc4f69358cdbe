"""Every case of a delivery report, through HTTP, on a message that really went out."""

from typing import Any

import pytest

from tests.integration.callbacks.cases import NAMES, Case, callbacks_of, once_each
from tests.integration.callbacks.given import build, outbound, send
from tests.integration.callbacks.installation import Installation
from tests.integration.callbacks.meaning import of_receipt
from tests.integration.callbacks.stored import raised_since, snapshot

pytestmark = pytest.mark.shared

ALARMS = {"conflict": {"receipt_conflict"}, "unknown_status": {"receipt_unknown_status"}}


@pytest.mark.parametrize(NAMES, callbacks_of("sms_delivery"))
def test_a_report_means_what_the_case_says(installation: Installation, case: Case) -> None:
    given = build(installation, case)
    before = snapshot(installation)
    was = _state(installation, given.message_id)
    answer = send(installation, case)
    installation.read_inbox()
    assert answer.status_code == case["respond"]["status"]
    expected = case["meaning"]
    found = of_receipt(installation, answer, before, given)
    assert found.items() >= expected.items()
    assert found.get("effect") == expected.get("effect")
    if expected["action"] != "apply":
        assert _state(installation, given.message_id) == was
    if expected["action"] in ("apply", "ignore", "orphan", *ALARMS):
        assert raised_since(installation, before) == ALARMS.get(expected["action"], set())


@pytest.mark.parametrize(NAMES, once_each(callbacks_of("sms_delivery")))
def test_the_same_report_again_changes_nothing(installation: Installation, case: Case) -> None:
    given = build(installation, case)
    send(installation, case)
    installation.read_inbox()
    once, state = snapshot(installation), _state(installation, given.message_id)
    assert send(installation, case).status_code == case["respond"]["status"]
    installation.read_inbox()
    assert snapshot(installation) == once
    assert _state(installation, given.message_id) == state


def _state(installation: Installation, message_id: str | None) -> tuple[Any, ...]:
    if message_id is None:
        return ()
    row = outbound(installation.programme, message_id)
    return row.state, row.reason, row.settled_at, row.sent_at
