"""Send one plain text at enrolment, to see with her that a message reaches her phone.

It has the words of an ordinary greeting and passes the gate like any text of a caseworker's: a
word such as "test" on her screen would ask for an explanation. So would one greeting after another:
pressing twice sends one, and two a day are enough.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.people import service as people
from monitor.people.contact_facts import ContactFacts
from monitor.people.hold_reason import HoldReason
from monitor.sms import trials
from monitor.sms.message_state import Purpose, Recipient
from monitor.sms.outbox import Held, SendRequest
from monitor.usecases.programme import Programme
from monitor.usecases.queue_message import queue_message

WORDING = "checkin_plain"
CONSENT = "checkins"
ONE_IN = timedelta(minutes=10)
"""So long the one that was sent counts as the one that is asked for."""
A_DAY = timedelta(days=1)
MOST_A_DAY = 2


@dataclass(frozen=True)
class Trial:
    """What became of it: held for a reason, the one sent just before, or a new one."""

    held: HoldReason | None = None
    is_earlier: bool = False


def send_test_message(
    session: Session, programme: Programme, person_id: str, *, actor_id: str
) -> Trial:
    """Queue it, unless one was just sent or may not go out now."""
    now = programme.clock.now()
    sent = trials.times_since(session, person_id, WORDING, now - A_DAY)
    if sent and now - sent[-1] < ONE_IN:
        return Trial(is_earlier=True)
    contact = people.contact_facts(session, person_id, now=now)
    held = _objection(contact, len(sent)) or _queue(session, programme, contact, now)
    record(
        session, AuditEventKind.TEST_MESSAGE_SENT, at=programme.wall.now(), actor_id=actor_id,
        object_type="person", object_id=person_id,
        details={"held": None if held is None else held.value},
    )  # fmt: skip
    return Trial(held)


def _objection(contact: ContactFacts, sent_today: int) -> HoldReason | None:
    """The gate asks for no consent where a caseworker writes; this one is no answer to her."""
    if CONSENT not in contact.consents:
        return HoldReason.NO_CONSENT
    return HoldReason.CAPPED if sent_today >= MOST_A_DAY else None


def _queue(
    session: Session, programme: Programme, contact: ContactFacts, now: datetime
) -> HoldReason | None:
    request = SendRequest(
        recipient=Recipient.PERSON, purpose=Purpose.SERVICE, template=WORDING,
        language=contact.language, person_id=contact.person_id, due_at=now, automated=False,
    )  # fmt: skip
    result = queue_message(session, programme, request, now=now)
    return result.reason if isinstance(result, Held) else None
