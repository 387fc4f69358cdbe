"""Wake the giving of airtime as thanks; off unless the installation has set an amount."""

from monitor.usecases.programme import Programme
from monitor.usecases.send_thanks import send_thanks


def run(programme: Programme) -> int:
    """Give what is due; return how many rows were moved."""
    return send_thanks(programme)
