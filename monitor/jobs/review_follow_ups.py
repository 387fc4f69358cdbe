"""Ask the ladder of silence about everybody whose review is due."""

from monitor.usecases.programme import Programme
from monitor.usecases.review_follow_ups import review_follow_ups


def run(programme: Programme) -> int:
    """Return how many people were looked at."""
    return review_follow_ups(programme)
