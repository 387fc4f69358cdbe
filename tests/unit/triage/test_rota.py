from datetime import UTC, datetime, timedelta

import pytest

from monitor.triage.rota import Span, find_gaps

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("spans", "gaps"),
    [
        pytest.param([], [(0, 10)], id="empty-rota"),
        pytest.param([(0, 10)], [], id="exactly-covered"),
        pytest.param([(-5, 20)], [], id="covered-and-beyond"),
        pytest.param([(0, 4), (4, 10)], [], id="hand-over-without-a-gap"),
        pytest.param([(4, 10), (0, 4)], [], id="order-does-not-matter"),
        pytest.param([(0, 4), (5, 10)], [(4, 5)], id="gap-between"),
        pytest.param([(2, 10)], [(0, 2)], id="gap-before"),
        pytest.param([(0, 8)], [(8, 10)], id="gap-after"),
        pytest.param([(0, 9), (2, 3)], [(9, 10)], id="one-inside-another"),
        pytest.param([(20, 30)], [(0, 10)], id="only-later"),
    ],
)
def test_gaps_are_what_no_duty_covers(spans: list, gaps: list):
    found = find_gaps([_span(*span) for span in spans], start=START, end=_hour(10))
    assert found == tuple(_span(*gap) for gap in gaps)


def _hour(number: int) -> datetime:
    return START + timedelta(hours=number)


def _span(start: int, end: int) -> Span:
    return Span(_hour(start), _hour(end))
