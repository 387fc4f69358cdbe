"""Go through the surveys that may go by text: begin what is due, go on with what stands still.

One open question to a number: nothing is asked while a check-in waits for its answer, and the same
question is put again a week later at the earliest.
"""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from monitor.core.apart import done_apart
from monitor.people import service as people
from monitor.people.contact_facts import COVERT, ContactFacts
from monitor.people.enrolment import QUESTIONS_BY_SMS
from monitor.schedule import due_by_sms
from monitor.schedule.due_by_sms import DueBySms
from monitor.sms.replies import ANSWERABLE
from monitor.surveys import service as surveys
from monitor.surveys.answers import restore
from monitor.surveys.definition import Channel
from monitor.surveys.engine import start
from monitor.surveys.service import RunView
from monitor.triage import service as triage
from monitor.triage.alarms import WORK_FAILED, raise_alarm
from monitor.usecases.ask_by_sms import ask_by_sms, may_go_by_sms
from monitor.usecases.offer_questions import definition_of
from monitor.usecases.programme import Programme

FORBIDDEN = frozenset({"freeze", "opt_out", "kill", "pause", "no_sms"})
NOT_BEFORE = timedelta(hours=12)
"""How long a question that could not go out waits until it is tried again."""


def send_sms_questions(programme: Programme) -> int:
    """Ask what may be asked now; return how many questions will go out."""
    now = programme.clock.now()
    sent = 0
    with programme.database.transaction() as session:
        ids = by_sms(programme)
        for due in due_by_sms.list_due(session, surveys=ids, purpose=QUESTIONS_BY_SMS, now=now):
            asked: list[bool] = []
            ask = partial(_ask, session, programme, due, now, asked)
            if not done_apart(session, ask, what="not_asked_by_sms", subject_id=due.measure_id):
                raise_alarm(session, WORK_FAILED, at=now)
            sent += any(asked)
    return sent


def by_sms(programme: Programme) -> tuple[str, ...]:
    """Return the surveys that go by text where her plan says so."""
    found = programme.surveys.values()
    return tuple(each.id for each in found if each.needs_plan_for(Channel.SMS))


def _ask(
    session: Session, programme: Programme, due: DueBySms, now: datetime, asked: list[bool]
) -> None:
    contact = people.contact_facts(session, due.person_id, now=now)
    if not may_be_asked(contact) or not _is_safe(contact, now):
        return
    if triage.has_grave_case(session, due.person_id) or _another_goes_on(session, due, now):
        return
    if due_by_sms.awaits_answer(session, due.exit_id, answerable=ANSWERABLE, now=now):
        return
    run = surveys.find_open(session, due.person_id, measure_id=due.measure_id)
    if run is None:
        asked.append(_begin(session, programme, due, contact, now=now))
    elif run.channel == Channel.SMS and now - run.last_at >= pause_of(run):
        asked.append(_go_on(session, programme, run, now=now))


def _another_goes_on(session: Session, due: DueBySms, now: datetime) -> bool:
    """Finish one before the next: a bare number must have one question to answer."""
    going_on = surveys.list_going_on(session, due.person_id, Channel.SMS, since=now - ANSWERABLE)
    return any(run.measure_id != due.measure_id for run in going_on)


def may_be_asked(contact: ContactFacts) -> bool:
    """Tell whether questions may go to her by text at all, whatever the hour.

    Two on one number, a watched phone or no wish for questions: nothing by text. The gate has the
    last word; what it would refuse every time is not even tried.
    """
    if contact.number_shared or contact.monitored or contact.survey_channel == "none":
        return False
    if FORBIDDEN & contact.restrictions or contact.ended_as is not None:
        return False
    plan = contact.plan
    return contact.content_level != COVERT and plan is not None and plan.sms_ok


def _is_safe(contact: ContactFacts, now: datetime) -> bool:
    return contact.plan is not None and contact.plan.safe_hours.contains(now)


def pause_of(run: RunView) -> timedelta:
    """Return how long a survey rests until its next question is tried."""
    return NOT_BEFORE if run.pending is None else ANSWERABLE


def _begin(
    session: Session, programme: Programme, due: DueBySms, contact: ContactFacts, *, now: datetime
) -> bool:
    definition = programme.surveys[due.survey]
    if not may_go_by_sms(session, programme, definition, contact.language):
        return False
    run = surveys.start(
        session, person_id=due.person_id, survey=due.survey, version=definition.version,
        channel=Channel.SMS.value, language=contact.language, at=now, measure_id=due.measure_id,
        exit_id=due.exit_id,
    )  # fmt: skip
    return _go_on(session, programme, run, now=now)


def _go_on(session: Session, programme: Programme, run: RunView, *, now: datetime) -> bool:
    definition = definition_of(programme, run)
    if definition is None:
        return False
    given = restore(definition, run.answers)
    question = start(definition, run.language, channel=Channel.SMS, answers=given).run.pending
    if question is None:
        return False
    asked = ask_by_sms(
        session, programme, definition, person_id=run.person_id, question=question,
        language=run.language, at=now,
    )  # fmt: skip
    surveys.wait_at(session, run.id, pending=question if asked else None, misunderstood=0, at=now)
    return asked
