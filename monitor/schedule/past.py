"""Gathers one follow-up's past as the plain values that the ladder of silence decides from."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from monitor.core.clock import to_local
from monitor.core.facts import Fact
from monitor.people import service as people
from monitor.people.contact_facts import ContactFacts
from monitor.schedule.history import Delivery, History, SentCheckIn, Tier
from monitor.schedule.models import CheckIn, FollowUp

LOOKED_AT = timedelta(days=200)
"""Longer than any limit of the ladder; what lies further back decides nothing."""
OUR_REASONS = frozenset({"gateway_down", "no_rota", "no_window", "paused", "killed"})
OUR_PAUSES = frozenset({"pause", "kill"})
_RESTRICTIONS = ("restriction_set", "restriction_lifted")
_KINDS = ("reply_received", "contact_recorded", "checkin_skipped", *_RESTRICTIONS)
_FACTS = (
    select(Fact)
    .where(
        Fact.kind.in_(_KINDS),
        Fact.happened_at >= bindparam("since"),
        (Fact.person_id == bindparam("person_id"))
        | (Fact.person_id.is_(None) & Fact.kind.in_(_RESTRICTIONS)),
    )
    .order_by(Fact.happened_at, Fact.seq)
)


def gather(
    session: Session,
    follow_up: FollowUp,
    contact: ContactFacts,
    *,
    sent: Iterable[CheckIn],
    now: datetime,
) -> History:
    """Return what is known of one person since one exit, given the check-ins that went out."""
    past = _facts(session, contact, now - LOOKED_AT)
    verified = people.last_verified_at(session, follow_up.person_id)
    return History(
        tier=Tier(contact.risk_tier),
        exit_on=follow_up.exit_on,
        checkins=tuple(_value(row) for row in sent),
        replies=tuple(fact.happened_at for fact in past if fact.kind == "reply_received"),
        verified_contacts=() if verified is None else (verified,),
        plan_expires_on=None if contact.plan is None else contact.plan.expires_on,
        uncounted_on=frozenset(_uncounted(past, now)),
        trusted_contact_consented="trusted_contact" in contact.consents,
        visit_allowed="visit" in contact.consents,
    )


def _facts(session: Session, contact: ContactFacts, since: datetime) -> tuple[Fact, ...]:
    """Return what happened with her, and what was forbidden for her shelter or for everybody."""
    found = session.scalars(_FACTS, {"person_id": contact.person_id, "since": since})
    return tuple(fact for fact in found if _concerns(fact, contact))


def _concerns(fact: Fact, contact: ContactFacts) -> bool:
    return fact.person_id is not None or fact.data.get("shelter") in (None, contact.shelter_id)


def _value(row: CheckIn) -> SentCheckIn:
    sent_at = row.sent_at
    if sent_at is None:
        raise ValueError("a check-in of the past was never sent")
    return SentCheckIn(
        sent_at=sent_at,
        delivery=_delivery(row),
        replied_at=row.replied_at,
        closed_at=None if row.closed_as == "late" else row.closed_at,
        reminder_at=row.reminder_at,
        reminded_at=row.reminded_at,
    )


def _delivery(row: CheckIn) -> Delivery:
    if row.delivered_at is not None:
        return Delivery.DELIVERED
    if row.undelivered_at is not None:
        return Delivery.UNDELIVERED
    return Delivery.NO_RECEIPT if row.no_receipt_at is not None else Delivery.PENDING


def _uncounted(past: Iterable[Fact], now: datetime) -> Iterable[date]:
    """Yield the local dates on which we could not have reached her, through no doing of hers."""
    holds: dict[str | None, tuple[datetime, datetime]] = {}
    for fact in past:
        if fact.kind == "checkin_skipped" and fact.data.get("reason") in OUR_REASONS:
            yield to_local(fact.happened_at).date()
        elif fact.kind == "restriction_set" and fact.data.get("kind") in OUR_PAUSES:
            holds[fact.subject_id] = (fact.happened_at, min(_runs_out_at(fact) or now, now))
        elif fact.kind == "restriction_lifted" and fact.subject_id in holds:
            since, until = holds[fact.subject_id]
            holds[fact.subject_id] = (since, min(until, fact.happened_at))
    for since, until in holds.values():
        yield from _days(since, until)


def _runs_out_at(fact: Fact) -> datetime | None:
    """Return when a restriction ends by itself, which no fact records."""
    until = fact.data.get("until")
    return None if until is None else datetime.fromisoformat(str(until))


def _days(start: datetime, end: datetime) -> Iterable[date]:
    day, last = to_local(start).date(), to_local(end).date()
    while day <= last:
        yield day
        day += timedelta(days=1)
