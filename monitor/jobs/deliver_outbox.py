"""Wake the sending of what waits in the outbox."""

from monitor.usecases.deliver_outbox import deliver_outbox
from monitor.usecases.programme import Programme


def run(programme: Programme) -> int:
    """Send what is due; return how many rows were moved."""
    return deliver_outbox(programme)
