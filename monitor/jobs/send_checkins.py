"""Queue the check-ins that are due."""

from monitor.usecases.programme import Programme
from monitor.usecases.send_due_checkins import send_due_checkins


def run(programme: Programme) -> int:
    """Return how many check-ins were decided."""
    return send_due_checkins(programme)
