"""Outcomes of a whole programme or team, computed from what happened, as known at any instant.

Nothing is stored: the same question about the same instant has the same answer for ever.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from monitor.core.clock import to_local
from monitor.outcomes import store
from monitor.outcomes.episodes import CASE_KINDS, STATUS_KINDS, episode, history
from monitor.outcomes.indicators import Rate, ReplyWeek, proportion, rates, reply_rates_by_week
from monitor.outcomes.statuses import MONTHS, Status, Verdict, cohort, is_reportable, status_at
from monitor.outcomes.suppression import Counts, pooled, total
from monitor.outcomes.timeliness import Casework, casework
from monitor.surveys.definition import Survey


@dataclass(frozen=True)
class ExitStatus:
    """How one exit stands at one month, and why."""

    exit_id: str
    cohort: str
    month: int
    verdict: Verdict


@dataclass(frozen=True)
class PeriodRates:
    """The rates of the exits of one period."""

    name: str
    rates: Mapping[str, Rate]


@dataclass(frozen=True, kw_only=True)
class MonthFigures:
    """All exits whose window at one month has passed, with everything a rate needs beside it."""

    month: int
    counts: Counts
    exits: int
    """All of them, the deceased too."""
    rates: Mapping[str, Rate]
    known: Rate
    """How many of the living have a status that says how they are."""
    periods: tuple[PeriodRates, ...]
    """The same by period of exit, pooled until enough people are in each."""


def iterate_statuses(
    session: Session, core14: Survey, *, known_at: datetime, shelter_id: str | None = None
) -> Iterator[ExitStatus]:
    """Yield the status of every exit at every month whose whole cohort has had its window."""
    data_on = to_local(known_at).date()
    facts = store.iterate_facts(session, STATUS_KINDS, known_at=known_at)
    for _, of_person in groupby(facts, key=lambda fact: fact.person_id):
        known = history(of_person)
        for left in known.exits:
            if shelter_id is not None and left.shelter_id != shelter_id:
                continue
            for month in MONTHS:
                if is_reportable(left.exit_on, month, data_on=data_on):
                    verdict = status_at(episode(known, left, month, core14=core14), month)
                    yield ExitStatus(left.exit_id, cohort(left.exit_on), month, verdict)


def month_figures(
    session: Session, core14: Survey, *, known_at: datetime, shelter_id: str | None = None
) -> tuple[MonthFigures, ...]:
    """Return counts and rates at each month, of all cohorts together and by period."""
    found: dict[int, dict[str, dict[Status, int]]] = {month: {} for month in MONTHS}
    statuses = iterate_statuses(session, core14, known_at=known_at, shelter_id=shelter_id)
    for status in statuses:
        counts = found[status.month].setdefault(status.cohort, dict.fromkeys(Status, 0))
        counts[status.verdict.status] += 1
    return tuple(_figures(month, quarters) for month, quarters in found.items())


def reply_weeks(
    session: Session, *, known_at: datetime, shelter_id: str | None = None
) -> tuple[ReplyWeek, ...]:
    """Return what came of the check-ins, by week since exit."""
    paths = store.iterate_checkins(session, known_at=known_at, shelter_id=shelter_id)
    return reply_rates_by_week(paths, known_at)


def read_casework(
    session: Session, *, known_at: datetime, shelter_id: str | None = None
) -> Casework:
    """Return open cases and how long each event waited."""
    facts = store.iterate_case_facts(session, CASE_KINDS, known_at=known_at, shelter_id=shelter_id)
    return casework(facts)


def _figures(month: int, quarters: Mapping[str, Counts]) -> MonthFigures:
    counts = total(quarters.values())
    made = rates(counts)
    return MonthFigures(
        month=month,
        counts=counts,
        exits=sum(counts.values()),
        rates=made,
        known=proportion(made["among_known"].of, made["main"].of),
        periods=tuple(
            PeriodRates(period.name, rates(period.counts)) for period in pooled(quarters)
        ),
    )
