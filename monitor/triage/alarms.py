"""Alarms about the system itself: loud, told to two people, open until it is over.

Harm watched for: nobody on duty, a gateway down, callbacks that cannot be read, a page that nobody
answers, and no one who knows it (safety rule 43).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from monitor.core.ids import new_id
from monitor.triage import store
from monitor.triage.models import Alarm

TELL_AGAIN_AFTER = timedelta(minutes=30)
"""What happens again after this is told again: nobody must have to remember an open alarm."""
WORK_FAILED = "work_failed"
"""A job could not deal with one row; it is tried again."""


@dataclass(frozen=True)
class OpenAlarm:
    """An alarm that is not over."""

    id: str
    kind: str
    opened_at: datetime
    last_at: datetime
    count: int
    told_at: datetime | None


def raise_alarm(session: Session, kind: str, *, at: datetime) -> bool:
    """Raise an alarm, or count it once more where it is open; tell whether it is new.

    Most alarms stay open until somebody has looked, so what comes again is told again in time.
    """
    found = store.find_open_alarm(session, kind)
    if found is not None:
        found.count += 1
        found.last_at = max(found.last_at, at)
        if found.told_at is not None and at - found.told_at >= TELL_AGAIN_AFTER:
            found.told_at = None
        return False
    session.add(Alarm(id=new_id(), kind=kind, opened_at=at, last_at=at, count=1))
    session.flush()
    return True


def close_alarm(session: Session, kind: str, *, at: datetime) -> bool:
    """Close an alarm; tell whether one was open."""
    found = store.find_open_alarm(session, kind)
    if found is None:
        return False
    found.closed_at = at
    session.flush()
    return True


def is_open(session: Session, kind: str) -> bool:
    """Tell whether an alarm of this kind is open."""
    return store.find_open_alarm(session, kind) is not None


def list_open(session: Session) -> tuple[OpenAlarm, ...]:
    """Return the open alarms, oldest first."""
    return tuple(_value(alarm) for alarm in store.list_open_alarms(session))


def list_untold(session: Session) -> tuple[OpenAlarm, ...]:
    """Return the open alarms nobody was told of yet."""
    return tuple(alarm for alarm in list_open(session) if alarm.told_at is None)


def mark_told(session: Session, kinds: tuple[str, ...], *, at: datetime) -> None:
    """Remember that two people were told of these open alarms."""
    for alarm in store.list_open_alarms(session):
        if alarm.kind in kinds:
            alarm.told_at = at
    session.flush()


def _value(alarm: Alarm) -> OpenAlarm:
    return OpenAlarm(
        alarm.id, alarm.kind, alarm.opened_at, alarm.last_at, alarm.count, alarm.told_at
    )
