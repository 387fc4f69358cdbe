"""End measures whose window has passed; ask caseworkers for what is due by voice."""

from monitor.usecases.programme import Programme
from monitor.usecases.settle_measures import settle_measures


def run(programme: Programme) -> int:
    """Return how many measures were settled or asked for."""
    return settle_measures(programme)
