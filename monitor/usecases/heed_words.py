"""Act on what she says on her own screens as on a text of hers; the next screen answers it."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core.facts import record
from monitor.people import service as people
from monitor.reading.reading import Reading
from monitor.sms.ussd_step import Step
from monitor.usecases.act_on_reply import Reply, act_on_words
from monitor.usecases.programme import Programme


def heed_words(
    session: Session,
    programme: Programme,
    step: Step,
    reading: Reading,
    *,
    person_id: str,
    at: datetime,
) -> None:
    """Do what a reading of her entry asks for; under duress nothing of it counts as her state."""
    if not step.under_duress:
        record(
            session, "reply_received", happened_at=at, recorded_at=at, person_id=person_id,
            subject_id=step.turn_id,
            data={"label": reading.label.value, "severity": reading.severity},
        )  # fmt: skip
    reply = Reply(
        message_id=step.turn_id, person_id=person_id, reading=reading,
        duress=people.duress_meaning(session, person_id, step.typed), sharing=(), arrived_at=at,
        source_type="ussd", way="ussd", counts=not step.under_duress,
    )  # fmt: skip
    act_on_words(session, programme, reply)
