"""Cases, what happened in them, what staff did, pages, duty and alarms."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from monitor.core.db import Base, Id


class Case(Base):
    """Something a person must act on."""

    __tablename__ = "cases"
    __table_args__ = (
        Index(None, "state", "severity", "act_by"),
        Index(None, "person_id", "reason", "state"),
        Index(None, "from_lookup", "reason", "state"),
        Index(None, "holder_id", "state"),
    )

    id: Mapped[Id]
    """Identifier."""
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    """About whom; none for a text from an unknown number."""
    shelter_id: Mapped[str | None] = mapped_column(ForeignKey("shelters.id"))
    """Whose team sees it."""
    from_lookup: Mapped[str | None] = mapped_column(String(64))
    """Keyed hash of the number a case without a person is about, so that its later texts join."""
    reason: Mapped[str] = mapped_column(String(24))
    """Why it was raised; later events of the same person and reason join it."""
    severity: Mapped[int] = mapped_column(Integer)
    """4 now, 3 same day, 2 within 48 hours, 1 routine; never lowered by a later event."""
    state: Mapped[str] = mapped_column(String(8))
    """open, claimed, waiting or closed."""
    opened_at: Mapped[datetime]
    """When it was raised."""
    arrived_at: Mapped[datetime]
    """Arrival of the first event; both clocks count from arrival."""
    act_by: Mapped[datetime | None]
    """Human action by then: the earliest of the events nobody acted on; none where all were."""
    acted_at: Mapped[datetime | None]
    """First human action."""
    holder_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    """Who holds it."""
    claimed_until: Mapped[datetime | None]
    """The hold ends then, by the wall clock."""
    next_step: Mapped[str | None] = mapped_column(String(24))
    """What is to happen next."""
    next_step_at: Mapped[datetime | None]
    """When."""
    outcome: Mapped[str | None] = mapped_column(String(24))
    """How it ended; it cannot close without."""
    closed_at: Mapped[datetime | None]
    """When it was closed."""


class CaseEvent(Base):
    """Something that happened and belongs to a case; each has its own read clock."""

    __tablename__ = "case_events"
    __table_args__ = (
        Index(None, "case_id", "arrived_at"),
        Index(None, "read_at", "read_by"),
        Index(None, "acted_at", "act_by"),
    )

    id: Mapped[Id]
    """Identifier."""
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    """In which case."""
    rule: Mapped[str] = mapped_column(String(24))
    """The flag rule that fired."""
    severity: Mapped[int] = mapped_column(Integer)
    """Severity of this event."""
    source_type: Mapped[str] = mapped_column(String(12))
    """inbound, checkin, answer, receipt, ussd or system."""
    source_id: Mapped[str | None] = mapped_column(String(36), index=True)
    """Which row it comes from."""
    details: Mapped[dict[str, Any]]
    """Codes for the line of why: no content."""
    silent: Mapped[bool] = mapped_column(Boolean, default=False)
    """It must not show outside the case: a duress word or PIN."""
    arrived_at: Mapped[datetime]
    """When it arrived."""
    read_by: Mapped[datetime | None]
    """A person reads it by then; none where there is nothing to read."""
    read_at: Mapped[datetime | None]
    """When somebody opened it."""
    act_by: Mapped[datetime]
    """First human action by then."""
    acted_at: Mapped[datetime | None]
    """First human action after it."""


class CaseAction(Base):
    """What somebody did; never edited."""

    __tablename__ = "case_actions"
    __table_args__ = (Index(None, "case_id", "at"),)

    id: Mapped[Id]
    """Identifier."""
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    """In which case."""
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    """Who; none for the system."""
    kind: Mapped[str] = mapped_column(String(16))
    """What: a member of `casework.Move`, for instance opened, joined, claimed, contact, closed."""
    at: Mapped[datetime]
    """When."""
    details: Mapped[dict[str, Any]]
    """Codes: method, whom reached, outcome, next step."""
    note_sealed: Mapped[str | None] = mapped_column(Text)
    """What she wrote."""


class Page(Base):
    """One call for attention to one member of staff, without content."""

    __tablename__ = "pages"
    __table_args__ = (Index(None, "acknowledged_at", "next_at"), Index(None, "case_id", "rung"))

    id: Mapped[Id]
    """Identifier."""
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"))
    """About which case; none for an alarm."""
    event_id: Mapped[str | None] = mapped_column(String(36))
    """About which event of it."""
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    """Who is paged."""
    rung: Mapped[int] = mapped_column(Integer)
    """0 person on duty, 1 next person, 2 supervisor, 3 programme head."""
    severity: Mapped[int] = mapped_column(Integer)
    """Severity at the time."""
    sent_at: Mapped[datetime]
    """When."""
    next_at: Mapped[datetime | None]
    """When the next rung is paged, unless acknowledged."""
    held: Mapped[str | None] = mapped_column(String(20))
    """Why no message could be queued for it; it is tried again."""
    acknowledged_at: Mapped[datetime | None]
    """When somebody acknowledged it."""
    acknowledged_by: Mapped[str | None] = mapped_column(String(36))
    """Who."""


class Duty(Base):
    """Who is on duty when, and who stands behind."""

    __tablename__ = "duties"
    __table_args__ = (Index(None, "starts_at", "ends_at"),)

    id: Mapped[Id]
    """Identifier."""
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    """On duty."""
    backup_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    """Paged next."""
    starts_at: Mapped[datetime]
    """From."""
    ends_at: Mapped[datetime]
    """Until."""


class Alarm(Base):
    """Something about the system itself that must be loud; told to two people."""

    __tablename__ = "alarms"
    __table_args__ = (Index(None, "kind", "closed_at"),)

    id: Mapped[Id]
    """Identifier."""
    kind: Mapped[str] = mapped_column(String(40))
    """What is wrong: no_rota, gateway_paused, quarantined, conflict …"""
    opened_at: Mapped[datetime]
    """First seen."""
    last_at: Mapped[datetime]
    """Last seen."""
    count: Mapped[int] = mapped_column(Integer, default=1)
    """How often."""
    told_at: Mapped[datetime | None]
    """When two people were told."""
    closed_at: Mapped[datetime | None]
    """When it was over."""
