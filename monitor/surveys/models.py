"""Survey runs and their answers, each saved when it arrives."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from monitor.core.db import Base, Id


class SurveyRun(Base):
    """One asking of one survey; it finishes on the version it began."""

    __tablename__ = "survey_runs"
    __table_args__ = (Index(None, "person_id", "survey", "started_at"),)

    id: Mapped[Id]
    """Identifier."""
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    """Who answers."""
    exit_id: Mapped[str | None] = mapped_column(ForeignKey("exits.id"))
    """On which exit."""
    measure_id: Mapped[str | None] = mapped_column(ForeignKey("measures.id"))
    """The due measure it settles."""
    survey: Mapped[str] = mapped_column(String(20))
    """Instrument id."""
    version: Mapped[int] = mapped_column(Integer)
    """Version of the definition."""
    channel: Mapped[str] = mapped_column(String(8))
    """sms, ussd, voice or visit: how it is asked now. Each answer knows its own."""
    language: Mapped[str] = mapped_column(String(8))
    """Language it is asked in."""
    pending: Mapped[str | None] = mapped_column(String(20))
    """The question now open."""
    misunderstood: Mapped[int] = mapped_column(Integer, default=0)
    """How often the open question was answered in a way we could not read."""
    state: Mapped[str] = mapped_column(String(12))
    """open, finished or stopped."""
    under_duress: Mapped[bool] = mapped_column(Boolean, default=False)
    """Begun under a duress PIN: kept, never counted."""
    asked_by: Mapped[str | None] = mapped_column(String(36))
    """The member of staff who asks; none where she answers on her own phone."""
    trained: Mapped[str | None] = mapped_column(String(12))
    """How whoever asks is known to be trained for it: confirmed, or none where it is not needed."""
    started_at: Mapped[datetime]
    """When it began."""
    last_at: Mapped[datetime]
    """Last answer."""
    finished_at: Mapped[datetime | None]
    """When it was complete."""
    missed_at: Mapped[datetime | None]
    """When it was noticed that nobody goes on with it; counts until the next answer."""


class SurveyAnswer(Base):
    """One answer as it was given; scores are derived from these, never stored in their place."""

    __tablename__ = "survey_answers"
    __table_args__ = (UniqueConstraint("run_id", "question"),)

    id: Mapped[Id]
    """Identifier."""
    run_id: Mapped[str] = mapped_column(ForeignKey("survey_runs.id"))
    """In which run."""
    question: Mapped[str] = mapped_column(String(20))
    """Question id."""
    value: Mapped[str] = mapped_column(String(20))
    """The instrument's own value, `skipped` or `not_applicable`."""
    text_sealed: Mapped[str | None] = mapped_column(Text)
    """A free text answer."""
    skipped_as: Mapped[str | None] = mapped_column(String(8))
    """Why an interviewer skipped it: passed or refused."""
    channel: Mapped[str | None] = mapped_column(String(8))
    """By which way it came, as of the run then; none in answers older than this column."""
    answered_at: Mapped[datetime]
    """When."""
