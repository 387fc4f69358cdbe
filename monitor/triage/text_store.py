"""Queries from a text to what came of it: the cases it led to, and whether a person read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from monitor.sms.models import InboundMessage
from monitor.triage.models import Case, CaseEvent


@dataclass(frozen=True, slots=True)
class ReadText:
    """One text that a person has read: how it was read by us, and what she says it means."""

    message_id: str
    label: str
    corrected_label: str | None


def list_events_from(
    session: Session, source_ids: Collection[str], *, person_id: str | None
) -> Sequence[tuple[CaseEvent, str]]:
    """Return what some rows led to in the cases of a person, or of nobody, with the reasons."""
    query = (
        select(CaseEvent, Case.reason)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.source_id.in_(source_ids))
        .where(Case.person_id.is_(None) if person_id is None else Case.person_id == person_id)
        .order_by(CaseEvent.id)
    )
    return [(event, reason) for event, reason in session.execute(query)]


def list_texts_read(
    session: Session, *, since: datetime | None, until: datetime | None
) -> Sequence[ReadText]:
    """Return the texts that came between two instants and that a person has read since.

    Read are those opened in a case, those dealt with in the list of unmatched texts, and those that
    somebody corrected.
    """
    opened = select(CaseEvent.source_id).where(
        CaseEvent.source_type == "inbound", CaseEvent.read_at.is_not(None)
    )
    query = select(InboundMessage.id, InboundMessage.label, InboundMessage.corrected_label).where(
        or_(
            InboundMessage.id.in_(opened),
            InboundMessage.handled_at.is_not(None),
            InboundMessage.corrected_label.is_not(None),
        )
    )
    if since is not None:
        query = query.where(InboundMessage.received_at >= since)
    if until is not None:
        query = query.where(InboundMessage.received_at < until)
    return [ReadText(*row) for row in session.execute(query.order_by(InboundMessage.id))]
