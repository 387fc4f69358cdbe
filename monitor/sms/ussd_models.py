"""USSD sessions, their turns, and wrong PINs."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from monitor.core.db import Base, Id


class UssdSession(Base):
    """One dial-in; what was typed is kept only as hashes and the last sealed input."""

    __tablename__ = "ussd_sessions"
    __table_args__ = (UniqueConstraint("gateway", "provider_id"), Index(None, "phone_lookup"))

    id: Mapped[Id]
    """Identifier."""
    gateway: Mapped[str] = mapped_column(String(20))
    """Through which gateway."""
    provider_id: Mapped[str] = mapped_column(String(80))
    """The provider's session id."""
    phone_lookup: Mapped[str] = mapped_column(String(64))
    """Keyed hash of the caller's number."""
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    """Whose menu is open; set by a right PIN only."""
    under_duress: Mapped[bool] = mapped_column(Boolean, default=False)
    """Opened with the duress PIN."""
    place: Mapped[dict[str, Any]]
    """Where in the menus she is: screen names and ids, no content."""
    started_at: Mapped[datetime]
    """First turn."""
    last_at: Mapped[datetime]
    """Last turn."""
    closed_at: Mapped[datetime | None]
    """When it ended."""
    outcome: Mapped[str | None] = mapped_column(String(20))
    """completed_session, dropped, our_fault or unknown; timed_out where no notice came."""


class UssdTurn(Base):
    """One screen shown, so that a repeated request gets the same bytes and no second effect."""

    __tablename__ = "ussd_turns"
    __table_args__ = (UniqueConstraint("session_id", "transcript_hash"),)

    id: Mapped[Id]
    """Identifier."""
    session_id: Mapped[str] = mapped_column(ForeignKey("ussd_sessions.id"))
    """Of which session."""
    position: Mapped[int] = mapped_column(Integer)
    """0 for the first screen."""
    transcript_hash: Mapped[str] = mapped_column(String(64))
    """Keyed hash of everything typed so far."""
    transcript_length: Mapped[int] = mapped_column(Integer)
    """Its length in characters."""
    input_sealed: Mapped[str | None] = mapped_column(Text)
    """What was typed last; empty for a PIN and for the first turn."""
    reply_sealed: Mapped[str] = mapped_column(Text)
    """What we answered."""
    at: Mapped[datetime]
    """When."""


class PinTry(Base):
    """A wrong PIN from a number; five in a day stop the checking, invisibly."""

    __tablename__ = "pin_tries"
    __table_args__ = (Index(None, "phone_lookup", "at"),)

    id: Mapped[Id]
    """Identifier."""
    phone_lookup: Mapped[str] = mapped_column(String(64))
    """Keyed hash of the number."""
    at: Mapped[datetime]
    """When, by the wall clock."""
