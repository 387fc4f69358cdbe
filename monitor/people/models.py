"""People, and everything that says what may be done to them."""

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from monitor.core.db import Base, Id


class Person(Base):
    """Somebody who left a shelter, known by a code name."""

    __tablename__ = "people"

    id: Mapped[Id]
    """Pseudonymous identifier, used everywhere."""
    code_name_sealed: Mapped[str] = mapped_column(Text)
    """The name staff call her by; not her own."""
    code_name_lookup: Mapped[str] = mapped_column(String(64), unique=True)
    """Keyed hash of the code name, lower case, for search."""
    language: Mapped[str] = mapped_column(String(8))
    """Language of every message to her."""
    gender: Mapped[str | None] = mapped_column(String(1))
    """f, m or x; for reports."""
    birth_year: Mapped[int | None] = mapped_column(Integer)
    """For age bands, and so that nobody under 18 is written to by a machine."""
    county: Mapped[str | None] = mapped_column(String(40))
    """County she moved to."""
    disability: Mapped[bool | None] = mapped_column(Boolean)
    """Whether she reports one; for reports."""
    risk_tier: Mapped[str] = mapped_column(String(8))
    """low or high; drives the ladder of silence."""
    content_level: Mapped[str] = mapped_column(String(12))
    """covert, on_request or overt: what an SMS may say."""
    survey_channel: Mapped[str] = mapped_column(String(8))
    """ussd, voice or none: how modules are asked."""
    wording: Mapped[str] = mapped_column(String(40))
    """The check-in wording she chose."""
    caseworker_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"), index=True)
    """Who follows her up."""
    shelter_id: Mapped[str | None] = mapped_column(ForeignKey("shelters.id"), index=True)
    """Shelter of her latest exit: the team that may see her."""
    pull_only: Mapped[bool] = mapped_column(Boolean, default=False)
    """She contacts us; we never write first."""
    monitored: Mapped[bool] = mapped_column(Boolean, default=False)
    """Her phone may be watched: covert only, no surveys."""
    contact_state: Mapped[str] = mapped_column(String(20), default="in_contact")
    """in_contact or out_of_contact; a cache of facts."""
    enrolled_at: Mapped[datetime]
    """When she was enrolled."""


class Exit(Base):
    """One leaving of one shelter; who returns and leaves again has two."""

    __tablename__ = "exits"

    id: Mapped[Id]
    """Identifier of the person-episode."""
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    """Who left."""
    exit_on: Mapped[date] = mapped_column(index=True)
    """Local date of leaving; anchor of the protocol."""
    shelter_id: Mapped[str] = mapped_column(ForeignKey("shelters.id"))
    """Which shelter."""
    services: Mapped[list[str]]
    """Services received: psychological, medical, legal, vocational, religious."""
    protocol: Mapped[str] = mapped_column(String(40))
    """Which follow-up protocol it runs on."""
    ended_as: Mapped[str | None] = mapped_column(String(12))
    """deceased, returned or completed; ends automation at once."""
    ended_on: Mapped[date | None]
    """When that was."""
    created_at: Mapped[datetime]
    """When it was recorded."""


class Phone(Base):
    """A number she may be reached on; an earlier one stays, ended."""

    __tablename__ = "phones"

    id: Mapped[Id]
    """Identifier."""
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    """Whose."""
    number_sealed: Mapped[str] = mapped_column(Text)
    """E.164."""
    number_lookup: Mapped[str] = mapped_column(String(64), index=True)
    """Keyed hash of the number."""
    shared_with_sealed: Mapped[str | None] = mapped_column(Text)
    """Who else sees this phone; empty means nobody."""
    since: Mapped[datetime]
    """When it became hers."""
    ended_at: Mapped[datetime | None]
    """When it stopped being hers."""


class Plan(Base):
    """A safe-contact plan: how she has said she may be reached. No plan, no send."""

    __tablename__ = "plans"

    id: Mapped[Id]
    """Identifier."""
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    """Whose."""
    windows: Mapped[str] = mapped_column(Text)
    """Safe days and hours, for instance `mon-fri 18:00-20:00`; empty means never."""
    sms_ok: Mapped[bool] = mapped_column(Boolean)
    """She may be sent SMS."""
    voice_ok: Mapped[bool] = mapped_column(Boolean)
    """She may be called."""
    ussd_ok: Mapped[bool] = mapped_column(Boolean)
    """She dials the code herself."""
    invite_ok: Mapped[bool] = mapped_column(Boolean)
    """The code may be named in an SMS."""
    confirm_stop: Mapped[bool] = mapped_column(Boolean)
    """A stop may be confirmed by one neutral text."""
    acknowledge: Mapped[bool] = mapped_column(Boolean)
    """Her replies may be answered by one neutral text."""
    airtime_ok: Mapped[bool] = mapped_column(Boolean, server_default=false())
    """Airtime may come to her phone as thanks; the network announces it there."""
    cover_story_sealed: Mapped[str | None] = mapped_column(Text)
    """What to say if somebody else answers."""
    expires_on: Mapped[date]
    """Sending stops after this local date."""
    agreed_at: Mapped[datetime]
    """When she agreed to it."""
    recorded_by: Mapped[str | None] = mapped_column(String(36))
    """Who wrote it down."""
    replaced_at: Mapped[datetime | None]
    """When a newer plan took its place."""


class Consent(Base):
    """Her consent to one purpose; withdrawn one by one."""

    __tablename__ = "consents"
    __table_args__ = (Index(None, "person_id", "purpose"),)

    id: Mapped[Id]
    """Identifier."""
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    """Whose."""
    purpose: Mapped[str] = mapped_column(String(40))
    """checkins, surveys, trusted_contact, sharing, research or guardian."""
    language: Mapped[str] = mapped_column(String(8))
    """Language it was read out in."""
    way: Mapped[str] = mapped_column(String(20))
    """How it was given: in_person, voice, import."""
    given_at: Mapped[datetime]
    """When."""
    recorded_by: Mapped[str | None] = mapped_column(String(36))
    """Who wrote it down."""
    withdrawn_at: Mapped[datetime | None]
    """When she took it back."""
    withdrawn_way: Mapped[str | None] = mapped_column(String(20))
    """sms, ussd, voice or in_person."""


class Restriction(Base):
    """Something that forbids contact: for one person, one shelter, or everybody."""

    __tablename__ = "restrictions"
    __table_args__ = (Index(None, "person_id", "lifted_at"), Index(None, "scope", "lifted_at"))

    id: Mapped[Id]
    """Identifier."""
    kind: Mapped[str] = mapped_column(String(12))
    """pause, freeze, no_call, no_sms, opt_out or kill."""
    scope: Mapped[str] = mapped_column(String(8))
    """person, shelter or all."""
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    """Whom it holds, where scope is person."""
    shelter_id: Mapped[str | None] = mapped_column(ForeignKey("shelters.id"))
    """Which team it holds, where scope is shelter."""
    reason: Mapped[str] = mapped_column(String(40))
    """A code: why it was set."""
    since: Mapped[datetime]
    """From when it holds."""
    until: Mapped[datetime | None]
    """Until when, where it ends by itself."""
    set_by: Mapped[str | None] = mapped_column(String(36))
    """Member of staff; none for the system."""
    lifted_at: Mapped[datetime | None]
    """When it was lifted."""
    lifted_by: Mapped[str | None] = mapped_column(String(36))
    """Who lifted it."""


class Pin(Base):
    """What opens her USSD menu."""

    __tablename__ = "pins"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    """Whose."""
    pin_hash: Mapped[str] = mapped_column(String(64))
    """Keyed hash of her PIN."""
    duress_hash: Mapped[str] = mapped_column(String(64))
    """Keyed hash of her duress PIN; of a random value where she has none."""
    set_at: Mapped[datetime]
    """When they were chosen."""


class DuressWord(Base):
    """An ordinary word she chose to mean danger, or not safe to talk."""

    __tablename__ = "duress_words"

    id: Mapped[Id]
    """Identifier."""
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    """Whose."""
    meaning: Mapped[str] = mapped_column(String(12))
    """danger or not_safe."""
    word_sealed: Mapped[str] = mapped_column(Text)
    """The word, in lower case."""
    set_at: Mapped[datetime]
    """When it was chosen."""


class TrustedContact(Base):
    """Somebody she named, whom we may ask after her."""

    __tablename__ = "trusted_contacts"

    id: Mapped[Id]
    """Identifier."""
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    """Who named them."""
    name_sealed: Mapped[str] = mapped_column(Text)
    """What to call them."""
    number_sealed: Mapped[str] = mapped_column(Text)
    """E.164."""
    scope_sealed: Mapped[str | None] = mapped_column(Text)
    """What may be said to them."""
    expires_on: Mapped[date | None]
    """Not to be used after this date."""
    created_at: Mapped[datetime]
    """When they were named."""


class Contact(Base):
    """A contact by a person, or by her PIN: what proves that we reach her and nobody else."""

    __tablename__ = "contacts"
    __table_args__ = (Index(None, "person_id", "happened_at"),)

    id: Mapped[Id]
    """Identifier."""
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    """With whom."""
    method: Mapped[str] = mapped_column(String(12))
    """voice, visit, ussd_pin or sms."""
    reached: Mapped[str] = mapped_column(String(12))
    """her, other or nobody."""
    condition: Mapped[str] = mapped_column(String(12))
    """safe, not_safe or unknown."""
    verified: Mapped[bool] = mapped_column(Boolean)
    """Her identity was checked: voice or visit with a check, or a right PIN."""
    case_id: Mapped[str | None] = mapped_column(String(36))
    """The case it belongs to."""
    happened_at: Mapped[datetime]
    """When."""
    recorded_at: Mapped[datetime]
    """When it was written down."""
    recorded_by: Mapped[str | None] = mapped_column(String(36))
    """By whom; none for a PIN."""
