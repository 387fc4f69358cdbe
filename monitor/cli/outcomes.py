"""`flask outcomes rates`: the rates of section 5 from counts, for whoever checks a report."""

from collections.abc import Mapping
from dataclasses import asdict

from flask.cli import AppGroup

from monitor.cli.jsonlines import run
from monitor.core.errors import Invalid
from monitor.outcomes.indicators import Rate, rates
from monitor.outcomes.statuses import Status

group = AppGroup("outcomes", help="Compute outcomes.")

_DECIMALS = 4
_LARGEST_COUNT = 1_000_000_000


@group.command("rates", with_appcontext=False)
def rates_of_counts() -> None:
    """Read JSON Lines {"counts": {status: number}}; write each rate with its interval."""
    run(rated)


def rated(asked: Mapping[str, object]) -> Mapping[str, object]:
    """Return every rate of one line of counts; a status left out is 0.

    >>> rated({"counts": {"stable": 1, "unknown": 1}})["main"]
    {'rate': 0.5, 'low': 0.0945, 'high': 0.9055, 'n': 1, 'of': 2}
    """
    counts = asked.get("counts")
    if not isinstance(counts, dict):
        raise Invalid("'counts' must be an object of status and number", field="counts")
    known = {status_of(name): count_of(count) for name, count in counts.items()}
    return {name: rounded(rate) for name, rate in rates(known).items()}


def status_of(name: str) -> Status:
    """Return the status of that name.

    >>> status_of("stable")
    <Status.STABLE: 'stable'>
    """
    try:
        return Status(name)
    except ValueError:
        known = ", ".join(Status)
        raise Invalid(f"'counts' holds an unknown status; known: {known}", field="counts") from None


def count_of(value: object) -> int:
    """Return a count: a whole number, not negative; JSON's true is not 1 here."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Invalid("a count must be a whole number", field="counts")
    if not 0 <= value <= _LARGEST_COUNT:
        raise Invalid(f"a count must lie between 0 and {_LARGEST_COUNT}", field="counts")
    return value


def rounded(rate: Rate) -> Mapping[str, float | None]:
    """Return a rate as it is printed, with four decimals."""
    return {
        name: round(value, _DECIMALS) if isinstance(value, float) else value
        for name, value in asdict(rate).items()
    }
