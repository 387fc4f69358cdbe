"""Every query about messages, the numbers they go to and the gateways they leave by."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, select
from sqlalchemy.orm import Session

from monitor.core.errors import NotFound
from monitor.people.models import Person
from monitor.sms.message_state import (
    ENDED_UNSENT,
    WAITING,
    MessageState,
    Purpose,
    Recipient,
)
from monitor.sms.models import (
    InboundMessage,
    OutboundMessage,
    RawCallback,
    Receipt,
)

_NEVER_LEFT = (*WAITING, *ENDED_UNSENT)
_HANDED_OVER = select(func.count(OutboundMessage.id)).where(
    OutboundMessage.person_id == bindparam("person_id"),
    OutboundMessage.claimed_at >= bindparam("since"),
    OutboundMessage.state.not_in(_NEVER_LEFT),
)
_AUTOMATED = _HANDED_OVER.where(OutboundMessage.automated.is_(True))
_ANSWERS = _HANDED_OVER.where(OutboundMessage.purpose == Purpose.ANSWER)
_DUE = (
    select(OutboundMessage)
    .where(OutboundMessage.state.in_(WAITING), OutboundMessage.due_at <= bindparam("now"))
    .order_by(OutboundMessage.priority, OutboundMessage.due_at, OutboundMessage.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_UNCERTAIN = (
    select(OutboundMessage)
    .where(
        OutboundMessage.state == MessageState.UNCERTAIN,
        OutboundMessage.claimed_at >= bindparam("since"),
    )
    .order_by(OutboundMessage.claimed_at, OutboundMessage.id)
    .with_for_update(skip_locked=True)
)
_UNREACHABLE = (
    select(OutboundMessage)
    .where(
        OutboundMessage.state == MessageState.UNREACHABLE,
        OutboundMessage.settled_at <= bindparam("before"),
    )
    .with_for_update(skip_locked=True)
)
_KNOWN_BY_NOW = (
    select(Receipt, OutboundMessage)
    .join(
        OutboundMessage,
        and_(
            Receipt.gateway == OutboundMessage.gateway,
            Receipt.gateway_message_id == OutboundMessage.gateway_message_id,
        ),
    )
    .where(Receipt.outcome == "orphan", Receipt.received_at >= bindparam("since"))
    .order_by(Receipt.received_at, Receipt.id)
)
_UNTOLD = (
    select(OutboundMessage)
    .where(OutboundMessage.state.in_(ENDED_UNSENT), OutboundMessage.untold.is_(True))
    .with_for_update(skip_locked=True)
)
_STUCK = (
    select(OutboundMessage)
    .where(
        OutboundMessage.state == MessageState.SENDING,
        OutboundMessage.claimed_until < bindparam("wall_now"),
    )
    .with_for_update(skip_locked=True)
)


def get_message(session: Session, message_id: str) -> OutboundMessage:
    """Return one message's row, or raise `NotFound`."""
    row = session.get(OutboundMessage, message_id)
    if row is None:
        raise NotFound("there is no such message")
    return row


def lock_message(session: Session, message_id: str) -> OutboundMessage:
    """Return one message's row as it stands now, locked, or raise `NotFound`."""
    row = session.get(OutboundMessage, message_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound("there is no such message")
    return row


def get_raw(session: Session, raw_id: str) -> RawCallback:
    """Return a callback's row, or raise `NotFound`."""
    row = session.get(RawCallback, raw_id)
    if row is None:
        raise NotFound("there is no such callback")
    return row


def find_answer_to(session: Session, inbound_id: str) -> OutboundMessage | None:
    """Return the answer to an inbound text, whatever became of it."""
    return session.scalar(select(OutboundMessage).where(OutboundMessage.answers_id == inbound_id))


def list_for_checkin(session: Session, checkin_id: str, template: str) -> Sequence[OutboundMessage]:
    """Return what was written for a check-in with one wording, newest first."""
    query = select(OutboundMessage).where(
        OutboundMessage.checkin_id == checkin_id, OutboundMessage.template == template
    )
    return session.scalars(query.order_by(OutboundMessage.id.desc())).all()


def list_due(session: Session, *, now: datetime, limit: int) -> Sequence[OutboundMessage]:
    """Return waiting rows that are due, most urgent first, each locked against other workers."""
    return session.scalars(_DUE, {"now": now, "most": limit}).all()


def lock_people(session: Session, person_ids: Collection[str]) -> frozenset[str]:
    """Lock these people's rows and return whom no other worker is serving.

    The lock is the weaker kind, so that rows naming the person can still be written.
    """
    query = (
        select(Person.id)
        .where(Person.id.in_(person_ids))
        .order_by(Person.id)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return frozenset(session.scalars(query))


def list_being_sent_to(session: Session, person_ids: Collection[str]) -> frozenset[str]:
    """Return which of these people have a message on its way to the gateway."""
    query = select(OutboundMessage.person_id).where(
        OutboundMessage.person_id.in_(person_ids), OutboundMessage.state == MessageState.SENDING
    )
    return frozenset(person_id for person_id in session.scalars(query) if person_id)


def last_claims(session: Session, person_ids: Collection[str]) -> dict[str, datetime]:
    """Return when a message to each of these people was last claimed."""
    query = (
        select(OutboundMessage.person_id, func.max(OutboundMessage.claimed_at))
        .where(OutboundMessage.person_id.in_(person_ids), OutboundMessage.claimed_at.is_not(None))
        .group_by(OutboundMessage.person_id)
    )
    return {person_id: at for person_id, at in session.execute(query) if person_id and at}


def count_automated_since(session: Session, person_id: str, since: datetime) -> int:
    """Return how many automatic messages were handed over for a person since an instant."""
    return session.scalar(_AUTOMATED, {"person_id": person_id, "since": since}) or 0


def count_answers_since(session: Session, person_id: str, since: datetime) -> int:
    """Return how many automatic answers were handed over for a person since an instant."""
    return session.scalar(_ANSWERS, {"person_id": person_id, "since": since}) or 0


def list_waiting_for(session: Session, person_ids: Iterable[str]) -> Sequence[OutboundMessage]:
    """Return the rows that wait for these people, locked."""
    return _waiting(session, OutboundMessage.person_id.in_(tuple(person_ids)))


def list_waiting_to(session: Session, to_lookup: str) -> Sequence[OutboundMessage]:
    """Return the rows for persons that wait to go to a number, locked."""
    return _waiting(session, OutboundMessage.to_lookup == to_lookup)


def list_waiting(session: Session, *, shelter_id: str | None) -> Sequence[OutboundMessage]:
    """Return the rows that wait for the people of one shelter, or for everybody, locked."""
    if shelter_id is None:
        return _waiting(session, OutboundMessage.person_id.is_not(None))
    members = select(Person.id).where(Person.shelter_id == shelter_id)
    return _waiting(session, OutboundMessage.person_id.in_(members))


def _waiting(session: Session, which: ColumnElement[bool]) -> Sequence[OutboundMessage]:
    query = (
        select(OutboundMessage)
        .where(
            OutboundMessage.state.in_(WAITING),
            OutboundMessage.recipient == Recipient.PERSON,
            which,
        )
        .order_by(OutboundMessage.id)
        .with_for_update()
    )
    return session.scalars(query).all()


def list_untold(session: Session) -> Sequence[OutboundMessage]:
    """Return rows that ended unsent and whose check-in does not know, locked."""
    return session.scalars(_UNTOLD).all()


def next_due_at(session: Session) -> datetime | None:
    """Return when the next waiting row falls due."""
    return session.scalar(
        select(func.min(OutboundMessage.due_at)).where(OutboundMessage.state.in_(WAITING))
    )


def list_stuck(session: Session, *, wall_now: datetime) -> Sequence[OutboundMessage]:
    """Return rows whose worker took them and never came back."""
    return session.scalars(_STUCK, {"wall_now": wall_now}).all()


def list_uncertain(session: Session, *, since: datetime) -> Sequence[OutboundMessage]:
    """Return rows of which nobody knows whether they went out, oldest first, locked."""
    return session.scalars(_UNCERTAIN, {"since": since}).all()


def list_unreachable(session: Session, *, before: datetime) -> Sequence[OutboundMessage]:
    """Return rows whose phone has been off since before an instant, locked."""
    return session.scalars(_UNREACHABLE, {"before": before}).all()


def has_written_since(session: Session, person_id: str, since: datetime) -> bool:
    """Tell whether a text of hers came in after an instant."""
    query = select(InboundMessage.id).where(
        InboundMessage.person_id == person_id, InboundMessage.received_at >= since
    )
    return session.scalar(query.limit(1)) is not None


def find_copy_of(session: Session, message_id: str) -> OutboundMessage | None:
    """Return the one further copy of a message, where it was made."""
    return session.scalar(select(OutboundMessage).where(OutboundMessage.resend_of == message_id))


def find_by_gateway_id(
    session: Session, gateway: str, gateway_message_id: str
) -> OutboundMessage | None:
    """Return the message a gateway knows by its own id, locked."""
    query = (
        select(OutboundMessage)
        .where(
            OutboundMessage.gateway == gateway,
            OutboundMessage.gateway_message_id == gateway_message_id,
        )
        .order_by(OutboundMessage.id)
        .limit(1)
        .with_for_update()
    )
    return session.scalar(query)


def list_orphans(session: Session, gateway: str, gateway_message_id: str) -> Sequence[Receipt]:
    """Return receipts that came before we knew their message, in the order they came."""
    query = select(Receipt).where(
        Receipt.gateway == gateway,
        Receipt.gateway_message_id == gateway_message_id,
        Receipt.outcome == "orphan",
    )
    return session.scalars(query.order_by(Receipt.received_at, Receipt.id)).all()


def list_known_by_now(
    session: Session, *, since: datetime
) -> Sequence[tuple[Receipt, OutboundMessage]]:
    """Return orphans whose message was written down in the very moment they came."""
    found = session.execute(_KNOWN_BY_NOW, {"since": since})
    return [(receipt, message) for receipt, message in found]


def list_orphans_for_number(
    session: Session, gateway: str, phone_lookup: str, *, since: datetime, until: datetime
) -> Sequence[Receipt]:
    """Return receipts without a message that name a number and came within a span."""
    query = select(Receipt).where(
        Receipt.gateway == gateway,
        Receipt.phone_lookup == phone_lookup,
        Receipt.outcome == "orphan",
        Receipt.received_at >= since,
        Receipt.received_at < until,
    )
    return session.scalars(query.order_by(Receipt.received_at, Receipt.id)).all()


def is_receipt_stored(session: Session, raw_id: str) -> bool:
    """Tell whether the receipt in a callback was read before."""
    return session.scalar(select(Receipt.id).where(Receipt.raw_id == raw_id)) is not None


def list_held_for(session: Session, reason: str) -> Sequence[OutboundMessage]:
    """Return the rows held for one reason."""
    query = select(OutboundMessage).where(
        OutboundMessage.state == MessageState.HELD, OutboundMessage.reason == reason
    )
    return session.scalars(query.with_for_update(skip_locked=True)).all()
