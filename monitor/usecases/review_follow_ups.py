"""Ask the ladder of silence about everybody whose review is due, and do what it says.

A reminder, late, a case, out of contact, frozen, and the tasks that keep people from ever getting
there (instruments.md section 1). One who cannot be looked at is looked at again soon, and holds up
nobody else.
"""

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from monitor.core.apart import done_apart
from monitor.core.facts import record
from monitor.people import restrictions
from monitor.people import service as people
from monitor.people.hold_reason import HoldReason
from monitor.schedule import reviewing
from monitor.schedule import service as schedule
from monitor.schedule.reviewing import Review
from monitor.sms import outbox
from monitor.sms.message_state import Purpose, Recipient
from monitor.sms.outbox import SendRequest
from monitor.triage import service as triage
from monitor.triage.alarms import WORK_FAILED, raise_alarm
from monitor.triage.flag import Flag
from monitor.triage.flags import contact as contact_flags
from monitor.triage.flags.number import undelivered
from monitor.triage.flags.silence import silence
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from monitor.usecases.queue_message import queue_message

BATCH = 50
HIGH = "high"
LOST, FOUND = "out_of_contact", "in_contact"


def review_follow_ups(programme: Programme) -> int:
    """Look at a batch of people; return how many."""
    now = programme.clock.now()
    with programme.database.transaction() as session:
        schedule.mark_without_receipt(session, now=now, limit=BATCH)
        exits = reviewing.claim_reviews(session, now=now, limit=BATCH)
        for exit_id in exits:
            review = partial(_review, session, programme, exit_id, now)
            if not done_apart(session, review, what="review_failed", subject_id=exit_id):
                raise_alarm(session, WORK_FAILED, at=now)
    return len(exits)


def _review(session: Session, programme: Programme, exit_id: str, now: datetime) -> None:
    review = reviewing.look(session, exit_id, now=now)
    _remind(session, programme, review, now)
    _note_lateness(session, review, now)
    for flag in _flags(session, review, now):
        _raise(session, programme, review, flag, now)


def _remind(session: Session, programme: Programme, review: Review, now: datetime) -> None:
    """Queue her one reminder; where the gate holds it, it is not tried again."""
    if not review.standing.reminder_due or review.checkin_id is None:
        return
    queue_message(
        session,
        programme,
        SendRequest(
            recipient=Recipient.PERSON,
            purpose=Purpose.CHECKIN,
            template="reminder",
            language=review.contact.language,
            person_id=review.person_id,
            due_at=now,
            checkin_id=review.checkin_id,
        ),
        now=now,
    )
    schedule.mark_reminded(session, review.checkin_id, at=now)


def _note_lateness(session: Session, review: Review, now: datetime) -> None:
    if review.standing.late and review.checkin_id is not None:
        schedule.mark_late(session, review.checkin_id, at=now)


def _flags(session: Session, review: Review, now: datetime) -> list[Flag]:
    """Return what has become due and was not raised yet, noting each so that it is raised once."""
    found = review.standing
    flags: list[Flag] = []
    if found.silence is not None and review.silence_is_news:
        reviewing.note_silence(session, review.exit_id, found.silence.raise_at)
        flags.append(silence(found.silence, high_risk=_is_high_risk(review)))
    if found.undelivered is not None and review.undelivered_is_news:
        reviewing.note_undelivered(session, review.exit_id, now)
        flags.append(undelivered(found.undelivered))
    flags.extend(_limits(session, review, now))
    flags.extend(_tasks(session, review))
    return flags


def _limits(session: Session, review: Review, now: datetime) -> list[Flag]:
    """Apply the two long limits: contact lost, and a number that may have been sold on."""
    flags: list[Flag] = []
    if review.standing.out_of_contact and _set_contact_state(session, review, LOST, now):
        flags.append(contact_flags.out_of_contact(high_risk=_is_high_risk(review)))
    if not review.standing.out_of_contact:
        _set_contact_state(session, review, FOUND, now)
    if review.standing.freeze and _freeze(session, review, now):
        flags.append(contact_flags.frozen("unverified"))
    return flags


def _tasks(session: Session, review: Review) -> list[Flag]:
    """Return the tasks that are due and not already open as gravely."""
    found = review.standing
    wanted = (
        (found.watch, contact_flags.watch),
        (found.verify, lambda: contact_flags.verify(found.verify or 1)),
        (found.plan_renewal, contact_flags.plan_renewal),
    )
    flags = [make() for severity, make in wanted if severity is not None]
    return [
        flag
        for flag in flags
        if triage.open_severity(session, review.person_id, flag.reason) < flag.severity
    ]


def _set_contact_state(session: Session, review: Review, state: str, now: datetime) -> bool:
    """Keep the state in step; return whether it changed."""
    if people.contact_state(session, review.person_id) == state:
        return False
    people.set_contact_state(session, review.person_id, state)
    record(
        session,
        LOST if state == LOST else "back_in_contact",
        happened_at=now,
        recorded_at=now,
        person_id=review.person_id,
        exit_id=review.exit_id,
    )
    return True


def _freeze(session: Session, review: Review, now: datetime) -> bool:
    """Freeze all content to her number; return whether that is new."""
    is_new = restrictions.restrict(
        session,
        kind="freeze",
        scope="person",
        person_id=review.person_id,
        reason="unverified",
        at=now,
    )
    if is_new:
        outbox.cancel_waiting(session, review.person_id, reason=HoldReason.FROZEN, at=now)
    return is_new


def _raise(
    session: Session, programme: Programme, review: Review, flag: Flag, now: datetime
) -> None:
    raised = triage.raise_flag(
        session,
        flag,
        person_id=review.person_id,
        source_type="checkin",
        source_id=review.checkin_id,
        arrived_at=now,
        now=now,
    )
    page_for(session, programme, raised, now=now)


def _is_high_risk(review: Review) -> bool:
    return review.contact.risk_tier == HIGH
