"""Keep what a text means by the word of whoever read it, beside how it was read.

A correction changes nothing that was done: a stop stays a stop, a case stays open. Only danger that
nobody had seen is acted on, as if it had been read so when it came (S44).
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core.errors import Conflict, Invalid, NotFound
from monitor.people import service as people
from monitor.reading.reading import Label
from monitor.sms import replies, unmatched
from monitor.sms.models import InboundMessage
from monitor.staff.permissions import Reach
from monitor.triage import service as triage
from monitor.triage.case_page import case_view
from monitor.triage.flag import HIGHEST, LOWEST, Flag, flag
from monitor.triage.graver import Standing
from monitor.usecases.act_on_stranger import team_of
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme

DISTRESS = "distress"


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a text means; without a severity only the label is corrected."""

    label: Label
    severity: int | None = None

    def __post_init__(self) -> None:
        """Refuse a severity that there is not."""
        if self.severity is not None and not LOWEST <= self.severity <= HIGHEST:
            raise Invalid("severity must be 1, 2, 3 or 4", field="severity")


def correct_reading(
    session: Session,
    programme: Programme,
    *,
    case_id: str,
    event_id: str,
    correction: Correction,
    reach: Reach,
    staff_id: str,
) -> None:
    """Correct the reading of a text of a case; its words must have been opened."""
    now, wall_now = programme.clock.now(), programme.wall.now()
    view = case_view(session, reach, case_id, now=now, wall_now=wall_now)
    event = next((event for event in view.events if event.event_id == event_id), None)
    if event is None or not event.has_words or event.source_id is None:
        raise NotFound("there are no words to correct")
    if event.read_at is None:
        raise Conflict("nobody has read these words yet")
    _correct(session, programme, event.source_id, correction, staff_id)


def correct_unmatched(
    session: Session,
    programme: Programme,
    *,
    message_id: str,
    correction: Correction,
    staff_id: str,
) -> None:
    """Correct the reading of a text whose writer is not known."""
    unmatched.get_text(session, message_id)
    _correct(session, programme, message_id, correction, staff_id)


def _correct(
    session: Session, programme: Programme, message_id: str, said: Correction, staff_id: str
) -> None:
    replies.correct(
        session, message_id, label=said.label.value, severity=said.severity, by=staff_id,
        at=programme.clock.now(),
    )  # fmt: skip
    record(
        session, AuditEventKind.READING_CORRECTED, at=programme.wall.now(), actor_id=staff_id,
        object_type="inbound", object_id=message_id,
        details={"label": said.label.value, "severity": said.severity},
    )  # fmt: skip
    if said.label is Label.DISTRESS:
        _raise_distress(session, programme, replies.get(session, message_id), said)


def _raise_distress(
    session: Session, programme: Programme, row: InboundMessage, said: Correction
) -> None:
    """Raise the case that the text should have raised, unless one as grave stands for it.

    Both clocks count from its arrival: she has been waiting since then.
    """
    found, now = _distress(row, said), programme.clock.now()
    standing = triage.standing_of(session, (row.id,), person_id=row.person_id)
    if standing.get(DISTRESS, Standing(0)).severity >= found.severity:
        return
    raised = triage.raise_flag(
        session, found, person_id=row.person_id, source_type="inbound", source_id=row.id,
        arrived_at=row.received_at, now=now, from_lookup=row.from_lookup,
        shelter_id=_team(session, programme, row),
    )  # fmt: skip
    page_for(session, programme, raised, now=now)


def _distress(row: InboundMessage, said: Correction) -> Flag:
    """Return the flag; danger without a word of how grave it is counts as danger now."""
    return flag(
        DISTRESS, severity=said.severity or HIGHEST, label=DISTRESS, topics=tuple(row.topics),
        flags=tuple(row.flags), corrected=True,
    )  # fmt: skip


def _team(session: Session, programme: Programme, row: InboundMessage) -> str | None:
    if row.person_id is not None:
        return None
    sharing = people.find_people_by_number(session, replies.number_of(session, row))
    return team_of(session, sharing, programme.clock.now())
