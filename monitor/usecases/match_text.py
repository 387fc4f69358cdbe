"""Deal with a text whose writer was not known: give it to a person, or set it aside."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core import facts
from monitor.core.errors import Invalid
from monitor.people import service as people
from monitor.reading.reading import Label, Reading
from monitor.sms import replies, unmatched
from monitor.sms.models import InboundMessage
from monitor.staff.permissions import Reach
from monitor.triage import service as triage
from monitor.triage.flag import HIGHEST, Flag
from monitor.triage.flags.duress import duress
from monitor.triage.flags.reply import Writer, reply_flags
from monitor.triage.wished_call import wished_call
from monitor.triage.wishes import locks_of
from monitor.usecases.change_contact import Restrict, change_contact
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme

SET_ASIDE_AS = ("spam", "noted")


def match_text(
    session: Session,
    programme: Programme,
    *,
    message_id: str,
    code_name: str,
    reach: Reach,
    staff_id: str,
) -> str:
    """Give a text to a person within reach, by her code name; return her id.

    It is sealed again under her key and raises her cases, but nothing is answered: somebody is
    looking at it, and the number may not be hers.
    """
    unmatched.get_text(session, message_id)
    found = people.list_people(session, reach, code_name=code_name, limit=1)
    if not found:
        raise Invalid("there is nobody of this code name", field="code_name")
    person_id, now = found[0].person_id, programme.clock.now()
    replies.assign(session, message_id, person_id, at=now)
    row = replies.get(session, message_id)
    meant = _meaning_of(row)
    facts.record(
        session, "reply_received", happened_at=row.received_at, recorded_at=now,
        person_id=person_id, subject_id=message_id, recorded_by=staff_id,
        data={"label": meant.label.value, "severity": meant.severity},
    )  # fmt: skip
    for kind in _restrictions(meant):
        change = Restrict(kind=kind, scope="person", reason="her_words", person_id=person_id)
        change_contact(session, programme, change, actor_id=staff_id)
    for flag in _flags(session, programme, row, meant, person_id):
        raised = triage.raise_flag(
            session, flag, person_id=person_id, source_type="inbound", source_id=message_id,
            arrived_at=row.received_at, now=now,
        )  # fmt: skip
        page_for(session, programme, raised, now=now)
    _record(session, programme, message_id, staff_id, handled_as="assigned", person=person_id)
    return person_id


def set_text_aside(
    session: Session, programme: Programme, *, message_id: str, handled_as: str, staff_id: str
) -> None:
    """Mark a text as spam, or as noted."""
    if handled_as not in SET_ASIDE_AS:
        raise Invalid("a text is set aside as spam or noted")
    unmatched.get_text(session, message_id)
    replies.handle(session, message_id, handled_as=handled_as, at=programme.clock.now())
    _record(session, programme, message_id, staff_id, handled_as=handled_as)


def show_unmatched(
    session: Session, programme: Programme, *, message_id: str, staff_id: str
) -> str:
    """Return the words of an unmatched text, and write down that they were seen."""
    unmatched.get_text(session, message_id)
    record(
        session, AuditEventKind.TEXT_SEEN, at=programme.wall.now(), actor_id=staff_id,
        object_type="inbound", object_id=message_id,
    )  # fmt: skip
    return replies.text_of(session, replies.get(session, message_id))


def _meaning_of(row: InboundMessage) -> Reading:
    """Return what the text means: what a person said, where one corrected the reading.

    The flags stay: a wish that was heard can only forbid. A correction without a severity leaves
    that of the reading; danger counts as danger now.
    """
    label, severity, also = Label(row.label), row.severity, row.also
    if row.corrected_label is not None:
        label, also = Label(row.corrected_label), []
        severity = HIGHEST if label is Label.DISTRESS else severity
        severity = row.corrected_severity if row.corrected_severity is not None else severity
    return Reading(
        label=label, severity=severity, topics=tuple(row.topics), flags=tuple(row.flags),
        because=(), also=tuple(Label(each) for each in also),
    )  # fmt: skip


def _restrictions(reading: Reading) -> Iterator[str]:
    """Yield what the text itself forbids; that holds before anything else is done."""
    labels = (reading.label, *reading.also)
    yield from (kind for kind, _wish in locks_of(labels, reading.flags))
    if Label.STOP in labels:
        yield "opt_out"


def _flags(
    session: Session, programme: Programme, row: InboundMessage, reading: Reading, person_id: str
) -> Iterator[Flag]:
    """Yield what the text raises now that it is known whose it is, her own words included."""
    now = programme.clock.now()
    contact = people.contact_facts(session, person_id, now=now)
    words = replies.text_of(session, row)
    meaning = people.duress_meaning(session, person_id, words)
    if meaning is not None:
        yield duress(meaning)
    yield from reply_flags(
        reading,
        Writer(
            high_risk=contact.risk_tier == "high",
            recent_distress=triage.was_in_distress(session, person_id, now=now),
            call_at=wished_call(words, reading, at=row.received_at),
        ),
    )


def _record(
    session: Session, programme: Programme, message_id: str, staff_id: str, **details: str
) -> None:
    record(
        session, AuditEventKind.TEXT_MATCHED, at=programme.wall.now(), actor_id=staff_id,
        object_type="inbound", object_id=message_id, details=details,
    )  # fmt: skip
