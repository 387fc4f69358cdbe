"""Check-ins and measures: what is due, and what came of it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from monitor.core.db import Base, Id


class CheckIn(Base):
    """One short check-in by SMS. The next one of an exit exists as a row; later ones do not yet."""

    __tablename__ = "checkins"
    __table_args__ = (
        UniqueConstraint("exit_id", "slot_on"),
        Index(None, "state", "due_at"),
        Index(None, "person_id", "slot_on"),
    )

    id: Mapped[Id]
    """Identifier."""
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    """To whom."""
    exit_id: Mapped[str] = mapped_column(ForeignKey("exits.id"))
    """On which exit's protocol."""
    slot_on: Mapped[date]
    """The date the protocol gives."""
    due_at: Mapped[datetime]
    """The instant chosen inside a safe window, or when an unsendable slot is skipped."""
    state: Mapped[str] = mapped_column(String(12))
    """scheduled queued sent delivered undelivered no_receipt replied late closed skipped."""
    skip_reason: Mapped[str | None] = mapped_column(String(20))
    """Why it was not sent: one of the hold reasons."""
    sent_at: Mapped[datetime | None]
    """When the gateway took it."""
    delivered_at: Mapped[datetime | None]
    """When the receipt, or her reply, said it arrived."""
    undelivered_at: Mapped[datetime | None]
    """When it was certain that it did not arrive."""
    no_receipt_at: Mapped[datetime | None]
    """When 72 hours had passed without any receipt."""
    reminder_at: Mapped[datetime | None]
    """When one reminder is due; empty where no safe moment falls in."""
    reminded_at: Mapped[datetime | None]
    """When it was reminded of."""
    late_at: Mapped[datetime | None]
    """48 hours after sending."""
    went_late_at: Mapped[datetime | None]
    """When it was found late."""
    replied_at: Mapped[datetime | None]
    """When her first reply came."""
    reply_label: Mapped[str | None] = mapped_column(String(12))
    """How that reply was read."""
    closed_at: Mapped[datetime | None]
    """When it was closed."""
    closed_as: Mapped[str | None] = mapped_column(String(12))
    """ok, person, late, stop, skipped."""


class FollowUp(Base):
    """The follow-up of one exit: when it is looked at next, and what was raised already."""

    __tablename__ = "follow_ups"
    __table_args__ = (Index(None, "ended_at", "review_at"), Index(None, "invite_at"))

    exit_id: Mapped[str] = mapped_column(ForeignKey("exits.id"), primary_key=True)
    """Of which exit."""
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    """Of whom."""
    protocol: Mapped[str] = mapped_column(String(40))
    """Which protocol."""
    exit_on: Mapped[date]
    """Anchor of the protocol."""
    review_at: Mapped[datetime]
    """When the ladder of silence is to be asked again."""
    silence_raised_at: Mapped[datetime | None]
    """The late check-in whose silence was raised last, by the instant it went late."""
    undelivered_raised_at: Mapped[datetime | None]
    """When an undelivered run was raised last."""
    ended_at: Mapped[datetime | None]
    """When automation ended."""
    invite_at: Mapped[datetime | None]
    """When an invitation to what is due is thought of next; none until something falls due."""


class Measure(Base):
    """A survey or a human contact that the protocol asks for, with its window."""

    __tablename__ = "measures"
    __table_args__ = (
        UniqueConstraint("exit_id", "what", "due_on", "survey"),
        Index(None, "person_id", "state"),
        Index(None, "state", "window_to"),
    )

    id: Mapped[Id]
    """Identifier."""
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    """Of whom."""
    exit_id: Mapped[str] = mapped_column(ForeignKey("exits.id"))
    """On which exit's protocol."""
    what: Mapped[str] = mapped_column(String(16))
    """survey or human_contact."""
    survey: Mapped[str] = mapped_column(String(20), default="")
    """Which instrument; empty for a human contact."""
    channel: Mapped[str] = mapped_column(String(12))
    """ussd, voice or in_person."""
    month: Mapped[int] = mapped_column(Integer)
    """Month after exit, 0 for the first weeks."""
    due_on: Mapped[date]
    """The date the protocol gives."""
    window_from: Mapped[date]
    """First date on which it counts."""
    window_to: Mapped[date]
    """Last date on which it counts."""
    state: Mapped[str] = mapped_column(String(16))
    """due, done, done_by_voice, declined or window_passed."""
    settled_at: Mapped[datetime | None]
    """When it left `due`."""
    tasked_at: Mapped[datetime | None]
    """When a caseworker was asked to do it by voice."""
    declined_because: Mapped[str | None] = mapped_column(String(16))
    """Code of her reason, where she declined."""
