"""What staff see of the contacts with a person: when, how, whom they reached, how she was."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import store


@dataclass(frozen=True, kw_only=True)
class ContactView:
    """One contact."""

    method: str
    reached: str
    condition: str
    verified: bool
    happened_at: datetime
    case_id: str | None


def list_contacts(session: Session, person_id: str, *, limit: int) -> tuple[ContactView, ...]:
    """Return the latest contacts with a person, newest first."""
    return tuple(
        ContactView(
            method=row.method,
            reached=row.reached,
            condition=row.condition,
            verified=row.verified,
            happened_at=row.happened_at,
            case_id=row.case_id,
        )
        for row in store.list_contacts(session, person_id, limit=limit)
    )
