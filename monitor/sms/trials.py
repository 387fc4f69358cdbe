"""Looks up texts that staff had sent to see whether one arrives.

Each lights up her phone; five in a row would be asked about by whoever sits beside her.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from monitor.people.models import Person
from monitor.sms.message_state import ENDED_UNSENT, MessageState, Purpose
from monitor.sms.models import OutboundMessage

_LOCK = select(Person.id).where(Person.id == bindparam("person_id")).with_for_update(key_share=True)
_REACHED_HER = (
    select(OutboundMessage.queued_at)
    .where(
        OutboundMessage.person_id == bindparam("person_id"),
        OutboundMessage.purpose == Purpose.SERVICE,
        OutboundMessage.template == bindparam("template"),
        OutboundMessage.queued_at > bindparam("since"),
        OutboundMessage.state.not_in((*ENDED_UNSENT, MessageState.FAILED)),
    )
    .order_by(OutboundMessage.queued_at)
)


def times_since(
    session: Session, person_id: str, template: str, since: datetime
) -> Sequence[datetime]:
    """Return when each was queued that reached her, or may yet; no second one is asked meanwhile.

    The person stays locked until the transaction ends, so that two who press at once make one.
    """
    session.execute(_LOCK, {"person_id": person_id})
    asked = {"person_id": person_id, "template": template, "since": since}
    return session.scalars(_REACHED_HER, asked).all()
