"""Texts that came in: whose they are, which question they answer, and how they were read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from monitor.core.errors import Conflict, NotFound
from monitor.core.ids import new_id
from monitor.privacy import vault
from monitor.privacy.models import DataKey
from monitor.reading.reading import Reading
from monitor.sms.models import InboundMessage, OutboundMessage, RawCallback
from monitor.sms.together import REACH, Part, belonging

ANSWERABLE = timedelta(days=7)
"""A bare digit answers a question at most this old."""
TABLE = InboundMessage.__tablename__
_ASKED = ("sending", "uncertain", "sent", "unreachable", "delivered")


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """One text, with everything that is known of it when it is stored."""

    raw_id: str
    number: str = field(repr=False)
    text: str = field(repr=False)
    matched: str
    person_id: str | None
    staff_id: str | None
    checkin_id: str | None
    received_at: datetime
    provider_time: datetime | None
    network: str


def keep(session: Session, arrived: Arrived, reading: Reading) -> str:
    """Store a text sealed under its writer's key, beside how it was read; return its id."""
    row_id = new_id()
    because = "\n".join(f"{rule}: {words}" for rule, words in reading.because)
    session.add(
        InboundMessage(
            id=row_id,
            raw_id=arrived.raw_id,
            person_id=arrived.person_id,
            staff_id=arrived.staff_id,
            matched=arrived.matched,
            from_lookup=vault.lookup(session, arrived.number, use="phone"),
            received_at=arrived.received_at,
            provider_time=arrived.provider_time,
            network=arrived.network,
            checkin_id=arrived.checkin_id,
            label=reading.label.value,
            severity=reading.severity,
            topics=list(reading.topics),
            flags=list(reading.flags),
            also=[label.value for label in reading.also],
            **_sealed(session, row_id, arrived.person_id, arrived.number, arrived.text, because),
        )
    )
    session.flush()
    return row_id


def open_checkin(session: Session, person_id: str, *, at: datetime) -> str | None:
    """Return the check-in that a bare digit would answer, or None.

    It does where the last message that went to her asked it, within seven days.
    """
    last = session.execute(
        select(OutboundMessage.checkin_id, OutboundMessage.claimed_at)
        .where(
            OutboundMessage.person_id == person_id,
            OutboundMessage.state.in_(_ASKED),
            OutboundMessage.claimed_at.is_not(None),
        )
        .order_by(OutboundMessage.claimed_at.desc(), OutboundMessage.id.desc())
        .limit(1)
    ).first()
    if last is None or last.claimed_at is None or at - last.claimed_at > ANSWERABLE:
        return None
    checkin_id: str | None = last.checkin_id
    return checkin_id


def last_written_to(session: Session, number: str) -> str | None:
    """Return to which person the last message on a number went, or None."""
    query = (
        select(OutboundMessage.person_id)
        .where(
            OutboundMessage.to_lookup == vault.lookup(session, number, use="phone"),
            OutboundMessage.state.in_(_ASKED),
            OutboundMessage.claimed_at.is_not(None),
        )
        .order_by(OutboundMessage.claimed_at.desc(), OutboundMessage.id.desc())
    )
    return session.scalars(query.limit(1)).first()


def count_from(session: Session, number: str, *, since: datetime) -> int:
    """Count the texts of one number since an instant."""
    lookup = vault.lookup(session, number, use="phone")
    query = select(func.count()).where(
        InboundMessage.from_lookup == lookup, InboundMessage.received_at >= since
    )
    return session.scalar(query) or 0


def wait_for_strangers(session: Session) -> None:
    """Have texts of unknown numbers wait for each other; they have no row of their own to lock."""
    query = select(DataKey.id).where(DataKey.owner_id == vault.PROGRAMME)
    session.execute(query.with_for_update(key_share=True))


def read_with(session: Session, message_id: str) -> tuple[Part, ...]:
    """Return the texts that are read together with one, itself among them, in order of arrival.

    What was typed on a USSD screen is no text, and what staff send is none of hers.
    """
    row = get(session, message_id)
    near = select(InboundMessage, RawCallback.id).join(
        RawCallback, RawCallback.id == InboundMessage.raw_id
    )
    near = near.where(
        InboundMessage.from_lookup == row.from_lookup,
        InboundMessage.received_at.between(row.received_at - REACH, row.received_at + REACH),
        InboundMessage.staff_id.is_(None),
        RawCallback.kind == "sms",
    )
    return belonging(
        (
            Part(text.id, text.received_at, place, text.person_id)
            for text, place in session.execute(near)
        ),
        message_id,
    )


def get(session: Session, message_id: str) -> InboundMessage:
    """Return a stored text."""
    row = session.get(InboundMessage, message_id)
    if row is None:
        raise NotFound("there is no such text")
    return row


def text_of(session: Session, row: InboundMessage) -> str:
    """Return the words of a text; whoever asks for them records that they were seen."""
    return _open(session, row, "text_sealed", row.text_sealed)


def number_of(session: Session, row: InboundMessage) -> str:
    """Return the number a text came from; whoever asks for it records that it was seen."""
    return _open(session, row, "from_sealed", row.from_sealed)


def because_of(session: Session, row: InboundMessage) -> str:
    """Return the rules and words that decided how a text was read."""
    return _open(session, row, "because_sealed", row.because_sealed)


def list_unmatched(session: Session, *, limit: int) -> Sequence[InboundMessage]:
    """Return texts whose writer is not known and that nobody has dealt with, newest first."""
    query = (
        select(InboundMessage)
        .where(
            InboundMessage.matched.in_(("unknown", "shared")), InboundMessage.handled_at.is_(None)
        )
        .order_by(InboundMessage.received_at.desc())
        .limit(limit)
    )
    return session.scalars(query).all()


def handle(session: Session, message_id: str, *, handled_as: str, at: datetime) -> None:
    """Mark an unmatched text as dealt with; a second hand finds it done."""
    changed = session.execute(
        update(InboundMessage)
        .where(InboundMessage.id == message_id, InboundMessage.handled_at.is_(None))
        .values(handled_at=at, handled_as=handled_as)
        .returning(InboundMessage.id)
    ).first()
    if changed is None:
        raise Conflict("somebody has dealt with this text already")


def assign(session: Session, message_id: str, person_id: str, *, at: datetime) -> None:
    """Give an unmatched text to a person: sealed again, under her key."""
    handle(session, message_id, handled_as="assigned", at=at)
    row = get(session, message_id)
    number, text, because = number_of(session, row), text_of(session, row), because_of(session, row)
    for column, value in _sealed(session, row.id, person_id, number, text, because).items():
        setattr(row, column, value)
    row.person_id, row.matched = person_id, "person"
    session.flush()


def correct(
    session: Session, message_id: str, *, label: str, severity: int | None, by: str, at: datetime
) -> None:
    """Keep what a caseworker says a text means, beside how it was read."""
    row = get(session, message_id)
    row.corrected_label, row.corrected_severity = label, severity
    row.corrected_by, row.corrected_at = by, at
    session.flush()


def _sealed(
    session: Session, row_id: str, owner: str | None, number: str, text: str, because: str
) -> dict[str, str]:
    values = {"from_sealed": number, "text_sealed": text, "because_sealed": because}
    return {
        column: vault.seal(session, value, owner=owner, table=TABLE, column=column, row_id=row_id)
        for column, value in values.items()
    }


def _open(session: Session, row: InboundMessage, column: str, value: str) -> str:
    return vault.unseal(session, value, table=TABLE, column=column, row_id=row.id)
