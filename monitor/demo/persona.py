"""How the synthetic people behave: what each does by herself, and what a text makes her do.

Pure and the same every time: each draw comes from her code name and the day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from monitor.core.clock import NAIROBI, to_local
from monitor.demo import words
from monitor.demo.agenda import Act, Deed
from monitor.demo.cast import Resident, Temper
from monitor.demo.chance import Chance

WAKES, SLEEPS = time(6, 30), time(22, 30)
AWAY_FOR = timedelta(days=31)
BREAKS_AFTER = "6"
"""Entries on a dialled screen after which the network drops, for those it happens to."""

TO_THE_END = "99"


@dataclass(frozen=True)
class Habit:
    """How likely she answers a text or a reminder, and how likely she is not simply well."""

    answers: float
    answers_reminder: float
    problem: float = 0.04
    call: float = 0.02
    question: float = 0.02
    slow: int = 300
    """Minutes within which she answers, at the latest."""


HABITS = {
    Temper.RELIABLE: Habit(0.95, 0.8),
    Temper.FORGETFUL: Habit(0.45, 0.45, slow=2400),
    Temper.FADING: Habit(0.85, 0.4),
    Temper.SILENT: Habit(0.0, 0.0),
    Temper.TROUBLED: Habit(0.75, 0.5, problem=0.3, call=0.16, question=0.06),
    Temper.AWAY: Habit(0.8, 0.5),
    Temper.MOVED: Habit(0.8, 0.5),
    Temper.SOLD: Habit(0.8, 0.5),
    Temper.LEAVING: Habit(0.7, 0.4),
}


def turning_point(her: Resident) -> datetime:
    """Return when her life takes the turn that her temper stands for: some weeks after the exit."""
    days = Chance(f"{her.code_name} turns").between(20, 330)
    return _local(datetime.combine(her.exit_on + timedelta(days=days), time(11, 20)))


def life(her: Resident, *, start: datetime, end: datetime) -> Iterator[Act]:
    """Yield what she does by herself between two instants."""
    turn = turning_point(her)
    for at, deed, what in (*_turns(her, turn), *_dials(her)):
        if start <= at < end:
            yield Act(at, her.code_name, deed, what)


def answer(her: Resident, *, reminder: bool, at: datetime) -> Act | None:
    """Return what a check-in or a reminder that arrives now makes her do, or None.

    >>> from datetime import UTC, date
    >>> from monitor.demo.cast import residents
    >>> her = next(r for r in residents(date(2026, 11, 24)) if r.temper is Temper.SILENT)
    >>> answer(her, reminder=False, at=datetime(2026, 3, 2, 15, tzinfo=UTC)) is None
    True
    """
    chance = Chance(f"{her.code_name} hears {at.date()} {reminder}")
    habit = HABITS[her.temper]
    if her.temper is Temper.FADING and at > turning_point(her):
        return None
    if not chance.happens(habit.answers_reminder if reminder else habit.answers):
        return None
    when = _awake(at + chance.minutes(2, 50 if chance.happens(0.5) else habit.slow))
    if her.survey_channel == "ussd" and chance.happens(0.12):
        return Act(when, her.code_name, Deed.DIAL, TO_THE_END)
    meaning = _meaning(habit, chance)
    return Act(when, her.code_name, Deed.TEXT, words.pick(meaning, her.language, chance))


def stranger_answers(her: Resident, *, at: datetime) -> Act | None:
    """Return what whoever has bought her number writes back, once in a while."""
    chance = Chance(f"{her.code_name} stranger {at.date()}")
    if not chance.happens(0.6):
        return None
    when = _awake(at + chance.minutes(5, 90))
    return Act(when, her.code_name, Deed.TEXT, words.pick(words.WRONG, her.language, chance))


def _meaning(habit: Habit, chance: Chance) -> str:
    drawn = chance.share()
    for meaning, likelihood in (
        (words.PROBLEM, habit.problem),
        (words.CALL, habit.call),
        (words.QUESTION, habit.question),
    ):
        if drawn < likelihood:
            return meaning
        drawn -= likelihood
    return words.OK


def _turns(her: Resident, turn: datetime) -> Iterator[tuple[datetime, Deed, str]]:
    chance = Chance(f"{her.code_name} says")
    if her.temper is Temper.AWAY:
        yield turn, Deed.PHONE, "off"
        yield turn + AWAY_FOR, Deed.PHONE, "on"
    elif her.temper is Temper.MOVED:
        yield turn, Deed.PHONE, "does_not_exist"
    elif her.temper is Temper.SOLD:
        yield turn, Deed.PHONE, "stranger"
    elif her.temper is Temper.LEAVING:
        yield turn, Deed.TEXT, words.pick(words.STOP, her.language, chance)
    elif her.temper is Temper.TROUBLED:
        night = turn.replace(hour=0) if chance.happens(0.3) else turn
        yield night, Deed.TEXT, words.pick(words.DISTRESS, her.language, chance)


def _dials(her: Resident) -> Iterator[tuple[datetime, Deed, str]]:
    """Yield the days on which somebody who agreed to questions dials by herself."""
    if her.survey_channel != "ussd" or her.temper in (Temper.SILENT, Temper.MOVED):
        return
    for day in (1, 24, 33, 85, 96, 178, 186, 270, 362, 371, 548):
        chance = Chance(f"{her.code_name} dials {day}")
        if not chance.happens(0.6):
            continue
        on = her.exit_on + timedelta(days=day + chance.between(0, 4))
        at = _local(datetime.combine(on, time(12))) + chance.minutes(0, 480)
        breaks = chance.happens(0.2)
        yield at, Deed.DIAL, BREAKS_AFTER if breaks else TO_THE_END
        if breaks:
            yield at + chance.minutes(4, 12), Deed.DIAL, TO_THE_END


def _awake(at: datetime) -> datetime:
    """Put off to the morning what would be written at night."""
    local = to_local(at)
    if WAKES <= local.time() <= SLEEPS:
        return at
    day = local.date() + timedelta(days=1 if local.time() > SLEEPS else 0)
    return _local(datetime.combine(day, WAKES)) + (at - at.replace(minute=0))


def _local(naive: datetime) -> datetime:
    return naive.replace(tzinfo=NAIROBI)
