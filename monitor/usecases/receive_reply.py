"""A text came in: find out whose it is, read it, keep it, and act on every part of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core.facts import record
from monitor.people import service as people
from monitor.reading.reader import read
from monitor.reading.reading import Reading
from monitor.sms import inbox, replies
from monitor.sms.gateway import InboundSms
from monitor.sms.replies import Arrived
from monitor.staff import service as staff
from monitor.triage import store as triage_store
from monitor.usecases.acknowledge_page import acknowledge_by_sms
from monitor.usecases.act_on_reply import Reply, act_on_reply
from monitor.usecases.act_on_stranger import act_on_stranger
from monitor.usecases.answer_by_sms import answer_by_sms, find_answering
from monitor.usecases.hold_sharers import hold_sharers
from monitor.usecases.programme import Programme
from monitor.usecases.read_together import Together, read_together


@dataclass(frozen=True)
class Writer:
    """Who a text is from, as far as the number and the open questions tell."""

    matched: str
    person_id: str | None = None
    staff_id: str | None = None
    checkin_id: str | None = None
    sharing: tuple[str, ...] = ()
    """Everybody on that number, where several are."""


def receive_reply(
    session: Session,
    programme: Programme,
    *,
    raw_id: str,
    inbound: InboundSms,
    received_at: datetime,
) -> None:
    """Store one text under its writer's key and do what it asks, in the caller's transaction."""
    _take_turns(session, inbound.from_number)
    writer = find_writer(session, inbound.from_number, at=received_at)
    prompt = None if writer.checkin_id is None else "checkin"
    reading = read(inbound.words, lexicon=programme.lexicon, prompt=prompt)
    answering = find_answering(
        session, programme, writer.person_id, words=inbound.words, at=received_at
    )
    if answering is not None:
        reading = answering.reading
    message_id = replies.keep(session, _arrived(raw_id, inbound, writer, received_at), reading)
    inbox.give_to(session, raw_id, writer.person_id)
    if writer.staff_id is not None:
        acknowledge_by_sms(session, programme, writer.staff_id, answer=inbound.answer)
        return
    together = read_together(session, programme, message_id, number=inbound.from_number)
    if writer.person_id is not None:
        hold_sharers(
            session, programme, reading, source_id=message_id, arrived_at=received_at,
            person_ids=[who for who in writer.sharing if who != writer.person_id],
            together=together,
        )  # fmt: skip
        reply = _reply(
            session, writer.person_id, writer, message_id, inbound, reading, received_at, together
        )
        if answering is not None:
            answer_by_sms(session, programme, answering, reply)
        else:
            act_on_reply(session, programme, reply)
    else:
        act_on_stranger(
            session,
            programme,
            message_id=message_id,
            number=inbound.from_number,
            sharing=writer.sharing,
            words=inbound.words,
            reading=reading,
            arrived_at=received_at,
            together=together,
        )


def _take_turns(session: Session, number: str) -> None:
    """Have two texts of one number wait for each other, so that the second knows of the first."""
    people_on_it = people.find_people_by_number(session, number)
    for person_id in people_on_it:
        triage_store.lock_person(session, person_id)
    if not people_on_it:
        replies.wait_for_strangers(session)


def find_writer(session: Session, number: str, *, at: datetime) -> Writer:
    """Return whose number this is: staff first, then one person, then whoever was asked last.

    Where several people share the number, a text is given to one of them only if she alone has an
    open question and nothing has gone to the number since; anything less certain goes to a
    caseworker. What went to another of them last may be what is answered.
    """
    member = staff.find_by_number(session, number)
    if member is not None:
        return Writer("staff", staff_id=member.staff_id)
    found = people.find_people_by_number(session, number)
    if not found:
        return Writer("unknown")
    asked = {who: replies.open_checkin(session, who, at=at) for who in found}
    if len(found) == 1:
        return Writer("person", person_id=found[0], checkin_id=asked[found[0]])
    waiting = [who for who, checkin_id in asked.items() if checkin_id is not None]
    if len(waiting) == 1 and replies.last_written_to(session, number) == waiting[0]:
        return Writer(
            "person", person_id=waiting[0], checkin_id=asked[waiting[0]], sharing=tuple(found)
        )
    return Writer("shared", sharing=tuple(found))


def _arrived(raw_id: str, inbound: InboundSms, writer: Writer, at: datetime) -> Arrived:
    return Arrived(
        raw_id=raw_id,
        number=inbound.from_number,
        text=inbound.text,
        matched=writer.matched,
        person_id=writer.person_id,
        staff_id=writer.staff_id,
        checkin_id=writer.checkin_id,
        received_at=at,
        provider_time=inbound.provider_time,
        network=inbound.network,
    )


def _reply(
    session: Session,
    person_id: str,
    writer: Writer,
    message_id: str,
    inbound: InboundSms,
    reading: Reading,
    at: datetime,
    together: Together,
) -> Reply:
    record(
        session,
        "reply_received",
        happened_at=at,
        recorded_at=at,
        person_id=person_id,
        subject_id=message_id,
        data={"label": reading.label.value, "severity": reading.severity},
    )
    return Reply(
        message_id=message_id,
        person_id=person_id,
        words=inbound.words,
        reading=reading,
        duress=people.duress_meaning(session, person_id, inbound.words),
        sharing=writer.sharing,
        arrived_at=at,
        together=together,
    )
