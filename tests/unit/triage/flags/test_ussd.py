import pytest

from monitor.triage.flag import Flag
from monitor.triage.flags.ussd import call_me, dropped_call, dropped_often, pin_lockout


@pytest.mark.parametrize(
    ("flag", "reason", "severity"),
    [
        pytest.param(call_me("menu"), "callback", 2, id="call-me"),
        pytest.param(pin_lockout(5), "pin_lockout", 2, id="wrong-pins"),
        pytest.param(dropped_call("voice"), "dropped_call", 3, id="talk-broke-off"),
        pytest.param(dropped_often(3), "callback", 2, id="surveys-broke-off-in-a-row"),
    ],
)
def test_what_happens_around_her_menu(flag: Flag, reason: str, severity: int):
    assert (flag.reason, flag.severity, flag.to_read) == (reason, severity, False)
