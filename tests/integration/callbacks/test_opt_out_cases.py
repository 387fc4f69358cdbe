"""Every case of an opt-out and of a premium notice, through HTTP."""

import pytest

from tests.integration.callbacks.cases import NAMES, Case, callbacks_of
from tests.integration.callbacks.given import build, outbound, send
from tests.integration.callbacks.installation import Installation
from tests.integration.callbacks.meaning import of_opt_out, of_subscription
from tests.integration.callbacks.stored import snapshot

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(NAMES, callbacks_of("sms_optout"))
def test_an_opt_out_means_what_the_case_says(installation: Installation, case: Case) -> None:
    given = build(installation, case)
    before = snapshot(installation)
    answer = send(installation, case)
    installation.read_inbox()
    assert answer.status_code == case["respond"]["status"]
    expected = case["meaning"]
    found = of_opt_out(installation, answer, before, expected["phone"])
    assert found == {"effect": None, **expected}
    installation.deliver()
    assert installation.provider.forms == []
    if given.message_id is not None:
        row = outbound(installation.programme, given.message_id)
        assert (row.state, row.reason) == ("cancelled", "opted_out")


@pytest.mark.parametrize(NAMES, callbacks_of("sms_subscription"))
def test_a_premium_notice_means_what_the_case_says(installation: Installation, case: Case) -> None:
    before = snapshot(installation)
    answer = send(installation, case)
    installation.read_inbox()
    assert answer.status_code == case["respond"]["status"]
    assert of_subscription(installation, answer, before) == case["meaning"]
