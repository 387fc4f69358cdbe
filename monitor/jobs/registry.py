"""The named jobs, how often each is woken, and how to run them all until nothing is left to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle, islice

from monitor.jobs import (
    chase_interviews,
    deliver_outbox,
    end_lost_sessions,
    escalate_pages,
    read_inbox,
    review_follow_ups,
    seal_audit,
    send_checkins,
    send_invitations,
    send_sms_questions,
    send_thanks,
    settle_measures,
    settle_uncertain,
    tell_alarms,
    watch_rota,
)
from monitor.schedule import inviting, measures
from monitor.schedule import store as schedule
from monitor.sms import store as sms
from monitor.sms import thanks
from monitor.surveys import unfinished
from monitor.triage import page_store
from monitor.usecases.next_sms_question import next_sms_question
from monitor.usecases.programme import Programme

MOST_ROUNDS = 500


@dataclass(frozen=True)
class Job:
    """A job: its name, what it does (returning how much it did), its wake-up in real seconds."""

    name: str
    run: Callable[[Programme], int]
    every_seconds: float


JOBS: tuple[Job, ...] = (
    Job("read_inbox", read_inbox.run, 2),
    Job("escalate_pages", escalate_pages.run, 5),
    Job("watch_rota", watch_rota.run, 60),
    Job("tell_alarms", tell_alarms.run, 15),
    Job("send_checkins", send_checkins.run, 15),
    Job("send_invitations", send_invitations.run, 300),
    Job("send_sms_questions", send_sms_questions.run, 300),
    Job("review_follow_ups", review_follow_ups.run, 20),
    Job("chase_interviews", chase_interviews.run, 60),
    Job("settle_measures", settle_measures.run, 300),
    Job("settle_uncertain", settle_uncertain.run, 30),
    Job("deliver_outbox", deliver_outbox.run, 2),
    Job("end_lost_sessions", end_lost_sessions.run, 60),
    Job("send_thanks", send_thanks.run, 10),
    Job("seal_audit", seal_audit.run, 30),
)


def run_until_quiet(programme: Programme) -> int:
    """Run every job in turn until each has found nothing since the last work; return the work done.

    A job that always finds work would never end, so the rounds are bounded; that is an error.
    """
    total = idle = 0
    for job in islice(cycle(JOBS), MOST_ROUNDS * len(JOBS)):
        done = job.run(programme)
        total += done
        idle = 0 if done else idle + 1
        if idle == len(JOBS):
            return total
    raise RuntimeError("a job keeps finding work; it does not mark what it has done")


def next_due(programme: Programme) -> datetime | None:
    """Return the next instant of the programme's clock at which anything falls due."""
    with programme.database.reading() as session:
        instants = (
            schedule.next_due_at(session),
            measures.next_due_at(session, now=programme.clock.now()),
            inviting.next_due_at(session),
            next_sms_question(session, programme),
            unfinished.next_at(session, now=programme.clock.now()),
            sms.next_due_at(session),
            page_store.next_page_at(session),
            thanks.next_due_at(session) if programme.settings.airtime_amount else None,
        )
    return min((instant for instant in instants if instant is not None), default=None)
