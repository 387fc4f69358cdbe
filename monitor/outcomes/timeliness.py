"""How long people waited for somebody to act, and what still waits.

Every urgent event counts from its arrival, the joined ones too. One that nobody has acted on is
never left out: once its time is up it counts as missed, so that doing nothing cannot look fast.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import quantiles

from monitor.outcomes.episodes import KnownFact
from monitor.outcomes.indicators import Rate, proportion
from monitor.triage.clocks import act_by

URGENT = (4, 3)
"""Severities with a target in minutes or within the day."""

GRADES = (4, 3, 2, 1)
PERIOD = timedelta(days=90)
"""Response times look back this far, so that a bad month shows before it is diluted."""

AGES = ("1", "2", "7", "30", "over")
"""Columns of open cases: at most so many days since the first event arrived."""

_A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Wait:
    """One event from its arrival to the first human action."""

    severity: int
    arrived_at: datetime
    acted_at: datetime | None = None


@dataclass(frozen=True)
class OpenCase:
    """A case nobody has closed."""

    severity: int
    arrived_at: datetime


@dataclass(frozen=True)
class Casework:
    """Everything that was raised: what waits, and how long each event waited."""

    open_cases: tuple[OpenCase, ...]
    waits: tuple[Wait, ...]


@dataclass(frozen=True)
class ResponseTimes:
    """How fast the events of one severity were acted on."""

    severity: int
    acted: int
    median_minutes: float | None
    ninetieth_minutes: float | None
    within_target: Rate
    """Of all that were acted on or whose time is up."""
    missed: int
    """Nobody has acted, and the time is up."""
    waiting: int
    """Nobody has acted, and there is time left."""


@dataclass
class _Case:
    severity: int = 0
    arrived_at: datetime | None = None
    is_open: bool = True
    waiting: list[Wait] = field(default_factory=list)


def casework(facts: Iterable[KnownFact]) -> Casework:
    """Fold the facts about cases, given in the order of their recording.

    >>> from datetime import UTC
    >>> at = datetime(2026, 3, 2, tzinfo=UTC)
    >>> opened = KnownFact(kind="case_opened", happened_at=at, subject_id="c", data={"severity": 4})
    >>> acted = KnownFact(kind="case_acted", happened_at=at, subject_id="c", data={"seconds": 600})
    >>> casework([opened, acted]).waits[0].acted_at.minute, len(casework([opened]).open_cases)
    (10, 1)
    """
    cases: dict[str, _Case] = {}
    waits: list[Wait] = []
    for fact in facts:
        case = cases.setdefault(str(fact.subject_id), _Case())
        if fact.kind == "case_acted":
            waits.extend(_act(case, fact.data["seconds"]))
        elif fact.kind == "case_closed":
            case.is_open = False
        else:
            _take_in(case, fact)
    for case in cases.values():
        waits.extend(case.waiting)
    return Casework(tuple(_open(cases.values())), tuple(waits))


def open_by_age(cases: Iterable[OpenCase], now: datetime) -> Mapping[int, Mapping[str, int]]:
    """Return how many cases are open, by severity and by days since the first event arrived."""
    table = {grade: dict.fromkeys(AGES, 0) for grade in GRADES}
    for case in cases:
        table[case.severity][age(now - case.arrived_at)] += 1
    return table


def age(waited: timedelta) -> str:
    """Return the column of an age.

    >>> age(timedelta(hours=24)), age(timedelta(hours=25)), age(timedelta(days=31))
    ('1', '2', 'over')
    """
    return next((days for days in AGES[:-1] if waited <= timedelta(days=int(days))), AGES[-1])


def response_times(waits: Iterable[Wait], *, severity: int, now: datetime) -> ResponseTimes:
    """Return how fast the events of one severity were acted on that arrived in the last 90 days."""
    since = now - PERIOD
    counted = [wait for wait in waits if wait.severity == severity and wait.arrived_at >= since]
    minutes = [
        (wait.acted_at - wait.arrived_at).total_seconds() / 60
        for wait in counted
        if wait.acted_at is not None
    ]
    open_waits = [wait for wait in counted if wait.acted_at is None]
    missed = sum(act_by(severity, wait.arrived_at) < now for wait in open_waits)
    return ResponseTimes(
        severity=severity,
        acted=len(minutes),
        median_minutes=percentile(minutes, 50),
        ninetieth_minutes=percentile(minutes, 90),
        within_target=proportion(sum(map(_is_in_time, counted)), len(minutes) + missed),
        missed=missed,
        waiting=len(open_waits) - missed,
    )


def percentile(values: list[float], percent: int) -> float | None:
    """Return a percentile, between two values by straight line; None of nothing.

    >>> percentile([10, 20, 30, 40], 50), percentile([5], 90), percentile([], 50)
    (25.0, 5, None)
    """
    if len(values) <= 1:
        return values[0] if values else None
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def _is_in_time(wait: Wait) -> bool:
    return wait.acted_at is not None and wait.acted_at <= act_by(wait.severity, wait.arrived_at)


def _take_in(case: _Case, fact: KnownFact) -> None:
    """Take an event into its case. What staff raise or open again themselves has no clock."""
    severity = int(fact.data["severity"])
    case.is_open = True
    case.severity = max(case.severity, severity)
    case.arrived_at = min(case.arrived_at or fact.happened_at, fact.happened_at)
    if fact.recorded_by is None:
        case.waiting.append(Wait(severity, fact.happened_at))


def _act(case: _Case, seconds: int) -> Iterator[Wait]:
    """Yield the events that an action answered: those that had arrived by then.

    The fact says how long the first of them waited, in whole seconds.
    """
    if not case.waiting:
        return
    first = min(wait.arrived_at for wait in case.waiting)
    acted_at = first + timedelta(seconds=seconds)
    done = [wait for wait in case.waiting if wait.arrived_at < acted_at + _A_SECOND]
    case.waiting = [wait for wait in case.waiting if wait not in done]
    for wait in done:
        yield Wait(wait.severity, wait.arrived_at, max(acted_at, wait.arrived_at))


def _open(cases: Iterable[_Case]) -> Iterator[OpenCase]:
    for case in cases:
        if case.is_open and case.arrived_at is not None:
            yield OpenCase(case.severity, case.arrived_at)
