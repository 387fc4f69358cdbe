"""The check-ins of a person as marks on a strip: what came of each one that was decided."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from monitor.schedule import store
from monitor.schedule.models import CheckIn


class Mark(StrEnum):
    """What came of a check-in. Undelivered, silent and not sent are three different things."""

    OK = "ok"
    PROBLEM = "problem"
    LATE = "late"
    UNDELIVERED = "undelivered"
    SKIPPED = "skipped"
    SENT = "sent"


@dataclass(frozen=True)
class CheckInMark:
    """One check-in of the strip."""

    slot_on: date
    mark: Mark
    skip_reason: str | None


def list_marks(session: Session, person_id: str) -> tuple[CheckInMark, ...]:
    """Return the marks of every check-in that was sent or skipped, oldest first."""
    rows = store.list_checkins(session, person_id)
    return tuple(CheckInMark(row.slot_on, _mark(row), row.skip_reason) for row in rows)


def _mark(row: CheckIn) -> Mark:
    if row.replied_at is not None:
        return Mark.OK if row.reply_label == "ok" else Mark.PROBLEM
    if row.state == "skipped":
        return Mark.SKIPPED
    if row.undelivered_at is not None:
        return Mark.UNDELIVERED
    return Mark.LATE if row.went_late_at is not None else Mark.SENT
