"""Messages out and in, raw callbacks, receipts, approvals and suppressed numbers."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from monitor.core.db import Base, Id


class OutboundMessage(Base):
    """A message to a person or to staff. Only the outbox inserts here, after asking the gate."""

    __tablename__ = "outbound_messages"
    __table_args__ = (
        Index(None, "state", "priority", "due_at"),
        Index(None, "person_id", "queued_at"),
        Index(None, "gateway", "gateway_message_id"),
    )

    id: Mapped[Id]
    """Identifier."""
    recipient: Mapped[str] = mapped_column(String(8))
    """person or staff."""
    purpose: Mapped[str] = mapped_column(String(8))
    """page, answer, checkin, invite, service or bulk."""
    priority: Mapped[int] = mapped_column(Integer)
    """0 first: pages, then answers, then check-ins, then bulk."""
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    """To which person."""
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    """To which member of staff."""
    checkin_id: Mapped[str | None] = mapped_column(ForeignKey("checkins.id"), index=True)
    """The check-in it carries or reminds of."""
    case_id: Mapped[str | None] = mapped_column(String(36))
    """The case it belongs to."""
    answers_id: Mapped[str | None] = mapped_column(String(36), unique=True)
    """The inbound message it answers; one answer each."""
    resend_of: Mapped[str | None] = mapped_column(ForeignKey("outbound_messages.id"), unique=True)
    """The uncertain message it is the one further copy of."""
    template: Mapped[str] = mapped_column(String(40))
    """Id of the wording."""
    language: Mapped[str] = mapped_column(String(8))
    """Language of the wording."""
    wording_hash: Mapped[str] = mapped_column(String(64))
    """Hash of the wording it was made from; approval is asked for by it."""
    content_level: Mapped[str] = mapped_column(String(12))
    """covert, on_request or overt: how much the wording reveals."""
    automated: Mapped[bool] = mapped_column(Boolean)
    """Written by the system: counts towards the cap of three a day."""
    to_sealed: Mapped[str] = mapped_column(Text)
    """E.164."""
    to_lookup: Mapped[str] = mapped_column(String(64), index=True)
    """Keyed hash of the number."""
    body_sealed: Mapped[str] = mapped_column(Text)
    """What it says."""
    state: Mapped[str] = mapped_column(String(12))
    """held queued sending uncertain sent unreachable failed delivered, or cancelled, dropped."""
    reason: Mapped[str | None] = mapped_column(String(60))
    """Why it is in that state."""
    due_at: Mapped[datetime]
    """Not before this."""
    wanted_at: Mapped[datetime]
    """The instant it was meant for; what is 12 hours older is dropped, not sent late."""
    queued_at: Mapped[datetime]
    """When the row was written."""
    claimed_at: Mapped[datetime | None]
    """When a worker took it to send it."""
    claim: Mapped[str | None] = mapped_column(String(36))
    """Which worker took it."""
    claimed_until: Mapped[datetime | None]
    """By the wall clock: still sending after this, its worker died and its fate is uncertain."""
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    """How often it was handed to the gateway."""
    sent_at: Mapped[datetime | None]
    """When the gateway took it."""
    settled_at: Mapped[datetime | None]
    """When it reached its last state so far."""
    untold: Mapped[bool] = mapped_column(Boolean, default=False)
    """Taken back while it waited, and its check-in does not know yet."""
    gateway: Mapped[str | None] = mapped_column(String(20))
    """Which gateway took it."""
    gateway_message_id: Mapped[str | None] = mapped_column(String(80))
    """The gateway's own id."""
    code: Mapped[str | None] = mapped_column(String(40))
    """The gateway's code for the last attempt."""
    parts: Mapped[int] = mapped_column(Integer)
    """Parts by our own count."""
    cost: Mapped[str | None] = mapped_column(String(20))
    """What the gateway says it cost."""


class RawCallback(Base):
    """A callback exactly as it came, committed before it is understood."""

    __tablename__ = "raw_callbacks"
    __table_args__ = (
        UniqueConstraint("gateway", "kind", "dedupe"),
        Index(None, "state", "received_at"),
    )

    id: Mapped[Id]
    """Identifier."""
    gateway: Mapped[str] = mapped_column(String(20))
    """From which gateway."""
    kind: Mapped[str] = mapped_column(String(16))
    """sms, receipt, opt-out, subscription, ussd or ussd-end."""
    dedupe: Mapped[str] = mapped_column(String(80))
    """Keyed hash of what makes it the same callback when it comes again."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """Keyed hash of the whole content, to tell a repeat from a conflict."""
    body_sealed: Mapped[str | None] = mapped_column(Text)
    """The body; emptied once everything in it is stored elsewhere."""
    content_type: Mapped[str] = mapped_column(String(80))
    """Its content type."""
    received_at: Mapped[datetime]
    """When it arrived, by the programme's clock; deadlines count from here."""
    state: Mapped[str] = mapped_column(String(12))
    """new, read, quarantined or set_aside."""
    reason: Mapped[str | None] = mapped_column(String(40))
    """Why it was quarantined or set aside."""
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    """How often reading it was tried."""
    person_id: Mapped[str | None] = mapped_column(String(36))
    """Whose it turned out to be."""


class InboundMessage(Base):
    """A text that came in, and how it was read."""

    __tablename__ = "inbound_messages"
    __table_args__ = (
        Index(None, "person_id", "received_at"),
        Index(None, "matched", "handled_at"),
        Index(None, "from_lookup", "received_at"),
    )

    id: Mapped[Id]
    """Identifier."""
    raw_id: Mapped[str] = mapped_column(ForeignKey("raw_callbacks.id"), unique=True)
    """The callback it came in."""
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    """From whom; none while unmatched."""
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    """From which member of staff, where the number is a staff phone."""
    matched: Mapped[str] = mapped_column(String(12))
    """person, staff, shared, unknown, withheld or spam."""
    from_sealed: Mapped[str] = mapped_column(Text)
    """The number it came from."""
    from_lookup: Mapped[str] = mapped_column(String(64))
    """Keyed hash of that number."""
    text_sealed: Mapped[str] = mapped_column(Text)
    """Her words, exactly as sent."""
    received_at: Mapped[datetime]
    """When it arrived at the gateway's callback."""
    provider_time: Mapped[datetime | None]
    """What the provider says; information only."""
    network: Mapped[str | None] = mapped_column(String(12))
    """Network code."""
    checkin_id: Mapped[str | None] = mapped_column(ForeignKey("checkins.id"))
    """The check-in it answers."""
    label: Mapped[str] = mapped_column(String(12))
    """How it was read."""
    severity: Mapped[int] = mapped_column(Integer)
    """0 none to 4 now."""
    topics: Mapped[list[str]]
    """Topics found."""
    flags: Mapped[list[str]]
    """Flags found."""
    also: Mapped[list[str]]
    """Further labels acted on."""
    because_sealed: Mapped[str] = mapped_column(Text)
    """The words and rules that decided."""
    corrected_label: Mapped[str | None] = mapped_column(String(12))
    """What a caseworker says it means; how it was read stays beside it."""
    corrected_severity: Mapped[int | None] = mapped_column(Integer)
    """How grave she says it is, where she says so."""
    corrected_at: Mapped[datetime | None]
    """When she said so."""
    corrected_by: Mapped[str | None] = mapped_column(String(36))
    """Who says so."""
    handled_at: Mapped[datetime | None]
    """For unmatched texts: when somebody dealt with it."""
    handled_as: Mapped[str | None] = mapped_column(String(12))
    """assigned, spam or noted."""


class Receipt(Base):
    """A delivery report; kept also where no message of ours is known for it yet."""

    __tablename__ = "receipts"
    __table_args__ = (
        Index(None, "gateway", "gateway_message_id"),
        Index(None, "outcome", "received_at"),
    )

    id: Mapped[Id]
    """Identifier."""
    raw_id: Mapped[str] = mapped_column(ForeignKey("raw_callbacks.id"), unique=True)
    """The callback it came in."""
    gateway: Mapped[str] = mapped_column(String(20))
    """From which gateway."""
    gateway_message_id: Mapped[str] = mapped_column(String(80))
    """The gateway's id of the message."""
    phone_lookup: Mapped[str | None] = mapped_column(String(64), index=True)
    """Keyed hash of the number it names."""
    status: Mapped[str] = mapped_column(String(40))
    """The provider's word."""
    state: Mapped[str | None] = mapped_column(String(12))
    """The state it speaks for; none where the word is unknown."""
    reason: Mapped[str | None] = mapped_column(String(60))
    """Its failure reason."""
    effect: Mapped[str | None] = mapped_column(String(16))
    """What it means for the number: suppress_number or flag_number."""
    outcome: Mapped[str] = mapped_column(String(16))
    """applied, ignored, orphan, conflict or unknown_status."""
    outbound_id: Mapped[str | None] = mapped_column(ForeignKey("outbound_messages.id"))
    """Our message."""
    received_at: Mapped[datetime]
    """When it came."""


class Suppression(Base):
    """A number that refused our messages at the provider; none of our senders writes to it."""

    __tablename__ = "suppressions"
    __table_args__ = (UniqueConstraint("sender", "phone_lookup"),)

    id: Mapped[Id]
    """Identifier."""
    phone_lookup: Mapped[str] = mapped_column(String(64), index=True)
    """Keyed hash of the number."""
    sender: Mapped[str] = mapped_column(String(20))
    """The sender it refused, upper case."""
    since: Mapped[datetime]
    """When."""
    lifted_at: Mapped[datetime | None]
    """When a caseworker had spoken with her."""


class TextApproval(Base):
    """A wording that this installation has approved; a changed wording loses it."""

    __tablename__ = "text_approvals"
    __table_args__ = (UniqueConstraint("template", "language", "wording_hash"),)

    id: Mapped[Id]
    """Identifier."""
    template: Mapped[str] = mapped_column(String(40))
    """Id of the wording."""
    language: Mapped[str] = mapped_column(String(8))
    """Language."""
    wording_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the exact wording."""
    first_by: Mapped[str] = mapped_column(String(36))
    """Who approved first."""
    first_at: Mapped[datetime]
    """When."""
    second_by: Mapped[str | None] = mapped_column(String(36))
    """Who approved second: somebody else."""
    second_at: Mapped[datetime | None]
    """When; only then may it be sent."""


class GatewayState(Base):
    """Whether sending through a gateway is paused, and why."""

    __tablename__ = "gateway_states"

    gateway: Mapped[str] = mapped_column(String(20), primary_key=True)
    """Which gateway."""
    paused_at: Mapped[datetime | None]
    """Since when it is paused."""
    reason: Mapped[str | None] = mapped_column(String(40))
    """Why: no balance, bad sender, bad key."""
    last_sent_at: Mapped[datetime | None]
    """Last message it took."""
    last_callback_at: Mapped[datetime | None]
    """Last callback it made."""
