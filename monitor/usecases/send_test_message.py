"""Send one plain text at enrolment, to see with her that a message reaches her phone.

It has the words of an ordinary greeting and passes the gate like any text of a caseworker's: a
word such as "test" on her screen would ask for an explanation.
"""

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.people import service as people
from monitor.sms.message_state import Purpose, Recipient
from monitor.sms.outbox import Held, SendRequest
from monitor.usecases.programme import Programme
from monitor.usecases.queue_message import queue_message

WORDING = "checkin_plain"


def send_test_message(
    session: Session, programme: Programme, person_id: str, *, actor_id: str
) -> str | None:
    """Queue it; return the reason where it may not go out now."""
    now = programme.clock.now()
    contact = people.contact_facts(session, person_id, now=now)
    request = SendRequest(
        recipient=Recipient.PERSON, purpose=Purpose.SERVICE, template=WORDING,
        language=contact.language, person_id=person_id, due_at=now, automated=False,
    )  # fmt: skip
    result = queue_message(session, programme, request, now=now)
    held = result.reason.value if isinstance(result, Held) else None
    record(
        session, AuditEventKind.TEST_MESSAGE_SENT, at=programme.wall.now(), actor_id=actor_id,
        object_type="person", object_id=person_id, details={"held": held},
    )  # fmt: skip
    return held
