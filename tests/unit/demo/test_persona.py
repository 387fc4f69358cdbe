"""Personas: deterministic, and each true to her temper."""

from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.core.clock import to_local
from monitor.demo.agenda import Act, Deed
from monitor.demo.cast import Resident, Temper, residents
from monitor.demo.persona import SLEEPS, WAKES, answer, life, stranger_answers, turning_point

TODAY = date(2026, 11, 24)
MORNING = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
PEOPLE = residents(TODAY)


def one(temper: Temper) -> Resident:
    return next(her for her in PEOPLE if her.temper is temper)


def days(her: Resident, count: int = 60) -> list[Act]:
    asked = (MORNING + timedelta(days=day) for day in range(count))
    answers = (answer(her, reminder=False, at=at) for at in asked)
    return [act for act in answers if act is not None]


@pytest.mark.parametrize("her", PEOPLE, ids=lambda her: str(her.code_name))
def test_she_answers_the_same_every_time(her: Resident) -> None:
    assert days(her, 10) == days(her, 10)


def test_the_reliable_answer_far_more_often_than_the_forgetful() -> None:
    assert len(days(one(Temper.RELIABLE))) > len(days(one(Temper.FORGETFUL))) > 0


def test_the_silent_never_answer() -> None:
    assert days(one(Temper.SILENT)) == []


def test_the_fading_are_silent_from_their_turning_point_on() -> None:
    her = one(Temper.FADING)
    turn = turning_point(her)

    before = [turn - timedelta(days=day) for day in range(1, 15)]
    after = [turn + timedelta(days=day) for day in range(1, 15)]

    assert any(answer(her, reminder=False, at=at) for at in before)
    assert not any(answer(her, reminder=False, at=at) for at in after)


@pytest.mark.parametrize("hour", [0, 3, 12, 20, 23])
def test_nobody_writes_at_night(hour: int) -> None:
    asked = MORNING.replace(hour=hour)
    replies = [answer(her, reminder=False, at=asked) for her in PEOPLE]

    times = [to_local(act.at).time() for act in replies if act is not None]
    assert times
    assert all(WAKES <= at <= SLEEPS for at in times)


def test_an_answer_never_comes_before_the_question() -> None:
    replies = [answer(her, reminder=True, at=MORNING) for her in PEOPLE]

    assert all(act.at > MORNING for act in replies if act is not None)


@pytest.mark.parametrize(
    ("temper", "expected"),
    [
        pytest.param(Temper.AWAY, ["off", "on"], id="her phone is off for a month"),
        pytest.param(Temper.MOVED, ["does_not_exist"], id="her number stops working"),
        pytest.param(Temper.SOLD, ["stranger"], id="a stranger has her number"),
    ],
)
def test_a_phone_takes_its_turn(temper: Temper, expected: list[str]) -> None:
    her = one(temper)
    turn = turning_point(her)

    acts = life(her, start=turn - timedelta(days=1), end=turn + timedelta(days=40))

    assert [act.what for act in acts if act.deed is Deed.PHONE] == expected


def test_life_stays_between_its_two_instants() -> None:
    start, end = MORNING, MORNING + timedelta(days=90)

    acts = [act for her in PEOPLE for act in life(her, start=start, end=end)]

    assert acts
    assert all(start <= act.at < end for act in acts)


def test_a_stranger_says_in_words_that_the_number_is_wrong() -> None:
    her = one(Temper.SOLD)
    asked = (MORNING + timedelta(days=day) for day in range(20))

    said = {act.what for at in asked if (act := stranger_answers(her, at=at)) is not None}

    assert said
    assert all("namba" in text or "number" in text.lower() or "wrong" in text for text in said)
