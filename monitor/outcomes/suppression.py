"""Keeps figures from pointing at somebody: periods are pooled until enough people are in each.

Only figures of a whole programme or a whole team are offered so far. A further slice (county, age,
service) would need small cells hidden together with their complements, so none is offered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from monitor.outcomes.statuses import Status

LEAST = 20
"""People alive in a period before it stands on its own."""

Counts = Mapping[Status, int]


@dataclass(frozen=True)
class Period:
    """Exits of one or more quarters that are reported together."""

    name: str
    counts: Counts


def alive(counts: Counts) -> int:
    """Return how many are in the denominator of a rate.

    >>> alive({Status.STABLE: 2, Status.DECEASED: 1})
    2
    """
    return sum(count for status, count in counts.items() if status is not Status.DECEASED)


def pooled(quarters: Mapping[str, Counts]) -> tuple[Period, ...]:
    """Return quarters, half-years, years or several years, each with enough people; none left out.

    Whatever is left over joins its neighbour: a period that is missing from the list could be
    worked out as a difference. Where all together are too few there is one period.

    >>> few = {"2025-Q1": {Status.STABLE: 12}, "2025-Q2": {Status.STABLE: 9}}
    >>> [period.name for period in pooled(few)]
    ['2025-H1']
    >>> [period.name for period in pooled({**few, "2025-Q3": {Status.STABLE: 25}})]
    ['2025-H1', '2025-Q3']
    """
    return tuple(
        period for years in _blocks_of_years(quarters) for period in _split(years, quarters)
    )


def total(several: Iterable[Counts]) -> dict[Status, int]:
    """Return counts added up.

    >>> total([{Status.STABLE: 1}, {Status.STABLE: 2}])[Status.STABLE]
    3
    """
    summed = dict.fromkeys(Status, 0)
    for counts in several:
        for status, count in counts.items():
            summed[status] += count
    return summed


def _blocks_of_years(quarters: Mapping[str, Counts]) -> list[list[str]]:
    """Return years in order, joined until each block has enough people."""
    blocks: list[list[str]] = []
    block: list[str] = []
    for year in sorted({name[:4] for name in quarters}):
        block.append(year)
        if _is_enough(block, quarters):
            blocks.append(block)
            block = []
    if block and blocks:
        blocks[-1].extend(block)
    elif block:
        blocks.append(block)
    return blocks


def _split(years: list[str], quarters: Mapping[str, Counts]) -> Iterator[Period]:
    """Yield a single year as halves or quarters where each is large enough, else the block."""
    if len(years) > 1:
        yield _period(f"{years[0]}–{years[-1]}", years, quarters)
        return
    halves = _present(years[0], (("H1", ("Q1", "Q2")), ("H2", ("Q3", "Q4"))), quarters)
    if not all(_is_enough(names, quarters) for names in halves.values()):
        yield _period(years[0], years, quarters)
        return
    for name, names in halves.items():
        if all(_is_enough([quarter], quarters) for quarter in names):
            yield from (_period(quarter, [quarter], quarters) for quarter in names)
        else:
            yield _period(name, names, quarters)


def _present(
    year: str, halves: tuple[tuple[str, tuple[str, str]], ...], quarters: Mapping[str, Counts]
) -> dict[str, list[str]]:
    """Return the quarters of each half that have exits."""
    found = {
        f"{year}-{half}": [f"{year}-{name}" for name in names if f"{year}-{name}" in quarters]
        for half, names in halves
    }
    return {half: names for half, names in found.items() if names}


def _period(name: str, prefixes: Iterable[str], quarters: Mapping[str, Counts]) -> Period:
    return Period(name, total(_within(prefixes, quarters)))


def _is_enough(prefixes: Iterable[str], quarters: Mapping[str, Counts]) -> bool:
    return alive(total(_within(prefixes, quarters))) >= LEAST


def _within(prefixes: Iterable[str], quarters: Mapping[str, Counts]) -> list[Counts]:
    starts = tuple(prefixes)
    return [counts for name, counts in quarters.items() if name.startswith(starts)]
