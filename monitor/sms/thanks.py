"""Keeps airtime thanks: earned once, claimed by one worker, given at most once.

A row stands before anything is given. What nobody is sure about stays so: airtime that came twice
would be noticed on her phone.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from monitor.core.ids import new_id
from monitor.people import service as people
from monitor.privacy import vault
from monitor.sms import suppressions
from monitor.sms.gateway import Airtime, SendKind, SendOutcome
from monitor.sms.thanks_models import AirtimeThanks
from monitor.sms.thanks_rules import OLDEST, Wait, Withhold, may_thank

WAITING, SENDING, GIVEN = "waiting", "sending", "given"
UNCERTAIN, CANCELLED = "uncertain", "cancelled"
CLAIM_LASTS = timedelta(minutes=5)
TRY_AGAIN = timedelta(minutes=10)
OURS_TO_MEND = frozenset({SendKind.CONFIG_ERROR, SendKind.PAUSE_ACCOUNT})
"""The whole account was refused, so certainly nothing was given: a person has to mend that."""
TRY_AGAIN_ONCE_MENDED = timedelta(hours=1)
UNCLEAR = frozenset({SendKind.AMBIGUOUS, SendKind.HELD})


@dataclass(frozen=True)
class Claimed:
    """What one step found: `airtime` to give now, or a row that was put off or ended."""

    airtime: Airtime | None = field(default=None)


def earn(
    session: Session, *, person_id: str, run_id: str, block: str, amount: int, number: str,
    at: datetime,
) -> bool:  # fmt: skip
    """Write down that she completed a block; tell whether that is new."""
    earned = select(AirtimeThanks.id).where(
        AirtimeThanks.run_id == run_id, AirtimeThanks.block == block
    )
    if session.scalar(earned) is not None:
        return False
    session.add(
        AirtimeThanks(
            id=new_id(), person_id=person_id, run_id=run_id, block=block, amount=amount,
            to_lookup=vault.lookup(session, number, use="phone"), state=WAITING, earned_at=at,
            due_at=at,
        )
    )  # fmt: skip
    session.flush()
    return True


def lock_next(session: Session, *, now: datetime) -> str | None:
    """Hold the next row that is due until the transaction ends; None without one."""
    query = select(AirtimeThanks).where(AirtimeThanks.state == WAITING, AirtimeThanks.due_at <= now)
    ordered = query.order_by(AirtimeThanks.due_at, AirtimeThanks.id).limit(1)
    row = session.scalar(ordered.with_for_update(skip_locked=True))
    return None if row is None else row.id


def claim(session: Session, thanks_id: str, *, now: datetime, wall_now: datetime) -> Claimed:
    """Take a row that is held, asking once more whether it may be given."""
    row = session.get_one(AirtimeThanks, thanks_id)
    number = people.number_of(session, row.person_id)
    contact = people.contact_facts(session, row.person_id, now=now)
    decided = may_thank(contact, earned_at=row.earned_at, now=now)
    if number is None or vault.lookup(session, number, use="phone") != row.to_lookup:
        decided = Withhold("number_changed")
    elif suppressions.is_suppressed(session, row.to_lookup):
        decided = Withhold("suppressed")
    if isinstance(decided, Withhold) or number is None:
        reason = decided.reason if isinstance(decided, Withhold) else "number_changed"
        _cancel(row, reason, now)
        return Claimed()
    if isinstance(decided, Wait):
        row.due_at = decided.until
        return Claimed()
    row.state, row.claimed_until = SENDING, wall_now + CLAIM_LASTS
    session.flush()
    return Claimed(Airtime(thanks_id=row.id, to=number, amount=row.amount))


def put_off(session: Session, thanks_id: str, *, now: datetime) -> None:
    """Try a row that could not be decided again later; end it once it is too old."""
    row = session.get_one(AirtimeThanks, thanks_id)
    if now - row.earned_at > OLDEST:
        _cancel(row, "too_late", now)
    else:
        row.due_at = now + TRY_AGAIN
    session.flush()


def _cancel(row: AirtimeThanks, reason: str, now: datetime) -> None:
    row.state, row.reason, row.settled_at = CANCELLED, reason, now


def record(session: Session, thanks_id: str, outcome: SendOutcome, *, now: datetime) -> str:
    """Write down what came of it and return the state; only what never left is tried again."""
    row = session.get_one(AirtimeThanks, thanks_id)
    row.reason, row.provider_id, row.claimed_until = outcome.code, outcome.gateway_message_id, None
    wait = _wait_after(outcome)
    if wait is not None:
        row.state, row.due_at = WAITING, now + wait
    else:
        given = outcome.kind is SendKind.ACCEPTED
        unclear = outcome.kind in UNCLEAR
        row.state = GIVEN if given else UNCERTAIN if unclear else "refused"
        row.settled_at = now
    session.flush()
    return row.state


def _wait_after(outcome: SendOutcome) -> timedelta | None:
    """Return how long to wait before it is tried again; None where that was the end."""
    if outcome.kind in OURS_TO_MEND:
        return TRY_AGAIN_ONCE_MENDED
    certain = outcome.kind is SendKind.NOT_TAKEN and outcome.may_resend_once
    return TRY_AGAIN if certain else None


def give_up_stale(session: Session, *, now: datetime, wall_now: datetime) -> int:
    """Mark as uncertain what a worker took and never spoke of again; return how many."""
    lost = (
        select(AirtimeThanks.id)
        .where(AirtimeThanks.state == SENDING, AirtimeThanks.claimed_until <= wall_now)
        .with_for_update(skip_locked=True)
    )
    ids = session.scalars(lost).all()
    if ids:
        session.execute(
            update(AirtimeThanks)
            .where(AirtimeThanks.id.in_(ids))
            .values(state=UNCERTAIN, reason="not_recorded", settled_at=now)
        )
    return len(ids)


def next_due_at(session: Session) -> datetime | None:
    """Return when the next one that waits is due."""
    query = select(func.min(AirtimeThanks.due_at)).where(AirtimeThanks.state == WAITING)
    return session.scalar(query)
