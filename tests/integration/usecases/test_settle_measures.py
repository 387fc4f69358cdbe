"""What she began before midnight of the last day counts when she ends it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from monitor.schedule import measures
from monitor.schedule.models import Measure
from monitor.surveys import service as surveys
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
