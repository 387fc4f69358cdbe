"""Two clocks: one for the programme, one for security and transport.

`Clock` answers for due times, windows, ladders and service levels, and may be moved in the demo.
`WallClock` answers for sessions, claims, lockouts, signatures and time-outs, and never moves.
No other module asks the time.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

NAIROBI = ZoneInfo("Africa/Nairobi")


class Clock(Protocol):
    """Tells the programme's time, aware and in UTC."""

    def now(self) -> datetime:
        """Return the present instant."""
        ...


class SystemClock:
    """The machine's own time; serves as programme clock in production and as wall clock always."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock set by hand, for tests.

    >>> clock = FixedClock(datetime(2026, 3, 2, 6, 0, tzinfo=UTC))
    >>> clock.advance(timedelta(hours=1))
    >>> clock.now().hour
    7
    """

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant last set."""
        return self._at

    def set(self, at: datetime) -> None:
        """Move to an instant."""
        self._at = at.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move on by a span."""
        self._at += by


class DemoClock:
    """A clock that can be paused, sped up and moved on, never back; for demo and practice."""

    def __init__(self, wall: Clock, *, start: datetime, rate: float = 1.0) -> None:
        self._wall = wall
        self._base = start.astimezone(UTC)
        self._since = wall.now()
        self._rate = rate

    def now(self) -> datetime:
        """Return the programme's instant."""
        return self._base + (self._wall.now() - self._since) * self._rate

    @property
    def rate(self) -> float:
        """Return programme seconds per real second; 0 is paused."""
        return self._rate

    def run(self, rate: float) -> None:
        """Go on at another rate from where it stands."""
        self._base, self._since, self._rate = self.now(), self._wall.now(), rate

    def jump(self, to: datetime) -> None:
        """Move on to an instant; an earlier one leaves the clock where it is."""
        self._base, self._since = max(self.now(), to.astimezone(UTC)), self._wall.now()


def to_local(instant: datetime) -> datetime:
    """Return the instant as Kenyan local time (UTC+3, no daylight saving).

    >>> to_local(datetime(2026, 3, 2, 6, 0, tzinfo=UTC)).isoformat()
    '2026-03-02T09:00:00+03:00'
    """
    return instant.astimezone(NAIROBI)
