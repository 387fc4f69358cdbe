"""Send the check-ins that are due: claim, ask the gate, queue or put off, in one transaction.

One that cannot be decided is tried again later, and holds up nobody else.
"""

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from monitor.core.apart import done_apart
from monitor.people import service as people
from monitor.people.hold_reason import HoldReason
from monitor.schedule import service as schedule
from monitor.schedule.service import TRY_AGAIN, DueCheckIn
from monitor.sms import outbox
from monitor.sms.message_state import Purpose, Recipient
from monitor.sms.outbox import Held, SendRequest
from monitor.triage import rota
from monitor.triage.alarms import WORK_FAILED, raise_alarm
from monitor.usecases.programme import Programme

BATCH = 50
OURS = frozenset({HoldReason.NO_ROTA, HoldReason.GATEWAY_DOWN})
"""Reasons that are ours to mend: the same slot is tried again while a safe moment is left."""


def send_due_checkins(programme: Programme) -> int:
    """Queue a batch of check-ins that are due; return how many were decided."""
    now = programme.clock.now()
    with programme.database.transaction() as session:
        covered = rota.is_covered(session, now)
        due = schedule.claim_due(session, now=now, limit=BATCH)
        for checkin in due:
            send = partial(_send, session, programme, checkin, now=now, covered=covered)
            if not done_apart(session, send, what="checkin_not_decided", subject_id=checkin.id):
                schedule.put_off(session, checkin.id, until=now + TRY_AGAIN)
                raise_alarm(session, WORK_FAILED, at=now)
    return len(due)


def _send(
    session: Session, programme: Programme, checkin: DueCheckIn, *, now: datetime, covered: bool
) -> None:
    contact = people.contact_facts(session, checkin.person_id, now=now)
    verdict = outbox.queue(
        session,
        SendRequest(
            recipient=Recipient.PERSON,
            purpose=Purpose.CHECKIN,
            template=contact.wording,
            language=contact.language,
            person_id=checkin.person_id,
            due_at=now,
            checkin_id=checkin.id,
        ),
        languages=programme.languages,
        rota_covered=covered,
        unapproved_ok=programme.unapproved_ok,
        gateway=programme.settings.gateway,
        now=now,
    )
    if isinstance(verdict, Held):
        until = now + TRY_AGAIN if verdict.reason in OURS else verdict.until
        schedule.postpone_or_skip(session, checkin.id, reason=verdict.reason, until=until, now=now)
