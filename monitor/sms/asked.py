"""What the last text that went out to her asked: a number has at most one open question.

A bare number answers it if its message went out within seven days and nothing else after it.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.sms.models import OutboundMessage
from monitor.sms.replies import ANSWERABLE

_WENT_OUT = ("sending", "uncertain", "sent", "unreachable", "delivered")


def last_template(session: Session, person_id: str, *, at: datetime) -> str | None:
    """Return the wording of the last message to her, where it is fresh enough to be answered."""
    last = session.execute(
        select(OutboundMessage.template, OutboundMessage.claimed_at)
        .where(
            OutboundMessage.person_id == person_id,
            OutboundMessage.state.in_(_WENT_OUT),
            OutboundMessage.claimed_at.is_not(None),
        )
        .order_by(OutboundMessage.claimed_at.desc(), OutboundMessage.id.desc())
        .limit(1)
    ).first()
    if last is None or last.claimed_at is None or at - last.claimed_at > ANSWERABLE:
        return None
    template: str = last.template
    return template
