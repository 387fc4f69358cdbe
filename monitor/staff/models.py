"""Staff accounts, the links that start them, and the shelters they work for."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from monitor.core.db import Base, Id


class Shelter(Base):
    """A shelter, and with it the team that follows up those who left it."""

    __tablename__ = "shelters"

    id: Mapped[Id]
    """Identifier."""
    name: Mapped[str] = mapped_column(String(80), unique=True)
    """The name staff know it by; never sent to anybody."""
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    """Whether new exits may name it."""


class Staff(Base):
    """A member of staff who may log in."""

    __tablename__ = "staff"

    id: Mapped[Id]
    """Identifier."""
    username: Mapped[str] = mapped_column(String(40), unique=True)
    """What she types to log in, lower case."""
    role: Mapped[str] = mapped_column(String(20))
    """caseworker, supervisor, manager, data_officer or technician."""
    shelter_id: Mapped[str | None] = mapped_column(ForeignKey("shelters.id"))
    """Her team; none means the whole programme."""
    password_hash: Mapped[str | None] = mapped_column(Text)
    """argon2 hash; empty until the first link was used."""
    phone_sealed: Mapped[str | None] = mapped_column(Text)
    """The phone that is paged."""
    phone_lookup: Mapped[str | None] = mapped_column(String(64), index=True)
    """Keyed hash of that phone, so that a reply from it is never taken for a person's."""
    language: Mapped[str] = mapped_column(String(8))
    """Language of her pages."""
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    """A deactivated account loses everything at once."""
    session_version: Mapped[int] = mapped_column(Integer, default=0)
    """Raised to sign her out everywhere."""
    failed_logins: Mapped[int] = mapped_column(Integer, default=0)
    """Wrong passwords in a row."""
    locked_until: Mapped[datetime | None]
    """No login before this, by the wall clock."""
    created_at: Mapped[datetime]
    """When the account was made."""


class SetupLink(Base):
    """A one-time link by which somebody sets a password."""

    __tablename__ = "setup_links"

    id: Mapped[Id]
    """Identifier."""
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    """Whose password it sets."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Hash of the token; the token itself is shown once."""
    expires_at: Mapped[datetime]
    """Useless after this, by the wall clock."""
    used_at: Mapped[datetime | None]
    """When it was used."""
