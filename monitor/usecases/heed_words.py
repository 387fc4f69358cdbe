"""Act on what she says on her own screens as on a text of hers; the next screen answers it."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core.facts import record
from monitor.people import service as people
from monitor.reading.reading import Reading
from monitor.sms.ussd_step import Step
from monitor.triage import rota
from monitor.usecases.act_on_reply import Reply, act_on_words, answer_to
from monitor.usecases.keep_words import keep_words
from monitor.usecases.programme import Programme


def heed_words(
    session: Session,
    programme: Programme,
    step: Step,
    reading: Reading,
    *,
    person_id: str,
    at: datetime,
) -> str:
    """Do what a reading of her entry asks for, and return the wording that acknowledges it.

    Under a duress PIN nothing of it counts as her state, and every screen stays as it always is.
    """
    message_id = keep_words(session, step, reading, person_id=person_id, matched="person", at=at)
    if not step.under_duress:
        record(
            session, "reply_received", happened_at=at, recorded_at=at, person_id=person_id,
            subject_id=message_id,
            data={"label": reading.label.value, "severity": reading.severity},
        )  # fmt: skip
    reply = Reply(
        message_id=message_id, person_id=person_id, words=step.typed, reading=reading,
        duress=people.duress_meaning(session, person_id, step.typed), sharing=(), arrived_at=at,
        way="ussd", counts=not step.under_duress,
    )  # fmt: skip
    act_on_words(session, programme, reply)
    hidden = reply.duress is not None
    contact = people.contact_facts(session, person_id, now=at)
    return answer_to(reading, contact, duress=hidden, covered=rota.is_covered(session, at)) or "ack"
