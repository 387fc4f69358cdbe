"""Keeps USSD sessions: who called, where in the menus she is, and what each turn was answered.

Nothing typed is kept but the last entry of a turn, sealed, and without whatever may be a PIN. The
transcript is a length and a keyed hash, bound to the session.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Boolean, String, insert, literal, select, update
from sqlalchemy.orm import Session

from monitor.core.db import UtcDateTime
from monitor.core.errors import NotFound
from monitor.core.ids import new_id
from monitor.privacy import vault
from monitor.sms.transcript import StoredTurn
from monitor.sms.ussd_input import keepable
from monitor.sms.ussd_models import PinTry, UssdSession, UssdTurn
from monitor.sms.ussd_step import Place

MOST_TRIES = 5
LOCK_LASTS = timedelta(hours=24)
TURNS = "ussd_turns"


@dataclass(frozen=True, kw_only=True)
class StoredSession:
    """One dial-in as it is kept."""

    id: str
    phone_lookup: str = field(repr=False)
    person_id: str | None
    under_duress: bool
    place: Place
    started_at: datetime
    closed_at: datetime | None
    outcome: str | None


def find(session: Session, *, gateway: str, provider_id: str) -> StoredSession | None:
    """Return a session by the provider's id, held until the transaction ends, or None."""
    query = select(UssdSession).where(
        UssdSession.gateway == gateway, UssdSession.provider_id == provider_id
    )
    row = session.scalar(query.with_for_update())
    return None if row is None else _value(row)


def open_session(
    session: Session,
    *,
    gateway: str,
    provider_id: str,
    phone: str,
    at: datetime,
    person_id: str | None = None,
    under_duress: bool = False,
    place: Place | None = None,
) -> StoredSession:
    """Store a new session of a caller (E.164); nobody's menu is open unless a PIN said whose."""
    row = UssdSession(
        id=new_id(), gateway=gateway, provider_id=provider_id,
        phone_lookup=vault.lookup(session, phone, use="phone"), person_id=person_id,
        under_duress=under_duress, place=dict(place or {}), started_at=at, last_at=at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return _value(row)


def move(
    session: Session,
    session_id: str,
    *,
    person_id: str | None,
    under_duress: bool,
    place: Place,
    at: datetime,
) -> None:
    """Store where in the menus the caller is now."""
    session.execute(
        update(UssdSession)
        .where(UssdSession.id == session_id)
        .values(person_id=person_id, under_duress=under_duress, place=dict(place), last_at=at)
    )


def close(session: Session, session_id: str, *, at: datetime, outcome: str | None = None) -> None:
    """End a session; how it ended is known only from the provider's notice."""
    row = session.get_one(UssdSession, session_id)
    row.closed_at = row.closed_at or at
    row.outcome = outcome or row.outcome
    session.flush()


def close_all(session: Session, person_id: str, *, at: datetime) -> None:
    """End every session in which her menu is open: what opened it opens nothing any more."""
    session.execute(
        update(UssdSession)
        .where(UssdSession.person_id == person_id, UssdSession.closed_at.is_(None))
        .values(closed_at=at)
    )


def list_lost(session: Session, *, quiet_since: datetime, most: int) -> tuple[StoredSession, ...]:
    """Return sessions of hers that fell silent and of whose end nobody told us, locked."""
    query = (
        select(UssdSession)
        .where(
            UssdSession.person_id.is_not(None), UssdSession.closed_at.is_(None),
            UssdSession.last_at <= quiet_since,
        )
        .order_by(UssdSession.last_at, UssdSession.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )  # fmt: skip
    return tuple(_value(row) for row in session.scalars(query))


def list_recent(session: Session, person_id: str, *, most: int) -> tuple[StoredSession, ...]:
    """Return the latest sessions in which her own PIN opened her menu, the newest first."""
    query = (
        select(UssdSession)
        .where(UssdSession.person_id == person_id, UssdSession.under_duress.is_(False))
        .order_by(UssdSession.started_at.desc(), UssdSession.id.desc())
        .limit(most)
    )
    return tuple(_value(row) for row in session.scalars(query))


def list_turns(session: Session, session_id: str) -> tuple[StoredTurn, ...]:
    """Return what tells the turns of a session apart, in order."""
    query = (
        select(UssdTurn.transcript_length, UssdTurn.transcript_hash)
        .where(UssdTurn.session_id == session_id)
        .order_by(UssdTurn.position)
    )
    return tuple(StoredTurn(length, hashed) for length, hashed in session.execute(query))


def add_turn(
    session: Session,
    ussd_session: StoredSession,
    *,
    transcript: str,
    reply: str,
    at: datetime,
    input: str | None = None,
    owner: str | None = None,
    turn_id: str | None = None,
    position: int | None = None,
) -> str:
    """Store a turn and return its id; `reply` is the whole answer, CON or END included.

    `position` is how many turns there were, where that is known already.
    The entry is kept without whatever may be a PIN, under the key of whoever it is known to be
    from, else under the programme's own.
    """
    turn_id = turn_id or new_id()
    if position is None:
        position = len(list_turns(session, ussd_session.id))
    session.add(
        UssdTurn(
            id=turn_id, session_id=ussd_session.id, position=position,
            transcript_hash=vault.transcript_hash(session, transcript, session_id=ussd_session.id),
            transcript_length=len(transcript),
            input_sealed=_sealed(session, keepable(input), "input_sealed", turn_id, owner=owner)
            if input is not None
            else None,
            reply_sealed=_sealed(session, reply, "reply_sealed", turn_id, owner=owner), at=at,
        )
    )  # fmt: skip
    session.flush()
    return turn_id


def reply_of(session: Session, session_id: str, position: int) -> str:
    """Return what a turn was answered, to send the same bytes again."""
    row = session.scalar(
        select(UssdTurn).where(UssdTurn.session_id == session_id, UssdTurn.position == position)
    )
    if row is None:
        raise NotFound("there is no such turn")
    return vault.unseal(
        session, row.reply_sealed, table=TURNS, column="reply_sealed", row_id=row.id
    )


def words_of(session: Session, turn_id: str) -> str:
    """Return what was typed in a turn; whoever asks for it records that it was seen."""
    row = session.get(UssdTurn, turn_id)
    if row is None:
        raise NotFound("there is no such turn")
    sealed = row.input_sealed
    if sealed is None:
        return ""
    return vault.unseal(session, sealed, table=TURNS, column="input_sealed", row_id=row.id)


def list_pin_tries(session: Session, phone_lookup: str, *, now: datetime) -> tuple[datetime, ...]:
    """Return when wrong PINs came from a number, as far back as they can still matter."""
    query = select(PinTry.at).where(
        PinTry.phone_lookup == phone_lookup, PinTry.at > now - 2 * LOCK_LASTS
    )
    return tuple(session.scalars(query.order_by(PinTry.at)))


def is_locked(tries: Sequence[datetime], now: datetime) -> bool:
    """Tell whether PINs of a number are not checked now: 24 hours from the fifth wrong one.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    >>> five = [noon + timedelta(hours=hour) for hour in range(5)]
    >>> is_locked(five, noon + timedelta(hours=27)), is_locked(five, noon + timedelta(hours=29))
    (True, False)
    >>> is_locked(five[:4], noon + timedelta(hours=4))
    False
    """
    fifth = [
        last
        for first, last in zip(tries, tries[MOST_TRIES - 1 :], strict=False)
        if last - first < LOCK_LASTS
    ]
    return any(now - last < LOCK_LASTS for last in fifth)


def note_pin_try(session: Session, phone_lookup: str, *, at: datetime, counts: bool) -> None:
    """Count a wrong PIN; one that does not count costs the same statement, so nothing shows."""
    row = select(
        literal(new_id(), String), literal(phone_lookup, String), literal(at, UtcDateTime)
    ).where(literal(counts, Boolean))
    session.execute(insert(PinTry).from_select(["id", "phone_lookup", "at"], row))


def _sealed(session: Session, text: str, column: str, turn_id: str, *, owner: str | None) -> str:
    return vault.seal(session, text, owner=owner, table=TURNS, column=column, row_id=turn_id)


def _value(row: UssdSession) -> StoredSession:
    return StoredSession(
        id=row.id, phone_lookup=row.phone_lookup, person_id=row.person_id,
        under_duress=row.under_duress, place=row.place, started_at=row.started_at,
        closed_at=row.closed_at, outcome=row.outcome,
    )  # fmt: skip
