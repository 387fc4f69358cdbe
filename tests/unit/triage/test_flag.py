import pytest

from monitor.triage.flag import flag


@pytest.mark.parametrize(
    ("rule", "asked", "severity", "page"),
    [
        pytest.param("distress", 1, 3, True, id="distress-is-never-below-same-day"),
        pytest.param("distress", 4, 4, True, id="distress-now"),
        pytest.param("problem", 2, 2, False, id="problem-as-read"),
        pytest.param("bare_help", 1, 3, False, id="bare-help-is-same-day"),
        pytest.param("critical_answer", 3, 3, False, id="critical-answer-same-day"),
        pytest.param("critical_answer", 4, 4, True, id="critical-answer-now-pages"),
        pytest.param("hostile", 4, 4, True, id="hostile-now-pages"),
        pytest.param("other", 0, 1, False, id="nothing-falls-below-routine"),
        pytest.param("problem", 9, 4, True, id="nothing-rises-above-now"),
    ],
)
def test_a_flag_is_as_grave_as_asked_but_never_below_the_table(
    rule: str, asked: int, severity: int, page: bool
):
    raised = flag(rule, severity=asked)
    assert (raised.severity, raised.page) == (severity, page)


def test_details_cannot_be_changed_afterwards():
    raised = flag("verify", days=60)
    with pytest.raises(TypeError):
        raised.details["days"] = 61
