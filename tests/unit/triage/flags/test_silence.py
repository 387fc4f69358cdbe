from datetime import UTC, datetime

import pytest

from monitor.schedule.ladder import Silence
from monitor.triage.flags.silence import silence

AT = datetime(2026, 3, 9, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("step", "severity", "ways"),
    [
        pytest.param(Silence(2, 2, AT), 2, (), id="twice-low-risk"),
        pytest.param(
            Silence(3, 2, AT, second_channel=True, trusted_contact=True),
            2,
            ("second_channel", "trusted_contact"),
            id="three-times-low-risk",
        ),
        pytest.param(Silence(1, 3, AT), 3, (), id="once-high-risk"),
        pytest.param(
            Silence(3, 3, AT, trusted_contact=True, supervisor=True, visit=True),
            3,
            ("trusted_contact", "supervisor", "visit"),
            id="three-times-high-risk",
        ),
    ],
)
def test_silence_says_how_often_and_which_ways_are_open(step: Silence, severity: int, ways: tuple):
    flag = silence(step, high_risk=severity == 3)
    assert (flag.severity, flag.details["ways"]) == (severity, ways)
    assert flag.details["late_in_a_row"] == step.step
    assert not flag.to_read
