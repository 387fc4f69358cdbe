"""The only place that writes outbound messages, and it always asks the gate first.

A row is written in the transaction of whatever caused it, so that neither can exist without the
other. What the gate holds back is kept too, as a `dropped` row with its reason and without number
or words: reports can say why nothing went out, and nothing is stored that was never needed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core.ids import new_id
from monitor.core.language import Languages, wording_hash
from monitor.people import service as people
from monitor.people.hold_reason import HoldReason
from monitor.privacy import vault
from monitor.sms import gate_facts, store
from monitor.sms.changes import change_of
from monitor.sms.gate import Hold, Send, decide
from monitor.sms.gate_rules import GateMessage
from monitor.sms.message_state import (
    ENDED_UNSENT,
    MessageChange,
    MessageState,
    Purpose,
    Recipient,
    priority_of,
)
from monitor.sms.models import OutboundMessage
from monitor.sms.sealed_message import open_message, seal_into
from monitor.staff import store as staff


@dataclass(frozen=True, kw_only=True)
class SendRequest:
    """A wish to send one wording to one person or member of staff, not before `due_at`.

    `automated` counts towards her cap of three a day; `content_level` says how much it reveals.
    """

    recipient: Recipient
    purpose: Purpose
    template: str
    language: str
    due_at: datetime
    person_id: str | None = None
    staff_id: str | None = None
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    content_level: str = "covert"
    checkin_id: str | None = None
    case_id: str | None = None
    answers_id: str | None = None
    automated: bool = True


@dataclass(frozen=True)
class Queued:
    """It waits in the outbox, or did already."""

    message_id: str


@dataclass(frozen=True, kw_only=True)
class _Draft:
    """What would go out, as far as it is known."""

    number: str | None = field(repr=False)
    to_lookup: str
    wording: str | None
    key: tuple[str, str, str] | None


@dataclass(frozen=True)
class Held:
    """Nothing will be sent for this request; whoever asked may ask again at `until`.

    Without `until` asking again is vain until something about the person changes.
    """

    reason: HoldReason
    until: datetime | None = None


def queue(
    session: Session,
    request: SendRequest,
    *,
    languages: Languages,
    rota_covered: bool,
    unapproved_ok: bool,
    gateway: str,
    now: datetime,
) -> Queued | Held:
    """Ask the gate for the moment it is due, and write the row; the same wish twice is one row."""
    known = _find_known(session, request)
    if known is not None:
        return known
    draft = _draft(session, request, languages)
    due_at = max(now, request.due_at)
    facts = gate_facts.gather(
        session,
        person_id=request.person_id,
        to_lookup=draft.to_lookup,
        wording=draft.key,
        unapproved_ok=unapproved_ok,
        rota_covered=rota_covered,
        gateway=gateway,
        now=now,
    )
    verdict = decide(_gate_message(request, wanted_at=due_at), facts, due_at)
    if isinstance(verdict, Send) and draft.number is None:
        verdict = Hold(HoldReason.NO_PLAN)
    row = _row(request, due_at=due_at, now=now)
    if isinstance(verdict, Hold):
        _keep_reason(session, request, row, verdict.reason)
        return Held(verdict.reason, verdict.until)
    return Queued(_write(session, row, draft, request.values))


def queue_copy(session: Session, message_id: str, *, due_at: datetime, now: datetime) -> str:
    """Write the one further copy of an uncertain message; it obeys the gate when it is claimed.

    It keeps the instant the first was meant for, and is dropped at the same age.
    """
    first = store.get_message(session, message_id)
    copy = OutboundMessage(
        id=new_id(),
        **{name: getattr(first, name) for name in _COPIED},
        resend_of=first.id,
        state=MessageState.QUEUED,
        due_at=due_at,
        queued_at=now,
        attempts=0,
        untold=False,
    )
    number, body = open_message(session, first)
    seal_into(session, copy, number=number, body=body)
    session.add(copy)
    session.flush()
    return copy.id


def cancel_waiting(session: Session, person_id: str, *, reason: str, at: datetime) -> int:
    """Cancel what waits for a person; return how many rows. A claimed row cannot be called back."""
    return _cancel(session, store.list_waiting_for(session, (person_id,)), reason=reason, at=at)


def cancel_waiting_to(session: Session, number: str, *, reason: str, at: datetime) -> int:
    """Cancel what waits to go to a number, whoever it was meant for."""
    to_lookup = vault.lookup(session, number, use="phone")
    return _cancel(session, store.list_waiting_to(session, to_lookup), reason=reason, at=at)


def cancel_waiting_for_all(
    session: Session, *, reason: str, at: datetime, shelter_id: str | None = None
) -> int:
    """Cancel what waits for the people of a shelter, or for everybody; pages to staff go on."""
    rows = store.list_waiting(session, shelter_id=shelter_id)
    return _cancel(session, rows, reason=reason, at=at)


def take_untold(session: Session) -> list[MessageChange]:
    """Return what was taken back since the last time, so that no check-in waits for it for ever."""
    for row in (rows := store.list_untold(session)):
        row.untold = False
    return [change_of(row) for row in rows]


def tell_again(session: Session, message_id: str) -> None:
    """Have a message that ended unsent be told of once more: its check-in may still wait for it."""
    store.get_message(session, message_id).untold = True
    session.flush()


_COPIED = (
    *("recipient", "purpose", "priority", "person_id", "staff_id", "checkin_id", "case_id"),
    *("template", "language", "wording_hash", "content_level", "automated", "wanted_at"),
)


def _find_known(session: Session, request: SendRequest) -> Queued | Held | None:
    """Return what became of the same wish earlier: one answer each, one text a check-in."""
    if request.answers_id is not None:
        row = store.find_answer_to(session, request.answers_id)
        return None if row is None else _as_it_stands(row)
    standing = [_as_it_stands(row) for row in _earlier(session, request)]
    return next((known for known in standing if isinstance(known, Queued)), None)


def _as_it_stands(row: OutboundMessage) -> Queued | Held:
    if row.state not in ENDED_UNSENT:
        return Queued(row.id)
    return Held(next((one for one in HoldReason if one == row.reason), HoldReason.OPTED_OUT))


def _earlier(session: Session, request: SendRequest) -> Sequence[OutboundMessage]:
    if request.checkin_id is None:
        return ()
    return store.list_for_checkin(session, request.checkin_id, request.template)


def _draft(session: Session, request: SendRequest, languages: Languages) -> _Draft:
    number = _number_of(session, request)
    template, language = request.template, request.language
    wording = languages.wording(template, language)
    return _Draft(
        number=number,
        to_lookup="" if number is None else vault.lookup(session, number, use="phone"),
        wording=wording,
        key=None if wording is None else (template, language, wording_hash(wording)),
    )


def _number_of(session: Session, request: SendRequest) -> str | None:
    if request.person_id is not None:
        return people.number_of(session, request.person_id)
    if request.staff_id is None:
        return None
    member = staff.get(session, request.staff_id)
    if member.phone_sealed is None:
        return None
    return vault.unseal(
        session, member.phone_sealed, table="staff", column="phone_sealed", row_id=member.id
    )


def _gate_message(request: SendRequest, *, wanted_at: datetime) -> GateMessage:
    return GateMessage(
        recipient=request.recipient,
        purpose=request.purpose,
        template=request.template,
        content_level=request.content_level,
        automated=request.automated,
        wanted_at=wanted_at,
    )


def _keep_reason(
    session: Session, request: SendRequest, row: OutboundMessage, reason: HoldReason
) -> None:
    """Note what was held back; asking again for the same check-in does not pile up rows.

    A page keeps its reason itself, and is asked for every few seconds.
    """
    if request.recipient is Recipient.STAFF:
        return
    dropped = [old for old in _earlier(session, request) if old.state == MessageState.DROPPED]
    if dropped:
        dropped[0].reason, dropped[0].settled_at = reason, row.queued_at
    else:
        row.state, row.reason, row.settled_at = MessageState.DROPPED, reason, row.queued_at
        row.to_sealed = row.to_lookup = row.body_sealed = row.wording_hash = ""
        row.parts = 0
        session.add(row)
    session.flush()


def _write(session: Session, row: OutboundMessage, draft: _Draft, values: Mapping[str, str]) -> str:
    row.wording_hash = "" if draft.key is None else draft.key[2]
    body = (draft.wording or "").format(**values)
    seal_into(session, row, number=draft.number or "", body=body)
    session.add(row)
    session.flush()
    return row.id


def _row(request: SendRequest, *, due_at: datetime, now: datetime) -> OutboundMessage:
    return OutboundMessage(
        id=new_id(),
        recipient=request.recipient,
        purpose=request.purpose,
        priority=priority_of(request.purpose),
        person_id=request.person_id,
        staff_id=request.staff_id,
        checkin_id=request.checkin_id,
        case_id=request.case_id,
        answers_id=request.answers_id,
        template=request.template,
        language=request.language,
        content_level=request.content_level,
        automated=request.automated,
        state=MessageState.QUEUED,
        due_at=due_at,
        wanted_at=due_at,
        queued_at=now,
        attempts=0,
        untold=False,
    )


def _cancel(session: Session, rows: Iterable[OutboundMessage], *, reason: str, at: datetime) -> int:
    count = 0
    for row in rows:
        row.state, row.reason, row.settled_at = MessageState.CANCELLED, reason, at
        row.untold = row.checkin_id is not None
        count += 1
    session.flush()
    return count
