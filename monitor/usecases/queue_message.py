"""Queue a message under the conditions of this moment: duty, approvals and gateway."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core.language import Languages
from monitor.sms import outbox
from monitor.sms.outbox import Held, Queued, SendRequest
from monitor.triage import rota
from monitor.usecases.programme import Programme


def queue_message(
    session: Session,
    programme: Programme,
    request: SendRequest,
    *,
    now: datetime,
    languages: Languages | None = None,
) -> Queued | Held:
    """Ask the gate and write the row; wake the sending once there is something to send.

    `languages` holds wordings that are put together, such as a question with its options.
    """
    result = outbox.queue(
        session,
        request,
        languages=languages or programme.languages,
        rota_covered=rota.is_covered(session, now),
        unapproved_ok=programme.unapproved_ok,
        gateway=programme.settings.gateway,
        now=now,
    )
    if isinstance(result, Queued):
        programme.bell.ring("deliver_outbox")
    return result
