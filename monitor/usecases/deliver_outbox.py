"""Send what waits in the outbox: claim and commit, hand over, record and commit, one by one.

No transaction is open while a gateway is spoken to. A crash between handing over and recording
leaves the row in `sending`; it becomes uncertain and is never blindly sent again.
"""

from datetime import datetime
from functools import partial

import structlog
from sqlalchemy.orm import Session

from monitor.core.apart import done_apart
from monitor.core.ids import new_id
from monitor.sms.claiming import Claim, ClaimedMessage, Terms, claim, give_back
from monitor.sms.delivery import attempt
from monitor.sms.gateway import SendOutcome
from monitor.sms.message_state import Effect, MessageChange
from monitor.sms.outbox import take_untold, tell_again
from monitor.sms.outcome import record_outcome
from monitor.triage import rota
from monitor.triage.alarms import WORK_FAILED, raise_alarm
from monitor.usecases.follow_message import follow_message
from monitor.usecases.programme import Programme

BATCH = 5
"""Small, so that the kill switch holds within a minute even when a gateway is slow to answer."""
MOST_BATCHES = 400

log = structlog.get_logger(__name__)


def deliver_outbox(programme: Programme) -> int:
    """Send everything that is due and may go; return how many rows were moved."""
    worker = new_id()
    total = _tell_taken_back(programme)
    for _ in range(MOST_BATCHES):
        claimed = _claim(programme, worker)
        total += claimed.touched
        if not claimed.touched:
            break
        _hand_over(programme, claimed.messages)
    return total


def _tell_taken_back(programme: Programme) -> int:
    """Tell the check-ins of messages that a stop, a lock or a new number has taken back."""
    now = programme.clock.now()
    with programme.database.transaction() as session:
        changes = take_untold(session)
        return sum(_follow_apart(session, programme, change, now) for change in changes)


def _follow_apart(
    session: Session, programme: Programme, change: MessageChange, now: datetime
) -> bool:
    """Tell what became of one message; where that fails it is told again, and others are sent."""
    follow = partial(follow_message, session, programme, change, at=now)
    if done_apart(session, follow, what="change_not_followed", subject_id=change.message_id):
        return True
    tell_again(session, change.message_id)
    raise_alarm(session, WORK_FAILED, at=now)
    return False


def _claim(programme: Programme, worker: str) -> Claim:
    now = programme.clock.now()
    with programme.database.transaction() as session:
        claimed = claim(
            session,
            Terms(
                worker=worker,
                now=now,
                wall_now=programme.wall.now(),
                rota_covered=rota.is_covered(session, now),
                unapproved_ok=programme.unapproved_ok,
                gateway=programme.settings.gateway,
            ),
            limit=BATCH,
        )
        for change in claimed.ended:
            _follow_apart(session, programme, change, now)
        if claimed.failed:
            raise_alarm(session, WORK_FAILED, at=now)
    return claimed


def _hand_over(programme: Programme, messages: tuple[ClaimedMessage, ...]) -> None:
    """Hand messages over in order; once the account is paused, give the others back."""
    for position, message in enumerate(messages, start=1):
        outcome = attempt(programme.gateway, message)
        if _record(programme, message.message_id, outcome):
            continue
        rest = [other.message_id for other in messages[position:]]
        with programme.database.transaction() as session:
            give_back(session, rest, now=programme.clock.now())
        return


def _record(programme: Programme, message_id: str, outcome: SendOutcome) -> bool:
    """Write the outcome down; return whether the gateway may be handed the next message."""
    now = programme.clock.now()
    try:
        with programme.database.transaction() as session:
            changes = record_outcome(
                session, message_id, outcome, gateway=programme.settings.gateway, now=now
            )
            for change in changes:
                follow_message(session, programme, change, at=now)
    except Exception as error:
        # The row stays in `sending` and becomes uncertain: the next message must not suffer.
        # No traceback: what a failed statement was given may stand in it.
        kind = type(error).__name__
        log.exception("outcome_not_recorded", message_id=message_id, error=kind, exc_info=False)
        return True
    return all(change.effect is not Effect.GATEWAY_PAUSED for change in changes)
