"""Send one fixed wording to a member of staff, in her language: a page or an alarm, no content."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from monitor.sms import outbox
from monitor.sms.message_state import Purpose, Recipient
from monitor.sms.outbox import Held, Queued, SendRequest
from monitor.staff import store as staff
from monitor.triage import rota
from monitor.usecases.programme import Programme

NO_VALUES: Mapping[str, str] = MappingProxyType({})


def text_staff(
    session: Session,
    programme: Programme,
    staff_id: str,
    *,
    template: str,
    now: datetime,
    values: Mapping[str, str] = NO_VALUES,
    case_id: str | None = None,
) -> Queued | Held:
    """Queue the wording; held only where there is no phone, no approved wording or no gateway."""
    request = SendRequest(
        recipient=Recipient.STAFF,
        purpose=Purpose.PAGE,
        template=template,
        language=staff.get(session, staff_id).language,
        staff_id=staff_id,
        values=values,
        due_at=now,
        case_id=case_id,
    )
    return outbox.queue(
        session,
        request,
        languages=programme.languages,
        rota_covered=rota.is_covered(session, now),
        unapproved_ok=programme.unapproved_ok,
        gateway=programme.settings.gateway,
        now=now,
    )
