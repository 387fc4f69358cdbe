"""Wake the settling of messages nobody is sure about."""

from monitor.usecases.programme import Programme
from monitor.usecases.settle_uncertain import settle_uncertain


def run(programme: Programme) -> int:
    """Settle what can be settled; return how many messages that were."""
    return settle_uncertain(programme)
