import pytest

from monitor.triage.flags.screen import positive_screen


@pytest.mark.parametrize(
    ("survey", "screen", "band", "severity"),
    [
        pytest.param("phq2", "positive", None, 2, id="two-questions"),
        pytest.param("phq9", "positive", "moderate", 2, id="nine-questions"),
        pytest.param("phq9", "positive", "severe", 3, id="severe-the-same-day"),
        pytest.param("cssrs", "positive", "low", 2, id="low-risk"),
        pytest.param("cssrs", "positive", "moderate", 3, id="moderate-risk-the-same-day"),
        pytest.param("hits", "positive", None, 2, id="at-home"),
    ],
)
def test_a_positive_screen_asks_for_a_talk_and_pages_nobody(
    survey: str, screen: str, band: str | None, severity: int
) -> None:
    found = positive_screen(survey, screen, band)
    assert found is not None
    assert (found.severity, found.page, found.reason) == (severity, False, "talk")
    assert dict(found.details) == {"survey": survey}


@pytest.mark.parametrize("screen", ["negative", "note", "incomplete", None])
def test_nothing_else_does(screen: str | None) -> None:
    assert positive_screen("phq2", screen, None) is None
