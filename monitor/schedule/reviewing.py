"""Takes the follow-ups that are due for a look, and keeps news from being raised twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.people.contact_facts import ContactFacts
from monitor.schedule import past, store
from monitor.schedule.history import Delivery, History, last_heard
from monitor.schedule.ladder import Standing, standing
from monitor.schedule.looks import next_look
from monitor.schedule.models import FollowUp

LOOK_AGAIN_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Review:
    """One person, looked at: what is known, what is due, and which of it is news."""

    exit_id: str
    person_id: str
    contact: ContactFacts
    checkin_id: str | None
    """The latest check-in that went out."""
    standing: Standing
    silence_is_news: bool
    undelivered_is_news: bool


def claim_reviews(session: Session, *, now: datetime, limit: int) -> tuple[str, ...]:
    """Take follow-ups that are due for a look; where the look fails, it is tried again."""
    rows = store.claim_due_reviews(session, now=now, limit=limit)
    for row in rows:
        row.review_at = now + LOOK_AGAIN_AFTER
    session.flush()
    return tuple(row.exit_id for row in rows)


def look(session: Session, exit_id: str, *, now: datetime) -> Review:
    """Return what is due for one person, and say when to look again."""
    return _review(session, store.get_follow_up(session, exit_id), now)


def note_silence(session: Session, exit_id: str, raised_for: datetime) -> None:
    """Remember for which late check-in a case was raised."""
    store.get_follow_up(session, exit_id).silence_raised_at = raised_for


def note_undelivered(session: Session, exit_id: str, at: datetime) -> None:
    """Remember that this run of undelivered check-ins was raised."""
    store.get_follow_up(session, exit_id).undelivered_raised_at = at


def _review(session: Session, row: FollowUp, now: datetime) -> Review:
    contact = people.contact_facts(session, row.person_id, now=now)
    sent = store.list_sent(session, row.exit_id, since=now - past.LOOKED_AT)
    history = past.gather(session, row, contact, sent=sent, now=now)
    row.review_at = next_look(history, now)
    found = standing(history, now)
    return Review(
        exit_id=row.exit_id,
        person_id=row.person_id,
        contact=contact,
        checkin_id=sent[-1].id if sent else None,
        standing=found,
        silence_is_news=_is_news(found, row),
        undelivered_is_news=_is_new_run(history, row),
    )


def _is_news(found: Standing, row: FollowUp) -> bool:
    if found.silence is None:
        return False
    return row.silence_raised_at is None or row.silence_raised_at < found.silence.raise_at


def _is_new_run(history: History, row: FollowUp) -> bool:
    """Tell whether she was reached since the last run of undelivered check-ins was raised."""
    raised_at = row.undelivered_raised_at
    if raised_at is None:
        return True
    arrived = (
        checkin.sent_at for checkin in history.checkins if checkin.delivery is Delivery.DELIVERED
    )
    return max((last_heard(history), *arrived)) > raised_at
