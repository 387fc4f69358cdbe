"""Wake the look for USSD sessions that broke off and of whose end no notice came."""

from monitor.usecases.end_ussd import end_lost_sessions
from monitor.usecases.programme import Programme


def run(programme: Programme) -> int:
    """End what fell silent; return how many sessions."""
    return end_lost_sessions(programme)
