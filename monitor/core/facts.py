"""What happened, appended and never edited; states elsewhere are caches of these rows.

Every fact carries when it happened and when it was recorded, so that "as known on" any date can be
answered. A correction is a new fact that names the old one. Facts hold ids and codes, never a name,
a number or a text.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, func, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from monitor.core.db import Base, Database


class Fact(Base):
    """One thing that happened."""

    __tablename__ = "facts"
    __table_args__ = (
        Index(None, "person_id", "kind", "happened_at"),
        Index(None, "kind", "happened_at"),
    )

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    """Order of recording; readers fold new facts by it."""
    kind: Mapped[str] = mapped_column(String(40))
    """What happened, for instance `checkin_sent`."""
    person_id: Mapped[str | None] = mapped_column(String(36))
    """Whom it is about; none for the programme as a whole."""
    exit_id: Mapped[str | None] = mapped_column(String(36))
    """The exit (person-episode) it belongs to."""
    subject_id: Mapped[str | None] = mapped_column(String(36))
    """The row it is about: a check-in, a case, a message."""
    happened_at: Mapped[datetime]
    """When it happened, by the programme's clock."""
    recorded_at: Mapped[datetime]
    """When we came to know it."""
    recorded_by: Mapped[str | None] = mapped_column(String(36))
    """The member of staff who recorded it; none for the system."""
    corrects: Mapped[int | None] = mapped_column(ForeignKey("facts.seq"))
    """The earlier fact that this one replaces."""
    data: Mapped[dict[str, Any]]
    """Codes and numbers that belong to it; no content."""


def record(
    session: Session,
    kind: str,
    *,
    happened_at: datetime,
    recorded_at: datetime,
    person_id: str | None = None,
    exit_id: str | None = None,
    subject_id: str | None = None,
    recorded_by: str | None = None,
    corrects: int | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Append one fact to the transaction at hand."""
    session.add(
        Fact(
            kind=kind,
            person_id=person_id,
            exit_id=exit_id,
            subject_id=subject_id,
            happened_at=happened_at,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            corrects=corrects,
            data=data or {},
        )
    )


def list_facts(
    session: Session, *, person_id: str, known_on: datetime | None = None
) -> tuple[Fact, ...]:
    """Return a person's facts in order, as known on an instant, without the corrected ones."""
    query = select(Fact).where(Fact.person_id == person_id).order_by(Fact.happened_at, Fact.seq)
    if known_on is not None:
        query = query.where(Fact.recorded_at <= known_on)
    facts = tuple(session.scalars(query))
    corrected = {fact.corrects for fact in facts}
    return tuple(fact for fact in facts if fact.seq not in corrected)


def last_recorded_at(database: Database) -> datetime | None:
    """Return when anything was recorded last, or None in a database that is new or not migrated."""
    if not inspect(database.engine).has_table(Fact.__tablename__):
        return None
    with database.reading() as session:
        return session.scalar(select(func.max(Fact.recorded_at)))
