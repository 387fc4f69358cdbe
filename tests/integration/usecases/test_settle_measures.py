"""Every measure ends, whichever way she is asked; what she began in time counts."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from monitor.core.clock import to_local
from monitor.schedule import measures
from monitor.schedule.models import Measure
from monitor.surveys import service as surveys
from monitor.triage.models import CaseEvent
from monitor.usecases.change_contact import EndExit, change_contact
from monitor.usecases.programme import Programme
from monitor.usecases.settle_measures import settle_measures
from tests.factories.sms import Scene, set_scene

LAST_EVENING = datetime(2026, 4, 23, 20, 50, tzinfo=UTC)
"""Ten minutes before midnight in Nairobi, on the last day of month 1."""


@pytest.fixture
def scene(programme: Programme) -> Scene:
    return set_scene(programme)


def state(scene: Scene) -> str:
    with scene.programme.database.reading() as session:
        return session.scalars(
            select(Measure.state).where(Measure.survey == "who5", Measure.month == 1)
        ).one()


def begin(scene: Scene) -> str:
    """Begin the questions on her phone; return the measure."""
    with scene.programme.database.transaction() as session:
        query = select(Measure.id).where(Measure.survey == "who5", Measure.month == 1)
        measure_id = session.scalars(query).one()
        surveys.start(
            session, person_id=scene.person_id, survey="who5", version=1, channel="ussd",
            language="sw", at=scene.now, measure_id=measure_id, exit_id=scene.exit_id,
        )  # fmt: skip
    return measure_id


def test_a_survey_asked_across_midnight_of_its_last_day_is_done(scene: Scene) -> None:
    scene.clock.set(LAST_EVENING)
    measure_id = begin(scene)
    scene.clock.advance(timedelta(minutes=20))
    settle_measures(scene.programme)
    assert state(scene) == "due"
    with scene.programme.database.transaction() as session:
        measures.settle_measure(session, measure_id, state="done", at=scene.now)
    assert state(scene) == "done"


@pytest.mark.parametrize("begun", [True, False])
def test_what_nobody_goes_on_with_ends_as_passed(scene: Scene, begun: bool) -> None:
    scene.clock.set(LAST_EVENING)
    if begun:
        begin(scene)
    scene.clock.advance(timedelta(hours=25 if begun else 1))
    settle_measures(scene.programme)
    assert state(scene) == "window_passed"


@pytest.mark.parametrize(
    ("her", "days_left"),
    [
        pytest.param({"survey_channel": "ussd"}, 10, id="her own screens"),
        pytest.param({"survey_channel": "voice"}, 21, id="voice"),
        pytest.param({"survey_channel": "none"}, 10, id="no channel chosen"),
        pytest.param({"survey_channel": "ussd", "content_level": "covert"}, 10, id="covert"),
        pytest.param({"survey_channel": "none", "content_level": "covert"}, 10, id="covert, none"),
        pytest.param({"survey_channel": "ussd", "content_level": "overt"}, 10, id="overt"),
        pytest.param({"survey_channel": "ussd", "pull_only": True}, 10, id="she contacts us"),
        pytest.param({"survey_channel": "ussd", "monitored": True}, 10, id="a watched phone"),
    ],
)
def test_over_two_years_every_measure_is_asked_for_by_voice_and_comes_to_an_end(
    programme: Programme, her: dict[str, Any], days_left: int
) -> None:
    scene = set_scene(programme, **her)
    walk_to_the_end(scene)
    with programme.database.reading() as session:
        found = session.scalars(select(Measure)).all()
        asked = session.scalars(select(CaseEvent.source_id)).all()
    ended = Counter((row.what, row.state) for row in found)
    assert ended == {
        ("human_contact", "done"): 1,
        ("human_contact", "window_passed"): 8,
        ("survey", "window_passed"): 7 * 5 + 1,
    }
    assert {row.month for row in found} == {0, 1, 3, 6, 9, 12, 18, 24}
    to_ask = [row for row in found if row.what == "survey" and row.channel != "in_person"]
    assert len(to_ask) == 6 * 5 + 1
    assert {row.id for row in to_ask} <= set(asked)
    left = {(row.window_to - to_local(row.tasked_at).date()).days for row in to_ask}
    assert left == {days_left}


def walk_to_the_end(scene: Scene) -> None:
    """Go from stop to stop as long as the clock knows of one."""
    stop: datetime | None = scene.now
    while stop is not None:
        scene.clock.set(stop)
        while settle_measures(scene.programme):
            continue
        with scene.programme.database.reading() as session:
            stop = measures.next_due_at(session, now=scene.now)


def test_whatever_ends_the_follow_up_leaves_no_measure_due(scene: Scene) -> None:
    with scene.programme.database.transaction() as session:
        change = EndExit(
            person_id=scene.person_id, exit_id=scene.exit_id, ended_as="returned",
            on=to_local(scene.now).date(),
        )  # fmt: skip
        change_contact(session, scene.programme, change, actor_id=scene.staff_id)
    with scene.programme.database.reading() as session:
        assert "due" not in set(session.scalars(select(Measure.state)))
