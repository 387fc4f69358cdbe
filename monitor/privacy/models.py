"""Where the wrapped data keys lie."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from monitor.core.db import Base, Id


class DataKey(Base):
    """A key that seals one owner's values, itself wrapped by the key-encryption key."""

    __tablename__ = "data_keys"

    id: Mapped[Id]
    """Named inside every value sealed under it."""
    owner_id: Mapped[str] = mapped_column(String(36), unique=True)
    """The person whose values it seals, or `programme` for what belongs to nobody yet."""
    wrapped: Mapped[str | None] = mapped_column(Text)
    """The key, sealed by the key-encryption key; empty once destroyed."""
    kek_id: Mapped[str] = mapped_column(String(16))
    """Which key-encryption key wraps it."""
    made_at: Mapped[datetime]
    """When it was made."""
    destroyed_at: Mapped[datetime | None]
    """When it was destroyed, and with it everything sealed under it."""
