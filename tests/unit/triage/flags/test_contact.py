import pytest

from monitor.triage.flag import Flag
from monitor.triage.flags import contact


@pytest.mark.parametrize(
    ("flag", "severity"),
    [
        pytest.param(contact.out_of_contact(high_risk=False), 2, id="lost-low-risk"),
        pytest.param(contact.out_of_contact(high_risk=True), 3, id="lost-high-risk"),
        pytest.param(contact.frozen("unverified"), 2, id="frozen"),
        pytest.param(contact.watch(), 1, id="watch"),
        pytest.param(contact.verify(1), 1, id="verify-day-60"),
        pytest.param(contact.verify(2), 2, id="verify-day-75"),
        pytest.param(contact.plan_renewal(), 1, id="plan-renewal"),
        pytest.param(contact.ask_by_voice("who5"), 1, id="ask-by-voice"),
    ],
)
def test_contact_getting_lost(flag: Flag, severity: int):
    assert flag.severity == severity
    assert not flag.page
