"""Everything the first page of reports shows, as one value; whoever looks is written down first."""

from dataclasses import dataclass
from datetime import datetime

from monitor.audit.trail import AuditEventKind, record
from monitor.outcomes import service
from monitor.outcomes.episodes import CORE14
from monitor.outcomes.indicators import ReplyWeek
from monitor.outcomes.service import MonthFigures
from monitor.outcomes.timeliness import (
    URGENT,
    Casework,
    OpenCase,
    ResponseTimes,
    response_times,
)
from monitor.usecases.programme import Programme


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """Reintegration, staying in contact and casework, as known at one instant."""

    known_at: datetime
    months: tuple[MonthFigures, ...]
    reply_weeks: tuple[ReplyWeek, ...]
    open_cases: tuple[OpenCase, ...]
    responses: tuple[ResponseTimes, ...]


def show_outcomes(
    programme: Programme, *, known_at: datetime, shelter_id: str | None, staff_id: str
) -> Outcomes:
    """Return the figures of one team, or of the whole programme where none is named.

    The reading may take long and holds up no writer; a view is in the trail even if it fails.
    """
    with programme.database.transaction() as session:
        record(
            session, AuditEventKind.REPORT_SEEN, at=programme.wall.now(), actor_id=staff_id,
            object_type="report", object_id="overview",
            details={"known_at": known_at.isoformat(), "shelter": shelter_id},
        )  # fmt: skip
    core14 = programme.surveys[CORE14]
    with programme.database.reading() as session:
        months = service.month_figures(session, core14, known_at=known_at, shelter_id=shelter_id)
        weeks = service.reply_weeks(session, known_at=known_at, shelter_id=shelter_id)
        work = service.read_casework(session, known_at=known_at, shelter_id=shelter_id)
    return Outcomes(
        known_at=known_at,
        months=months,
        reply_weeks=weeks,
        open_cases=work.open_cases,
        responses=_responses(work, known_at),
    )


def _responses(work: Casework, known_at: datetime) -> tuple[ResponseTimes, ...]:
    return tuple(response_times(work.waits, severity=severity, now=known_at) for severity in URGENT)
