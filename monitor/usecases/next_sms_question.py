"""Find when the next question may go by text, so that the clock's next stop is not past it."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from monitor.core.clock import NAIROBI
from monitor.people import service as people
from monitor.people.enrolment import QUESTIONS_BY_SMS
from monitor.schedule import due_by_sms
from monitor.schedule.due_by_sms import DueBySms
from monitor.surveys import service as surveys
from monitor.usecases.programme import Programme
from monitor.usecases.send_sms_questions import by_sms, may_be_asked, pause_of

AHEAD = timedelta(days=8)
"""A week of safe hours and the day it begins on: what is safe ever is safe within it."""


def next_sms_question(session: Session, programme: Programme) -> datetime | None:
    """Return an instant after now, or None where nothing will be asked by text.

    What is kept back by something else than time waits for the next opening of her safe hours.
    """
    now = programme.clock.now()
    ids, purpose = by_sms(programme), QUESTIONS_BY_SMS
    due = due_by_sms.list_due(session, surveys=ids, purpose=purpose, now=now)
    found = [_next_of(session, each, now) for each in due]
    opens_on = due_by_sms.next_opening_on(session, surveys=ids, purpose=purpose, now=now)
    if opens_on is not None:
        found.append(datetime.combine(opens_on, time(), NAIROBI).astimezone(UTC))
    return min((each for each in found if each is not None), default=None)


def _next_of(session: Session, due: DueBySms, now: datetime) -> datetime | None:
    contact = people.contact_facts(session, due.person_id, now=now)
    if contact.plan is None or not may_be_asked(contact):
        return None
    run = surveys.find_open(session, due.person_id, measure_id=due.measure_id)
    earliest = now if run is None else run.last_at + pause_of(run)
    spans = contact.plan.safe_hours.windows_between(max(earliest, now), max(earliest, now) + AHEAD)
    return next((opens for opens, _closes in spans if opens > now), None)
