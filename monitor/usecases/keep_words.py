"""Keep what was typed on a screen where it is read like a text: sealed, with how it was read.

A caseworker opens it from the case in the same way as an SMS. Whatever may be a PIN is left out.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.reading.reading import Reading
from monitor.sms import inbox, replies
from monitor.sms.inbox import Callback
from monitor.sms.replies import Arrived
from monitor.sms.ussd_input import keepable
from monitor.sms.ussd_step import Step

KIND = "ussd"


def keep_words(
    session: Session,
    step: Step,
    reading: Reading,
    *,
    person_id: str | None,
    matched: str,
    at: datetime,
) -> str:
    """Return the id under which the words of one entry can be read."""
    callback = Callback(
        gateway=step.gateway, kind=KIND, dedupe=step.turn_id, content="", body="",
        content_type="text/plain",
    )  # fmt: skip
    raw_id = inbox.store(session, callback, at=at).raw_id
    inbox.claim(session, raw_id)
    inbox.give_to(session, raw_id, person_id)
    arrived = Arrived(
        raw_id=raw_id, number=step.number, text=keepable(step.typed), matched=matched,
        person_id=person_id, staff_id=None, checkin_id=None, received_at=at, provider_time=None,
        network="unknown",
    )  # fmt: skip
    return replies.keep(session, arrived, _without_pins(reading))


def _without_pins(reading: Reading) -> Reading:
    because = tuple((rule, keepable(words)) for rule, words in reading.because)
    return Reading(
        label=reading.label, severity=reading.severity, topics=reading.topics,
        flags=reading.flags, because=because, also=reading.also,
    )  # fmt: skip
