"""Put somebody on duty, or take a line off the rota, and write down who did."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.triage import rota
from monitor.usecases.programme import Programme


def add_duty(
    session: Session,
    programme: Programme,
    *,
    staff_id: str,
    backup_id: str | None,
    starts_at: datetime,
    ends_at: datetime,
    actor_id: str | None,
) -> str:
    """Put somebody on duty; return the line's id. From the terminal there is no actor."""
    duty_id = rota.add_duty(
        session, staff_id=staff_id, backup_id=backup_id, starts_at=starts_at, ends_at=ends_at
    )
    _record(session, programme, duty_id, actor_id, change="added")
    return duty_id


def remove_duty(session: Session, programme: Programme, *, duty_id: str, actor_id: str) -> None:
    """Take a line off the rota."""
    rota.remove_duty(session, duty_id)
    _record(session, programme, duty_id, actor_id, change="removed")


def _record(
    session: Session, programme: Programme, duty_id: str, actor_id: str | None, *, change: str
) -> None:
    record(
        session, AuditEventKind.DUTY_CHANGED, at=programme.wall.now(), actor_id=actor_id,
        object_type="duty", object_id=duty_id, details={"change": change},
    )  # fmt: skip
