"""Act on every part of a text: locks first, then stop, then cases and pages, then an answer.

The worst part wins and nothing is left out: one text can stop, warn and ask (rule 5 of product.md,
S24, S30, S32). What it says together with the texts around it may add to this, and takes nothing
back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import restrictions
from monitor.people import service as people
from monitor.people.contact_facts import ContactFacts
from monitor.people.hold_reason import HoldReason
from monitor.reading.reading import PRECEDENCE, Label, Reading
from monitor.schedule import service as schedule
from monitor.sms import outbox
from monitor.sms.message_state import Purpose, Recipient
from monitor.sms.outbox import SendRequest
from monitor.triage import rota
from monitor.triage import service as triage
from monitor.triage.flag import Flag
from monitor.triage.flags.duress import duress
from monitor.triage.flags.reply import Writer, reply_flags
from monitor.triage.rules import Effect, rule_named
from monitor.triage.wished_call import wished_call
from monitor.triage.wishes import locks_of
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from monitor.usecases.queue_message import queue_message
from monitor.usecases.read_together import ALONE, Together, added_by
from monitor.usecases.stop_asking import stop_asking

HELD_BY = {Effect.FREEZE: "freeze"}
CANCELLED_AS = {
    Effect.OPT_OUT: HoldReason.OPTED_OUT,
    Effect.FREEZE: HoldReason.FROZEN,
    Effect.CANCEL_WAITING: HoldReason.FROZEN,
}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One text of one person, read."""

    message_id: str
    person_id: str
    words: str = field(repr=False)
    reading: Reading
    duress: str | None
    sharing: tuple[str, ...]
    arrived_at: datetime
    way: str = "sms"
    """sms, or ussd for what she typed on a screen of hers."""
    counts: bool = True
    """What is entered under a duress PIN is acted on and never counts as how she is."""
    together: Together = ALONE
    """What it says with the texts that came within 90 seconds."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Return how it was read: alone, and with the texts around it."""
        return (self.reading, *self.together.readings)


def act_on_reply(session: Session, programme: Programme, reply: Reply) -> None:
    """Do what the text asks, in the order that protects her, and answer it."""
    added = act_on_words(session, programme, reply)
    readings = reply.readings if added else (reply.reading,)
    worst = min(readings, key=lambda reading: PRECEDENCE.index(reading.label))
    hidden = reply.duress is not None or any(flag.rule == "duress" for flag in added)
    _answer(session, programme, reply, worst, hidden=hidden)


def act_on_words(session: Session, programme: Programme, reply: Reply) -> tuple[Flag, ...]:
    """Do what the text asks without answering; return what the texts around it added.

    On a USSD screen the next screen is the answer.
    """
    now = programme.clock.now()
    for reading in reply.readings:
        _lock_channels(session, reply, reading, now)
    alone = _flags(session, reply, reply.reading, words=reply.words, duress_meaning=reply.duress)
    added = _added(session, reply, alone)
    for flag in (*alone, *added):
        _apply_effect(session, programme, reply, flag, now)
    _note_on_checkin(session, reply, doubted=bool(added))
    for flag in (*alone, *added):
        _raise(session, programme, reply, flag, now)
    return added


def _lock_channels(session: Session, reply: Reply, reading: Reading, now: datetime) -> None:
    for kind, wish in locks_of((reading.label, *reading.also), reading.flags):
        restrictions.restrict(
            session,
            kind=kind,
            scope="person",
            person_id=reply.person_id,
            reason="her_words",
            at=now,
        )
        if wish.cancels is not None:
            outbox.cancel_waiting(session, reply.person_id, reason=wish.cancels, at=now)


def _added(session: Session, reply: Reply, alone: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return what the texts say together and none of them says alone."""
    together = reply.together
    found = [
        flag
        for words, reading in zip(together.words, together.readings, strict=True)
        for flag in _flags(
            session, reply, reading, words=words,
            duress_meaning=people.duress_meaning(session, reply.person_id, words),
        )
    ]  # fmt: skip
    return added_by(session, together, found, alone=alone, person_id=reply.person_id)


def _flags(
    session: Session, reply: Reply, reading: Reading, *, words: str, duress_meaning: str | None
) -> tuple[Flag, ...]:
    at = reply.arrived_at
    contact = people.contact_facts(session, reply.person_id, now=at)
    lately = triage.was_in_distress(session, reply.person_id, now=at)
    writer = Writer(
        high_risk=contact.risk_tier == "high",
        recent_distress=duress_meaning is not None or lately,
        call_at=wished_call(words, reading, at=at),
    )
    found = reply_flags(reading, writer)
    return found if duress_meaning is None else (duress(duress_meaning), *found)


def _apply_effect(
    session: Session, programme: Programme, reply: Reply, flag: Flag, now: datetime
) -> None:
    """Stop or freeze in this very transaction, before anything else can go out."""
    effect = rule_named(flag.rule).effect
    if effect is Effect.NOTHING:
        return
    everybody = reply.sharing or (reply.person_id,)
    for person_id in everybody if effect is Effect.OPT_OUT else (reply.person_id,):
        if effect is Effect.OPT_OUT:
            restrictions.opt_out(session, person_id, at=now, way=reply.way)
            stop_asking(session, programme, person_id, at=now)
        elif effect in HELD_BY:
            restrictions.restrict(
                session,
                kind=HELD_BY[effect],
                scope="person",
                person_id=person_id,
                reason=flag.rule,
                at=now,
            )
        outbox.cancel_waiting(session, person_id, reason=CANCELLED_AS[effect], at=now)


def _note_on_checkin(session: Session, reply: Reply, *, doubted: bool) -> None:
    """Note the reply; one that the texts around it put in doubt closes nothing.

    What does not count leaves the check-in unanswered, so that its silence is looked into; only the
    reminder stays away, which would show whoever looks on that nothing was taken for an answer.
    """
    if not reply.counts:
        schedule.spare_reminder(session, reply.person_id, at=reply.arrived_at)
        return
    schedule.record_reply(
        session,
        reply.person_id,
        at=reply.arrived_at,
        label=reply.reading.label.value,
        closes=reply.reading.label is Label.OK and reply.duress is None and not doubted,
    )


def _raise(session: Session, programme: Programme, reply: Reply, flag: Flag, now: datetime) -> None:
    raised = triage.raise_flag(
        session,
        flag,
        person_id=reply.person_id,
        source_type="inbound",
        source_id=reply.message_id,
        arrived_at=reply.arrived_at,
        now=now,
    )
    page_for(session, programme, raised, now=now)


def _answer(
    session: Session, programme: Programme, reply: Reply, reading: Reading, *, hidden: bool
) -> None:
    """Queue at most one neutral text; the gate has the last word on it."""
    now = programme.clock.now()
    contact = people.contact_facts(session, reply.person_id, now=now)
    template = answer_to(reading, contact, duress=hidden, covered=rota.is_covered(session, now))
    if template is None:
        return
    queue_message(
        session,
        programme,
        SendRequest(
            recipient=Recipient.PERSON,
            purpose=Purpose.ANSWER,
            template=template,
            language=contact.language,
            person_id=reply.person_id,
            due_at=now,
            answers_id=reply.message_id,
        ),
        now=now,
    )


def answer_to(
    reading: Reading, contact: ContactFacts, *, duress: bool, covered: bool
) -> str | None:
    """Return the wording that answers a text, or None.

    Danger and a duress word get the very same answer as an OK, because somebody may be reading
    along. A promise to call is made only while somebody is on duty, and never where she said that
    a call is not safe (S3, S23, S24).
    """
    plan = contact.plan
    labels = {reading.label, *reading.also}
    if plan is None or Label.WRONG_NUMBER in labels:
        return None
    if Label.STOP in labels:
        return "stop_ok" if plan.confirm_stop else None
    if not plan.acknowledge:
        return None
    if duress or reading.label in (Label.DISTRESS, Label.OK, Label.OTHER):
        return "ack"
    may_promise = covered and "no_call" not in contact.restrictions
    return "ack_call" if may_promise and reading.label is Label.CALLBACK else "ack_later"
