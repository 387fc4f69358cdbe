import pytest

from monitor.triage.flags.critical_answer import critical_answer


@pytest.mark.parametrize(
    ("question", "severity", "page"),
    [
        pytest.param("c1", 3, False, id="not-safe-where-she-lives"),
        pytest.param("c2", 4, True, id="somebody-from-before"),
        pytest.param("c3", 4, True, id="cannot-leave"),
    ],
)
def test_a_critical_answer_is_as_grave_as_the_survey_says(question: str, severity: int, page: bool):
    flag = critical_answer("core14", question, severity)
    assert flag is not None
    assert (flag.severity, flag.page, flag.details["question"]) == (severity, page, question)


def test_any_other_answer_raises_nothing():
    assert critical_answer("core14", "c2", None) is None
