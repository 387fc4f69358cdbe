"""Airtime given as thanks."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from monitor.core.db import Base, Id


class AirtimeThanks(Base):
    """One thank-you for one block of one survey; written before anything is given."""

    __tablename__ = "airtime_thanks"
    __table_args__ = (UniqueConstraint("run_id", "block"), Index(None, "state", "due_at"))

    id: Mapped[Id]
    """Identifier, and the provider's key against doubles."""
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    """Whom it thanks."""
    run_id: Mapped[str] = mapped_column(ForeignKey("survey_runs.id"))
    """In which run of a survey she completed the block."""
    block: Mapped[str] = mapped_column(String(20))
    """Which block; empty where the survey has none."""
    amount: Mapped[int] = mapped_column(Integer)
    """Whole Kenyan shillings, the same for everybody."""
    to_lookup: Mapped[str] = mapped_column(String(64))
    """Keyed hash of the number she answered from."""
    state: Mapped[str] = mapped_column(String(12))
    """waiting, sending, given, uncertain, refused or cancelled."""
    reason: Mapped[str | None] = mapped_column(String(40))
    """The provider's code, or why it was not given."""
    provider_id: Mapped[str | None] = mapped_column(String(80))
    """The provider's id of the request."""
    earned_at: Mapped[datetime]
    """When she completed the block."""
    due_at: Mapped[datetime]
    """Not before this."""
    claimed_until: Mapped[datetime | None]
    """By the wall clock: after this nobody knows what became of it."""
    settled_at: Mapped[datetime | None]
    """When it came to its end."""
