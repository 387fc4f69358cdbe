from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.triage.flag import Flag, flag
from monitor.triage.graver import Standing, graver

AT_NINE = datetime(2026, 3, 5, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("found", "standing", "kept"),
    [
        pytest.param([], {}, [], id="nothing"),
        pytest.param([flag("distress", severity=4)], {}, ["distress"], id="new-danger"),
        pytest.param(
            [flag("distress", severity=4)], {"distress": Standing(4)}, [], id="known-danger"
        ),
        pytest.param(
            [flag("distress", severity=4)], {"distress": Standing(3)}, ["distress"], id="graver"
        ),
        pytest.param(
            [flag("distress", severity=3)], {"distress": Standing(4)}, [], id="never-softer"
        ),
        pytest.param(
            [flag("stop_high_risk")], {"stop": Standing(1)}, ["stop_high_risk"], id="doubtful-stop"
        ),
        pytest.param([flag("unclear")], {}, ["unclear"], id="two-wells-that-are-no-well"),
        pytest.param(
            [flag("unclear")], {"problem": Standing(2)}, [], id="somebody-reads-it-anyway"
        ),
        pytest.param([flag("other"), flag("stop")], {}, ["stop"], id="the-stop-is-read-anyway"),
        pytest.param(
            [flag("problem", severity=2), flag("problem", severity=3)], {}, ["problem"], id="once"
        ),
    ],
)
def test_what_texts_add_together(
    found: list[Flag], standing: dict[str, Standing], kept: list[str]
) -> None:
    assert [each.rule for each in graver(found, standing)] == kept


def test_an_hour_that_came_in_a_second_text_is_added_to_the_call() -> None:
    timed = replace(flag("callback"), call_at=AT_NINE)
    assert graver([timed], {"callback": Standing(2)}) == (timed,)
    assert graver([timed], {"callback": Standing(2, timed=True)}) == ()


def test_the_gravest_of_several_ways_to_read_is_kept() -> None:
    (kept,) = graver([flag("problem", severity=2), flag("problem", severity=3)], {})
    assert kept.severity == 3
