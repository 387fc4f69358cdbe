"""Settle messages nobody is sure about, and free those whose worker died."""

from functools import partial

from monitor.core.apart import done_apart
from monitor.sms.outcome import release_stuck
from monitor.sms.settling import settle
from monitor.triage.alarms import WORK_FAILED, raise_alarm
from monitor.usecases.follow_message import follow_message
from monitor.usecases.programme import Programme


def settle_uncertain(programme: Programme) -> int:
    """Settle what can be settled now; return how many messages moved or are sent once more."""
    now = programme.clock.now()
    with programme.database.transaction() as session:
        changes = release_stuck(session, wall_now=programme.wall.now(), now=now)
        settled, copies = settle(session, now=now)
        for change in changes + settled:
            follow = partial(follow_message, session, programme, change, at=now)
            if not done_apart(
                session, follow, what="change_not_followed", subject_id=change.message_id
            ):
                raise_alarm(session, WORK_FAILED, at=now)
    if copies:
        programme.bell.ring("deliver_outbox")
    return len(changes) + len(settled) + copies
