"""Gather what the gate decides from, fresh, inside the transaction that asks it."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from monitor.core.clock import NAIROBI, to_local
from monitor.people import service as people
from monitor.sms import approvals, gateway_states, store, suppressions
from monitor.sms.gate_rules import GateFacts

_AN_HOUR = timedelta(hours=1)


def gather(
    session: Session,
    *,
    person_id: str | None,
    to_lookup: str,
    wording: tuple[str, str, str] | None,
    unapproved_ok: bool,
    rota_covered: bool,
    gateway: str,
    now: datetime,
) -> GateFacts:
    """Return the facts for one message.

    `wording` is template, language and hash of the words; None where her language has none.
    """
    return GateFacts(
        contact=None if person_id is None else people.contact_facts(session, person_id, now=now),
        approved=unapproved_ok or wording in approvals.approved_hashes(session),
        translated=wording is not None,
        automated_today=_automated_today(session, person_id, now),
        answers_last_hour=_answers_last_hour(session, person_id, now),
        rota_covered=rota_covered,
        gateway_up=gateway_states.is_gateway_up(session, gateway, now=now),
        suppressed=suppressions.is_suppressed(session, to_lookup),
    )


def _automated_today(session: Session, person_id: str | None, now: datetime) -> int:
    if person_id is None:
        return 0
    midnight = datetime.combine(to_local(now).date(), time(), tzinfo=NAIROBI).astimezone(UTC)
    return store.count_automated_since(session, person_id, midnight)


def _answers_last_hour(session: Session, person_id: str | None, now: datetime) -> int:
    return 0 if person_id is None else store.count_answers_since(session, person_id, now - _AN_HOUR)
