"""Tell two people of every new alarm, without saying what it is; where nobody is on duty, all."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.sms.outbox import Queued
from monitor.staff.roles import Role
from monitor.triage import alarms, rota, store
from monitor.usecases.programme import Programme
from monitor.usecases.text_staff import text_staff

PEOPLE = 2


def tell_alarms(session: Session, programme: Programme) -> int:
    """Text those who must know of the alarms nobody was told of; return how many alarms.

    One text stands for all of them. Where none can be queued they stay untold and are tried again.
    """
    now = programme.clock.now()
    kinds = tuple(alarm.kind for alarm in alarms.list_untold(session))
    if not kinds or not _text(session, programme, now):
        return 0
    alarms.mark_told(session, kinds, at=now)
    programme.bell.ring("deliver_outbox")
    return len(kinds)


def _text(session: Session, programme: Programme, now: datetime) -> int:
    staff_ids, enough = _listeners(session, now)
    told = 0
    for staff_id in staff_ids:
        if told == enough:
            break
        result = text_staff(session, programme, staff_id, template="alarm", now=now)
        told += isinstance(result, Queued)
    return told


def _listeners(session: Session, now: datetime) -> tuple[tuple[str, ...], int]:
    """Return whom to tell, nearest first, and how many of them are enough."""
    supervisors = store.list_staff_ids(session, role=Role.SUPERVISOR)
    others = (
        *store.list_staff_ids(session, role=Role.MANAGER, whole_programme=True),
        *store.list_staff_ids(session, role=Role.TECHNICIAN),
    )
    duty = rota.on_duty(session, now)
    if duty is None:
        return (*supervisors, *others), max(PEOPLE, len(supervisors))
    first = (duty.staff_id, *([duty.backup_id] if duty.backup_id else []))
    return tuple(dict.fromkeys((*first, *supervisors, *others))), PEOPLE
