"""The trail: who saw, changed or was refused what. Ids and field names, never values."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from monitor.core.db import Base


class AuditEvent(Base):
    """One line of the trail."""

    __tablename__ = "audit_events"
    __table_args__ = (Index(None, "actor_id", "at"), Index(None, "object_type", "object_id"))

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    """Order of writing."""
    at: Mapped[datetime]
    """When, by the wall clock."""
    actor_id: Mapped[str | None] = mapped_column(String(36))
    """The member of staff; none for the system."""
    event: Mapped[str] = mapped_column(String(40))
    """What was done."""
    object_type: Mapped[str | None] = mapped_column(String(20))
    """The kind of thing it was done to."""
    object_id: Mapped[str | None] = mapped_column(String(36))
    """Which one."""
    details: Mapped[dict[str, Any]]
    """Field names and ids."""
    position: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    """Place in the chain, given when it is sealed."""
    link: Mapped[str | None] = mapped_column(String(64))
    """HMAC over this line and the link before it."""
