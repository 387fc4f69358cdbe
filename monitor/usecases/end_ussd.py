"""A USSD session is over: note how, and tell a break-off from our own fault and from a stranger.

The survey was stored turn by turn, so a session that ended well is not a finished survey, and one
that broke off loses nothing. A survey that broke off is a sign somebody looks at, never a no.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from monitor.privacy import vault
from monitor.sms import inbox, ussd_sessions
from monitor.sms.gateway import UssdEnd, UssdOutcome
from monitor.sms.models import RawCallback
from monitor.sms.ussd_sessions import StoredSession
from monitor.surveys import service as surveys
from monitor.triage import service as triage
from monitor.triage.alarms import raise_alarm
from monitor.triage.flags.ussd import dropped_call, dropped_often
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from monitor.usecases.show_question import SURVEY

OFFERS_A_CALL = 3
"""Surveys that broke off one after the other: a screen does not suit her, a call may."""
RECENT = 20
"""How many of her sessions are looked back on."""
LOST_AFTER = timedelta(minutes=5)
"""No network keeps a session open for longer than three minutes; a notice may never come."""
LOST = "timed_out"
BATCH = 100
DROPS = (UssdOutcome.DROPPED.value, LOST)
OUR_FAULT = (UssdOutcome.OUR_FAULT, UssdOutcome.UNKNOWN)


def end_ussd(
    session: Session, programme: Programme, *, raw_id: str, end: UssdEnd, at: datetime
) -> None:
    """Close the session the notice speaks of; a notice that comes again changes nothing."""
    gateway = session.get_one(RawCallback, raw_id).gateway
    known = ussd_sessions.find(session, gateway=gateway, provider_id=end.session_id)
    if known is None:
        inbox.quarantine(session, raw_id, "unknown_session")
        raise_alarm(session, "callback_quarantined", at=at)
        return
    if vault.lookup(session, end.phone, use="phone") != known.phone_lookup:
        inbox.quarantine(session, raw_id, "caller_changed")
        raise_alarm(session, "callback_quarantined", at=at)
        return
    if known.outcome not in (None, LOST):
        return
    ussd_sessions.close(session, known.id, at=at, outcome=end.outcome.value)
    if end.outcome in OUR_FAULT:
        raise_alarm(session, "ussd_fault", at=at)
    if end.outcome is UssdOutcome.DROPPED and known.closed_at is None:
        _follow_up(session, programme, known, at=at)


def end_lost_sessions(programme: Programme) -> int:
    """Take sessions that fell silent without a notice for broken off; return how many."""
    now = programme.clock.now()
    with programme.database.transaction() as session:
        lost = ussd_sessions.list_lost(session, quiet_since=now - LOST_AFTER, most=BATCH)
        for known in lost:
            ussd_sessions.close(session, known.id, at=now, outcome=LOST)
            _follow_up(session, programme, known, at=now)
    return len(lost)


def _follow_up(
    session: Session, programme: Programme, known: StoredSession, *, at: datetime
) -> None:
    """Have somebody look where a survey of hers broke off in this very session."""
    person_id = known.person_id
    if person_id is None or not _broke_off(session, known, person_id):
        return
    flags = [dropped_call("ussd")]
    if _drops_in_a_row(session, known, person_id) == OFFERS_A_CALL:
        flags.append(dropped_often(OFFERS_A_CALL))
    for flag in flags:
        raised = triage.raise_flag(
            session, flag, person_id=person_id, source_type="ussd", source_id=known.id,
            arrived_at=at, now=at,
        )  # fmt: skip
        page_for(session, programme, raised, now=at)


def _drops_in_a_row(session: Session, known: StoredSession, person_id: str) -> int:
    """Count the latest surveys that broke off one after the other.

    A session that came to our last screen ends the row. Hanging up on the menu is neither: whoever
    is done with it does so. What was entered under duress is no habit of hers.
    """
    if known.under_duress:
        return 0
    drops = 0
    for past in ussd_sessions.list_recent(session, person_id, most=RECENT):
        if not past.place:
            return drops
        drops += past.place.get("screen") == SURVEY and past.outcome in DROPS
    return drops


def _broke_off(session: Session, known: StoredSession, person_id: str) -> bool:
    """Tell whether a question was on the screen; where the place is lost, whether one was asked."""
    if known.place:
        return known.place.get("screen") == SURVEY
    return surveys.was_interrupted(session, person_id, since=known.started_at)
