"""The one query of the rota, built once: it is asked before every message."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from monitor.staff.models import Staff
from monitor.triage.models import Duty

_BACKUP = aliased(Staff)
_DUTIES = (
    select(Duty, Staff.active, func.coalesce(_BACKUP.active, False))
    .join(Staff, Staff.id == Duty.staff_id)
    .join(_BACKUP, _BACKUP.id == Duty.backup_id, isouter=True)
    .where(
        or_(
            Duty.starts_at < bindparam("end"),
            (Duty.starts_at == bindparam("start")) & (Duty.starts_at == bindparam("end")),
        ),
        Duty.ends_at > bindparam("start"),
    )
    .order_by(Duty.starts_at, Duty.id)
)


def list_duties(
    session: Session, start: datetime, end: datetime
) -> Sequence[tuple[Duty, bool, bool]]:
    """Return the duties that touch a stretch, and whether their two people are active.

    With an empty stretch: the duties that hold at this instant.
    """
    found = session.execute(_DUTIES, {"start": start, "end": end})
    return [(duty, bool(first), bool(second)) for duty, first, second in found]
