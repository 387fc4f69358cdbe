import pytest

from monitor.triage.flags.number import suppressed, undelivered


@pytest.mark.parametrize("severity", [2, 3])
def test_a_number_that_does_not_work_is_as_grave_as_the_ladder_says(severity: int):
    assert undelivered(severity).severity == severity


def test_a_suppressed_number_is_seen_within_two_days():
    flag = suppressed("provider_opt_out")
    assert (flag.reason, flag.severity, flag.page) == ("suppressed", 2, False)
