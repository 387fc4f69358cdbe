"""Watch that somebody is on duty now and for the next two hours; be loud where nobody is."""

from sqlalchemy.orm import Session

from monitor.triage import alarms, rota
from monitor.usecases.programme import Programme

NO_ROTA = "no_rota"


def watch_rota(session: Session, programme: Programme) -> int:
    """Raise or close the alarm `no_rota`; return how many alarms changed."""
    now = programme.clock.now()
    if rota.is_covered(session, now):
        return int(alarms.close_alarm(session, NO_ROTA, at=now))
    if alarms.is_open(session, NO_ROTA):
        return 0
    return int(alarms.raise_alarm(session, NO_ROTA, at=now))
