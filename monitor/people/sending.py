"""What the kill switch holds now, apart from single people: shelters, or everybody."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import store


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One switch that is on; without a shelter it holds everybody."""

    shelter_id: str | None
    since: datetime


def list_stops(session: Session, *, now: datetime) -> tuple[Stop, ...]:
    """Return the switches that are on for a shelter or for everybody, oldest first."""
    rows = store.list_stops(session, now=now)
    return tuple(Stop(shelter_id=row.shelter_id, since=row.since) for row in rows)
