"""Read the callbacks that were stored."""

from monitor.usecases.programme import Programme
from monitor.usecases.read_callbacks import read_new_callbacks


def run(programme: Programme) -> int:
    """Return how many callbacks were dealt with."""
    return read_new_callbacks(programme)
