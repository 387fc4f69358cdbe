"""Ask for the end of interviews that broke off."""

from monitor.usecases.chase_interviews import chase_interviews
from monitor.usecases.programme import Programme


def run(programme: Programme) -> int:
    """Return how many interviews were looked at."""
    return chase_interviews(programme)
