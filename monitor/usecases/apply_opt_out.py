"""Obey a provider's opt-out: its owner refused a sender of ours, known to us or not."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.sms.gateway import OptOut
from monitor.usecases.programme import Programme
from monitor.usecases.suppress_number import suppress_number

PROVIDER_OPT_OUT = "provider_opt_out"


@dataclass(frozen=True)
class OptOutApplied:
    """Whether the opt-out was news, and how many waiting messages fell."""

    is_news: bool
    cancelled: int = 0


def apply_opt_out(
    session: Session, programme: Programme, *, raw_id: str, opt_out: OptOut, at: datetime
) -> OptOutApplied:
    """Suppress the number, stop automation, cancel what waits and raise the case, at once.

    The same sender and number again change nothing.
    """
    cancelled = suppress_number(
        session,
        programme,
        opt_out.phone,
        sender=opt_out.sender,
        way=PROVIDER_OPT_OUT,
        source_id=raw_id,
        at=at,
    )
    return OptOutApplied(is_news=cancelled is not None, cancelled=cancelled or 0)
