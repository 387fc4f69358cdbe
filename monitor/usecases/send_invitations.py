"""Invite her to the questions that are due, where her plan allows the code in an SMS.

At most once in seven days, never within 48 hours of a check-in she has not answered, never while
questions go to her by text (a bare number answers the last text of ours), and never to somebody
whose texts must give nothing away: the code on a screen asks to be dialled by whoever holds the
phone.
"""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from monitor.core.apart import done_apart
from monitor.core.clock import to_local
from monitor.people import service as people
from monitor.people.contact_facts import COVERT, ContactFacts
from monitor.schedule import inviting
from monitor.schedule.calendar import choose_moment
from monitor.schedule.inviting import Thought
from monitor.sms.message_state import Purpose, Recipient
from monitor.sms.outbox import Held, SendRequest
from monitor.sms.replies import ANSWERABLE
from monitor.surveys import service as surveys
from monitor.surveys.definition import Channel
from monitor.triage.alarms import WORK_FAILED, raise_alarm
from monitor.usecases.offer_questions import offer_questions
from monitor.usecases.programme import Programme
from monitor.usecases.queue_message import queue_message

BATCH = 50
LEVEL = "on_request"
"""What an invitation reveals: more than nothing."""
AHEAD = timedelta(days=7)


def send_invitations(programme: Programme) -> int:
    """Think of a batch of people; return how many."""
    now = programme.clock.now()
    with programme.database.transaction() as session:
        thoughts = inviting.claim(session, now=now, limit=BATCH)
        for thought in thoughts:
            think = partial(_think, session, programme, thought, now)
            if not done_apart(session, think, what="not_invited", subject_id=thought.exit_id):
                raise_alarm(session, WORK_FAILED, at=now)
    return len(thoughts)


def _think(session: Session, programme: Programme, thought: Thought, now: datetime) -> None:
    opens_at = inviting.next_opening(session, thought.exit_id, now=now)
    if opens_at is None or opens_at > now:
        inviting.think_again(session, thought.exit_id, at=opens_at)
        return
    contact = people.contact_facts(session, thought.person_id, now=now)
    again_at = _waits_until(session, programme, thought, contact, now)
    if again_at is None:
        again_at = _invite(session, programme, contact, now)
    inviting.think_again(session, thought.exit_id, at=again_at)


def _waits_until(
    session: Session, programme: Programme, thought: Thought, contact: ContactFacts, now: datetime
) -> datetime | None:
    """Return until when she is not invited, or None where this is the moment."""
    if not may_be_invited(contact, code=programme.settings.ussd_code):
        return inviting.tomorrow(now)
    if offer_questions(session, programme, contact, at=now) is None:
        return inviting.tomorrow(now)
    since = now - ANSWERABLE
    if surveys.list_going_on(session, contact.person_id, Channel.SMS, since=since):
        return inviting.tomorrow(now)
    quiet = inviting.quiet_until(session, thought.exit_id, now=now)
    if quiet is not None and quiet > now:
        return quiet
    if contact.plan is None or contact.plan.safe_hours.contains(now):
        return None
    today = to_local(now).date()
    moment = choose_moment(
        today, today + AHEAD, contact.plan.safe_hours, seed=f"{thought.exit_id} invite {today}",
        not_before=now,
    )  # fmt: skip
    return moment or inviting.tomorrow(now)


def may_be_invited(contact: ContactFacts, *, code: str) -> bool:
    """Tell whether a text may name the code to her; the gate is asked besides."""
    plan = contact.plan
    revealing_ok = contact.content_level != COVERT and not contact.number_shared
    return bool(code) and plan is not None and plan.invite_ok and revealing_ok


def _invite(
    session: Session, programme: Programme, contact: ContactFacts, now: datetime
) -> datetime:
    """Queue one invitation; return when to think of the next."""
    result = queue_message(
        session,
        programme,
        SendRequest(
            recipient=Recipient.PERSON, purpose=Purpose.INVITE, template="invite",
            language=contact.language, person_id=contact.person_id, due_at=now,
            values={"code": programme.settings.ussd_code}, content_level=LEVEL,
        ),
        now=now,
    )  # fmt: skip
    return inviting.tomorrow(now) if isinstance(result, Held) else inviting.after_an_invitation(now)
